"""The show: one office on one procedure, its bot, its clock, and the sandbox they all meet in."""

import asyncio
import tempfile
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from time import time
from typing import Any
from zoneinfo import ZoneInfo

from bot.clock import read_clock, write_clock
from demo import offices
from demo.process import BotProcess
from sandbox.chats.world import World
from sandbox.drive.acts import ACTS
from sandbox.words import Json

BOT = 7_000_001
TOKEN = f"{BOT}:demonstration-of-otklik"
FIRST = "2026-03-04T09:40"
"""Local time of the office when a show begins: a Wednesday morning without days off around it."""
_ROOT = Path(__file__).parent.parent


@dataclass
class Show:
    """What is on. `url` is the sandbox's address; `office` is the parsed office file; `folder` holds this run's files.

    `state` is what became of the bot: off, starting, running, killed, failed. `intake_url` and `intake_token` lead to
    the bot's intake interface where the procedure takes its posts from the citizens' platform; elsewhere they are empty.
    """

    world: World
    url: str
    folder: Path
    procedure: str = ""
    locale: str = "ru"
    office: dict[str, Any] = field(default_factory=dict)
    bot: BotProcess | None = None
    state: str = "off"
    intake_url: str = ""
    intake_token: str = ""
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)

    @property
    def database(self) -> Path:
        """The bot's database."""
        return self.folder / "office.db"

    @property
    def clock_file(self) -> Path:
        """The file that holds the office's clock."""
        return self.folder / "clock.json"

    @property
    def zone(self) -> ZoneInfo:
        """The office's zone."""
        return ZoneInfo(self.office["office"]["zone"])

    def now(self) -> datetime:
        """The office's present, in its zone."""
        return read_clock(self.clock_file).now(time()).astimezone(self.zone)

    def set_clock(self, now: datetime, speed: float) -> None:
        """Set the office's clock, and the messenger's with it."""
        write_clock(self.clock_file, now, speed)
        self.world.clock.set(now.timestamp(), speed)
        self.changed()

    def changed(self) -> None:
        """Let every page look at the stage again."""
        self.world.changes.add("stage", None)

    def drive(self, name: str, **body: object) -> Any:
        """Do in the sandbox what a request to it would do."""
        return ACTS[name](self.world, dict(body))


async def choose(show: Show, procedure: str, locale: str = "ru") -> None:
    """Begin anew with this procedure: fresh people, a fresh database, the clock at the first moment."""
    async with show.lock:
        if show.bot:
            await show.bot.stop()
        show.procedure, show.locale, show.office = procedure, locale, offices.office(procedure)
        show.folder = Path(tempfile.mkdtemp(prefix=f"{procedure}-", dir=show.folder.parent))
        show.state = "starting"
        _populate(show)
        show.set_clock(datetime.fromisoformat(FIRST).replace(tzinfo=show.zone), 1)
        show.bot = BotProcess(environment(show), show.clock_file, show.folder / "bot.log")
        await _load(show)
        await show.bot.start()
        show.state = "running"
    show.changed()


def _populate(show: Show) -> None:
    """The people of the office with their bot and their group, in an empty messenger."""
    show.drive("reset")
    show.drive("bot", id=BOT, token=TOKEN, first_name="Отклик", username="otklik_demo_bot")
    people = [one for one in show.office["person"] if "telegram_id" in one]
    for one in people:
        show.drive("user", id=one["telegram_id"], first_name=one["name"], language_code=show.locale)
    members = [one["telegram_id"] for one in people]
    if group := show.office["office"].get("group_chat"):
        show.drive("chat", type="supergroup", id=group, title="Сроки ответов", members=[*members, BOT])
    for number in members:
        show.drive("open", user=number, bot=BOT, start=True)


async def _load(show: Show) -> None:
    file = show.folder / "office.toml"
    text = offices.office_text(show.procedure).replace('locale = "ru"', f'locale = "{show.locale}"')
    await asyncio.to_thread(file.write_text, text, encoding="utf-8")
    if show.bot and await show.bot.command("office", "load", str(file)):
        raise RuntimeError(f"the office was not loaded; see {show.folder / 'bot.log'}")


def environment(show: Show) -> dict[str, str]:
    """Only what the bot needs: nothing of the caller's own settings comes in."""
    return {
        "PYTHONPATH": str(_ROOT),
        "BOT_TOKEN": TOKEN,
        "TELEGRAM_API_SERVER": show.url,
        "DATABASE_URL": f"sqlite:///{show.database}",
        "RATE_CHAT": "50",
        "RATE_CHAT_BURST": "50",
        "RATE_GROUP": "1200",
        "TICK_SECONDS": "0.1",
        "REFRESH_SECONDS": "2",
        "ALBUM_WAIT": "0.5",
    }


Act = Callable[[Show, Json], Awaitable[Json]]
DEEDS: dict[str, Act] = {}


def deed(name: str) -> Callable[[Act], Act]:
    """Register the function behind `POST /stage/NAME`."""

    def register(function: Act) -> Act:
        DEEDS[name] = function
        return function

    return register
