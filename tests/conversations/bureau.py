"""An office made from any office file: its people by their keys, the bot, and a clock that can be wound."""

import tomllib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.clock import write_clock
from sandbox.people import Group, Person, Town
from tests.conversations.living import Living, load, settings


class Bureau(Living):
    """The people of one office and its bot; `bureau["officer"]` is the person with that key in the office file."""

    def __init__(self, town: Town, folder: Path, environment: dict[str, str], zone: str) -> None:
        self.town, self.folder, self.environment, self.zone = town, folder, environment, ZoneInfo(zone)
        self.people: dict[str, Person] = {}
        self.group: Group | None = None

    def __getitem__(self, key: str) -> Person:
        """The person with this key in the office file."""
        return self.people[key]

    @property
    def room(self) -> Group:
        """The group where deadlines are called out; the office file must name one."""
        assert self.group is not None, "the office file has no group_chat"
        return self.group

    def set_clock(self, at: str, speed: float = 1) -> None:
        """Put the office's clock to a moment of its zone, for example `2026-03-04T13:55`."""
        moment = datetime.fromisoformat(at)
        write_clock(self.clock, moment if moment.tzinfo else moment.replace(tzinfo=self.zone), speed)


@asynccontextmanager
async def bureau(
    folder: Path, office: str, *, at: str = "2026-03-04T10:00", procedures: Path | None = None, **more: str
) -> AsyncIterator[Bureau]:
    """An office with its bot running on Wednesday 4 March 2026 at 10:00 of its own zone.

    `office` is the text of an office file; `procedures` is a folder of procedure files besides the product's.
    The bot is stopped in the end, and must have stopped cleanly.
    """
    file = tomllib.loads(office)
    (folder / "office.toml").write_text(office, encoding="utf-8")
    async with Town.start() as town:
        bot = await town.bot(username="otklik_test_bot")
        given = {**more, **({"PROCEDURES_DIR": str(procedures)} if procedures else {})}
        environment = settings(town.url, bot.token, folder, given)
        made = Bureau(town, folder, environment, file["office"]["zone"])
        made.set_clock(at)
        for one in file["person"]:
            if "telegram_id" in one:
                made.people[one["key"]] = await town.person(one["telegram_id"], one["name"])
        if chat := file["office"].get("group_chat"):
            made.group = await town.supergroup(chat, "Сроки", members=list(made.people.values()), bot=bot)
        load(environment, folder / "office.toml")
        async with made.lives():
            yield made
