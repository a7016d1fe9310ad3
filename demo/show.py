"""The show: one office on one procedure, its bot, its clock, and the sandbox they all meet in."""

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from time import time
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from bot.clock import read_clock, write_clock
from demo.door import Door
from demo.inspecting.counting import Counts
from demo.life import Life
from demo.process import BotProcess
from sandbox.chats.world import World
from sandbox.drive.acts import ACTS
from sandbox.jobs import Jobs
from sandbox.words import Json

BOT = 7_000_001
TOKEN = f"{BOT}:demonstration-of-otklik"


@dataclass
class Show:
    """What is on. `url` is where people come in, `door` where the bot does; `office` is the parsed office file.

    `folder` holds this run's files. `intake_url` and `intake_token` lead to the bot's intake interface where the
    procedure takes its posts from the citizens' platform; elsewhere they are empty. `settled` is set as soon as the bot
    runs, or is seen not to. `after_walk` is the speed at which the clock will run when the walk is over that it is on.
    `tell` is told what the terminal should say. `counted` is what was counted last, and in which database.
    """

    world: World
    url: str
    folder: Path
    door: Door
    procedure: str = ""
    locale: str = "ru"
    office: dict[str, Any] = field(default_factory=dict)
    office_text: str = ""
    bot: BotProcess | None = None
    life: Life = field(default_factory=Life)
    counted: tuple[Path, Counts] | None = None
    after_walk: float | None = None
    intake_url: str = ""
    intake_token: str = ""
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    settled: asyncio.Event = field(default_factory=asyncio.Event)
    jobs: Jobs = field(default_factory=Jobs)
    tell: Callable[[str], None] = lambda _: None

    @property
    def state(self) -> str:
        """What became of the bot: off, starting, running, killed, failed."""
        return self.life.state

    @property
    def walking(self) -> bool:
        """Whether the clock is on its way from timer to timer."""
        return self.after_walk is not None

    @property
    def database(self) -> Path:
        """The bot's database."""
        return self.folder / "office.db"

    @property
    def clock_file(self) -> Path:
        """The file that holds the office's clock."""
        return self.folder / "clock.json"

    @property
    def log(self) -> Path:
        """What the bot prints."""
        return self.folder / "bot.log"

    @property
    def zone(self) -> ZoneInfo:
        """The office's zone."""
        return ZoneInfo(self.office["office"]["zone"])

    @property
    def speed(self) -> float:
        """How many times faster than real time the office's clock runs; 0 where it stands."""
        return self.world.clock.speed

    @property
    def people(self) -> list[dict[str, Any]]:
        """Those of the office file who are in the messenger."""
        return [one for one in self.office["person"] if "telegram_id" in one]

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


Act = Callable[[Show, Json], Coroutine[Any, Any, Json | bytes]]
Doing = TypeVar("Doing", bound=Act)
DEEDS: dict[str, Act] = {}
READING: set[str] = set()
"""Deeds that change nothing: these may be asked for by GET too, and broken off."""


def deed(name: str, *, reads: bool = False) -> Callable[[Doing], Doing]:
    """Register the function behind `POST /stage/NAME`.

    Unless it only `reads`, it is done to its end once it has begun, also where the page that asked has gone: a show
    that is half begun would have no bot.
    """

    def register(function: Doing) -> Doing:
        async def whole(show: Show, body: Json) -> Json | bytes:
            return await show.jobs.whole(function(show, body))

        DEEDS[name] = function if reads else whole
        READING.update({name} if reads else ())
        return function

    return register
