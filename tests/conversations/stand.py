"""A whole office for a test: sandbox, bot as a process of its own, people, and a clock that can be wound."""

import multiprocessing
import os
import shutil
import signal
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from multiprocessing.process import BaseProcess
from pathlib import Path
from time import time

from bot.clock import read_clock, write_clock
from sandbox.people import Group, Person, Town

OFFICE = Path(__file__).parent / "office.toml"
WEDNESDAY = datetime.fromisoformat("2026-03-04T10:00:00+12:00")
_PATIENCE = 20.0

# A server that has the bot imported already and forks a child for each start: a start costs milliseconds, not seconds.
_processes = multiprocessing.get_context("forkserver")
_processes.set_forkserver_preload(["tests.conversations.child"])


@dataclass
class Stand:
    """Everybody of the office, the town they live in, and the bot."""

    town: Town
    folder: Path
    environment: dict[str, str]
    curator: Person
    roads: Person
    roads_2: Person
    utilities: Person
    head: Person
    coordinator: Person
    stranger: Person
    group: Group
    process: BaseProcess | None = None
    log: list[str] = field(default_factory=list)

    @property
    def clock(self) -> Path:
        """The file that holds the office's clock."""
        return self.folder / "clock.json"

    def now(self) -> datetime:
        """The office's present, in its zone."""
        return read_clock(self.clock).now(time()).astimezone(WEDNESDAY.tzinfo)

    def set_clock(self, at: str, speed: float = 1) -> None:
        """Put the office's clock to a moment of its zone, for example `2026-03-04T13:55`."""
        moment = datetime.fromisoformat(at)
        write_clock(self.clock, moment if moment.tzinfo else moment.replace(tzinfo=WEDNESDAY.tzinfo), speed)

    def start(self, **more: str) -> None:
        """Start the bot, or start it again on the same database."""
        from tests.conversations import child

        environment = {**self.environment, **more}
        self.process = _processes.Process(target=child.run, args=(environment, str(self.clock)), daemon=True)
        self.process.start()

    def stop(self) -> int:
        """Ask the bot to stop, as systemd would, and wait for it. Returns its exit code."""
        assert self.process is not None
        if self.process.is_alive():
            os.kill(self.process.pid or 0, signal.SIGTERM)
        self.process.join(_PATIENCE)
        code = self.process.exitcode
        if code is None:
            self.process.kill()
            self.process.join()
            raise AssertionError(f"the bot did not stop in {_PATIENCE:g} s; its log:\n{self.journal()}")
        return code

    def kill(self) -> None:
        """Kill the bot as a power cut would."""
        assert self.process is not None
        self.process.kill()
        self.process.join(_PATIENCE)

    def journal(self) -> str:
        """What the bot has logged."""
        path = self.folder / "bot.log"
        return path.read_text(encoding="utf-8") if path.exists() else ""


def load(environment: Mapping[str, str], office: Path = OFFICE) -> None:
    """`office load`, in a process of its own."""
    from tests.conversations import child

    loading = _processes.Process(target=child.load, args=(environment, str(office)))
    loading.start()
    loading.join(_PATIENCE)
    assert loading.exitcode == 0, f"the office was not loaded; see {environment['OTKLIK_TEST_LOG']}"


@asynccontextmanager
async def stand(
    folder: Path,
    town: Town,
    *,
    at: datetime = WEDNESDAY,
    database: Path | None = None,
    office_file: Path = OFFICE,
    **more: str,
) -> AsyncIterator[Stand]:
    """An office with its bot running; the bot is stopped in the end, and must have stopped cleanly.

    With `database`, a copy of that file is used instead of loading the office, and the bot is killed in the end:
    for tests of many short lives.
    """
    write_clock(folder / "clock.json", at, 1)
    bot = await town.bot(username="otklik_test_bot")
    environment = settings(town.url, bot.token, folder, more)
    people = [await town.person(number, name) for number, name in PEOPLE.items()]
    curator, roads, head, roads_2, utilities, coordinator, stranger = people
    group = await town.supergroup(-1001000000001, "Сроки", members=people[:-1], bot=bot)
    office = Stand(town, folder, environment, curator, roads, roads_2, utilities, head, coordinator, stranger, group)
    if database is None:
        load(environment, office_file)
    else:
        shutil.copy(database, folder / "office.db")
    office.start()
    try:
        yield office
        code = 0 if database else office.stop()
        assert code == 0, f"the bot ended with {code}; its log:\n{office.journal()}"
    finally:
        if office.process is not None and office.process.is_alive():
            office.process.kill()
            office.process.join()


PEOPLE = {
    1001: "Куратор",
    1002: "Исполнитель дорог",
    1003: "Глава района",
    1004: "Второй исполнитель дорог",
    1005: "Исполнитель ЖКХ",
    1006: "Координатор",
    777: "Посторонний",
}


def settings(url: str, token: str, folder: Path, more: Mapping[str, str]) -> dict[str, str]:
    """Settings of a bot in a hurry: no rates to wait for, short pauses."""
    return {
        "BOT_TOKEN": token,
        "TELEGRAM_API_SERVER": url,
        "DATABASE_URL": f"sqlite:///{folder / 'office.db'}",
        "OTKLIK_TEST_LOG": str(folder / "bot.log"),
        "RATE_TOTAL": "1000",
        "RATE_CHAT": "1000",
        "RATE_CHAT_BURST": "1000",
        "RATE_GROUP": "60000",
        "TICK_SECONDS": "0.05",
        "ALBUM_WAIT": "0.3",
        "REFRESH_SECONDS": "0.5",
        **more,
    }
