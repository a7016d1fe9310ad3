"""A whole office for a test: sandbox, bot as a process of its own, people, and a clock that can be wound."""

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from time import time

from bot.clock import read_clock, write_clock
from sandbox.people import Group, Person, Town
from tests.conversations.living import Living, load, settings

OFFICE = Path(__file__).parent / "office.toml"
WEDNESDAY = datetime.fromisoformat("2026-03-04T10:00:00+12:00")


@dataclass
class Stand(Living):
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

    def now(self) -> datetime:
        """The office's present, in its zone."""
        return read_clock(self.clock).now(time()).astimezone(WEDNESDAY.tzinfo)

    def set_clock(self, at: str, speed: float = 1) -> None:
        """Put the office's clock to a moment of its zone, for example `2026-03-04T13:55`."""
        moment = datetime.fromisoformat(at)
        write_clock(self.clock, moment if moment.tzinfo else moment.replace(tzinfo=WEDNESDAY.tzinfo), speed)


@asynccontextmanager
async def stand(
    folder: Path,
    town: Town,
    *,
    at: datetime = WEDNESDAY,
    database: Path | None = None,
    url: str = "",
    office_file: Path = OFFICE,
    **more: str,
) -> AsyncIterator[Stand]:
    """An office with its bot running; the bot is stopped in the end, and must have stopped cleanly.

    With `database`, a copy of that file is used instead of loading the office, with `url` the database there; then the
    bot is killed in the end: for tests of many short lives.
    """
    write_clock(folder / "clock.json", at, 1)
    bot = await town.bot(username="otklik_test_bot")
    environment = settings(town.url, bot.token, folder, {**more, "DATABASE_URL": url} if url else more)
    people = [await town.person(number, name) for number, name in PEOPLE.items()]
    curator, roads, head, roads_2, utilities, coordinator, stranger = people
    group = await town.supergroup(-1001000000001, "Сроки", members=people[:-1], bot=bot)
    office = Stand(town, folder, environment, curator, roads, roads_2, utilities, head, coordinator, stranger, group)
    if database is not None:
        shutil.copy(database, folder / "office.db")
    elif not url:
        load(environment, office_file)
    async with office.lives(to_its_end=database is None and not url):
        yield office


PEOPLE = {
    1001: "Куратор",
    1002: "Исполнитель дорог",
    1003: "Глава района",
    1004: "Второй исполнитель дорог",
    1005: "Исполнитель ЖКХ",
    1006: "Координатор",
    777: "Посторонний",
}
