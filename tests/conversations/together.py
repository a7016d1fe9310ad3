"""Several offices with one bot: their people by the keys of the office files, one who works for two is one person."""

import sqlite3
import tomllib
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

from sandbox.people import Group, Person, Town
from tests.conversations.bureau import Bureau
from tests.conversations.living import load, settings


class Together(Bureau):
    """Offices with one bot; keys of people must differ between the files."""

    groups: dict[str, Group]
    began: int = 0
    """The number of the call of the bot after which a test looks at what it says."""

    def load(self, key: str, text: str) -> None:
        """Load an office file, anew or for the first time."""
        path = self.folder / f"{key}.toml"
        path.write_text(text, encoding="utf-8")
        load(self.environment, path)

    def rows(self, query: str, *values: object) -> list[tuple[object, ...]]:
        """What the database holds; for comparing, never for acting."""
        with sqlite3.connect(self.folder / "office.db") as conn:
            found = conn.execute(query, values).fetchall()
        conn.close()
        return found


@asynccontextmanager
async def together(
    folder: Path, offices: Mapping[str, str], *, at: str = "2026-03-04T10:00", **more: str
) -> AsyncIterator[Together]:
    """The offices in the order given, with one bot, on a Wednesday at 10:00 of the first one's zone."""
    files = {key: tomllib.loads(text) for key, text in offices.items()}
    async with Town.start() as town:
        bot = await town.bot(username="otklik_test_bot")
        environment = settings(town.url, bot.token, folder, more)
        made = Together(town, folder, environment, next(iter(files.values()))["office"]["zone"])
        made.set_clock(at)
        known: dict[int, Person] = {}
        for file in files.values():
            for one in file["person"]:
                number = one["telegram_id"]
                known[number] = made.people[one["key"]] = known.get(number) or await town.person(number, one["name"])
        made.groups = {}
        for key, file in files.items():
            if chat := file["office"].get("group_chat"):
                members = [made.people[one["key"]] for one in file["person"]]
                made.groups[key] = await town.supergroup(chat, f"Сроки {key}", members=members, bot=bot)
        for key, text in offices.items():
            made.load(key, text)
        async with made.lives():
            yield made
