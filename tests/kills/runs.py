"""One run: a walk with a bot that is killed at a point of it and comes back on the same database."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sandbox.people import Town
from storage.work import Work
from tests.conversations.living import Living
from tests.conversations.stand import Stand, stand
from tests.kills.ground import Ground
from tests.kills.ledger import Ledger, ledger_of, settled
from tests.kills.walk import Walk

LEADS = "SELECT count(*) FROM lanes WHERE lane = 'leader' AND worker IS NOT NULL"
"""Whether any process leads."""

PATIENCE = 90.0
"""Seconds after which what was waited for will not come."""

TERM = "4"
"""Seconds after which a silent process counts as dead: fewer than in earnest, more than a busy machine is silent."""


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
    async with scene(folder, ground, at=at) as one, AsyncExitStack() as stack:
        deaths = await stack.enter_async_context(brought_back(one.office, {"OTKLIK_KILL_AT": ""}))  # it may die at once
        for number in range(1, processes):
            await one.until(LEADS)
            await stack.enter_async_context(another(one.office, number))
        await walk.go(one.office)
        ledger = await one.ledger()
    return Run(ledger, _points_of(folder / "points"), deaths.count)


@dataclass
class Scene:
    """An office on a database of its own, into which the test may look."""

    office: Stand
    work: Work

    async def ledger(self) -> Ledger:
        """What is known when nothing is left to be done."""
        await settled(self.work)
        return await ledger_of(self.work, self.office)

    async def rows(self, query: str) -> list[tuple[Any, ...]]:
        """What the database says."""
        return await self.work.read(lambda conn: [tuple(row) for row in conn.exec_driver_sql(query)])

    async def until(self, query: str) -> None:
        """Wait till the query, of a single value, gives what is true."""
        async with asyncio.timeout(PATIENCE):
            while not (await self.rows(query))[0][0]:  # noqa: ASYNC110 - another process's database has no event
                await asyncio.sleep(0.05)


@asynccontextmanager
async def scene(folder: Path, ground: Ground, *, at: str = "", freeze: str = "", **more: str) -> AsyncIterator[Scene]:
    """An office with its bot running, to be killed or frozen at a point."""
    hooks = {"OTKLIK_KILL_AT": at, "OTKLIK_FREEZE_AT": freeze, "OTKLIK_COUNT_POINTS": str(_new(folder))}
    given: dict[str, Any] = {"OTKLIK_TEST_TERM": TERM, **hooks, **more}
    with ground(folder) as url:
        async with Town.start() as town, stand(folder, town, url=url, **given) as office, await Work.open(url) as work:
            yield Scene(office, work)


@asynccontextmanager
async def another(office: Stand, number: int = 1, **more: str) -> AsyncIterator[Other]:
    """One more process on the same database, which nobody kills till the end."""
    quiet = {"OTKLIK_KILL_AT": "", "OTKLIK_FREEZE_AT": "", "OTKLIK_COUNT_POINTS": ""}
    log = {"OTKLIK_TEST_LOG": str(office.folder / f"bot-{number}.log")}
    async with Other(office.folder, {**office.environment, **quiet, **log, **more}).lives(to_its_end=False) as other:
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
