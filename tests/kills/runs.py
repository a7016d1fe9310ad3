"""One run: a walk with a bot that is killed at a point of it and comes back on the same database."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from sandbox.people import Town
from storage.work import Work
from tests.conversations.living import Living
from tests.conversations.stand import Stand, stand
from tests.kills.ground import Ground
from tests.kills.ledger import Ledger, ledger_of, settled
from tests.kills.walk import Walk

TERM = "0.6"
"""Seconds after which a silent process counts as dead: nobody need wait 15 for each kill."""


@dataclass
class Run:
    """What came of a run. `points` are those that were passed, if they were noted; `killed` is how often it died."""

    ledger: Ledger
    points: list[str]
    killed: int


@dataclass
class Other(Living):
    """A second process of the same bot."""

    folder: Path
    environment: dict[str, str]


@dataclass
class _Deaths:
    count: int = field(default=0)


async def run(folder: Path, ground: Ground, walk: Walk, processes: int = 1, at: str = "") -> Run:
    """Take the walk; with `at` the first process is killed there and started again."""
    points = _new(folder)
    async with AsyncExitStack() as stack:
        url = stack.enter_context(ground(folder))
        town = await stack.enter_async_context(Town.start())
        office = await stack.enter_async_context(
            stand(folder, town, url=url, OTKLIK_TEST_TERM=TERM, OTKLIK_KILL_AT=at, OTKLIK_COUNT_POINTS=str(points))
        )
        for number in range(1, processes):
            await stack.enter_async_context(another(office, number))
        work = await stack.enter_async_context(await Work.open(url))
        deaths = await stack.enter_async_context(brought_back(office, {"OTKLIK_KILL_AT": ""}))
        await walk.go(office)
        await settled(work)
        ledger = await ledger_of(work, office)
    return Run(ledger, _points_of(points), deaths.count)


@asynccontextmanager
async def another(office: Stand, number: int) -> AsyncIterator[Other]:
    """One more process on the same database, which nobody kills till the end."""
    quiet = {"OTKLIK_KILL_AT": "", "OTKLIK_COUNT_POINTS": ""}
    log = {"OTKLIK_TEST_LOG": str(office.folder / f"bot-{number}.log")}
    async with Other(office.folder, {**office.environment, **quiet, **log}).lives(to_its_end=False) as other:
        yield other


@asynccontextmanager
async def brought_back(office: Stand, after: Mapping[str, str]) -> AsyncIterator[_Deaths]:
    """Start the bot again as soon as it has died, as systemd would."""
    deaths = _Deaths()

    async def watch() -> None:
        process = office.process
        assert process is not None
        await asyncio.to_thread(process.join)
        deaths.count += 1
        office.start(**after)

    async with asyncio.TaskGroup() as group:
        watcher = group.create_task(watch())
        yield deaths
        watcher.cancel()


def _new(folder: Path) -> Path:
    """Make the folder of a run. Returns the file in it for the points that are passed."""
    folder.mkdir()
    return folder / "points"


def _points_of(path: Path) -> list[str]:
    """The points that a bot has passed, in order."""
    return path.read_text(encoding="utf-8").split() if path.exists() else []
