"""What APScheduler logs is understood by who reads it, and an ordinary life makes no faults of it."""

import asyncio
import io
import logging
from collections.abc import Iterator

import pytest
import structlog

from bot.bells import Bells
from bot.logs import set_up
from bot.ticker import Ticker
from storage.work import Work
from tests.bot.fakes import Wall
from workflow.office import Office


@pytest.fixture(autouse=True)
def logging_as_before() -> Iterator[None]:
    handlers, level = logging.root.handlers[:], logging.root.level
    talkative = {name: logging.getLogger(name).level for name in ("apscheduler", "asyncio")}
    yield
    logging.root.handlers, logging.root.level = handlers, level
    for name, before in talkative.items():
        logging.getLogger(name).setLevel(before)
    structlog.reset_defaults()


class Knocking:
    """A ticker whose jobs all do what the test says."""

    def __init__(self, work: Work, wall: Wall, level: str = "INFO") -> None:
        self.out, self.begun, self.stop = io.StringIO(), asyncio.Event(), asyncio.Event()
        set_up(level, "json", [], self.out)
        self.ticker = Ticker(work, wall, Bells(), 0.05)

    @property
    def said(self) -> list[str]:
        """APScheduler's lines, but for those that it tells of itself."""
        return [line for line in self.out.getvalue().splitlines() if "apscheduler" in line]


@pytest.mark.parametrize(("level", "lines"), [("INFO", False), ("DEBUG", True)])
async def test_a_job_that_was_skipped_was_logged_as_a_warning(
    work: Work, wall: Wall, office: Office, level: str, lines: bool
) -> None:
    """A job that is under way when it is due again is ordinary: it is told on DEBUG, by the job's name."""
    knocking, twice = Knocking(work, wall, level), asyncio.Event()

    class Skips(logging.Filter):
        def filter(self, record: logging.LogRecord) -> bool:
            if "skipped" in str(record.msg):
                twice.set()
            return True

    async def tick() -> None:
        await twice.wait()

    heard = Skips()
    logging.getLogger("apscheduler.scheduler").addFilter(heard)
    knocking.ticker.tick = tick  # type: ignore[method-assign]  # only the knocking is looked at
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(knocking.ticker.run(knocking.stop))
            await asyncio.wait_for(twice.wait(), 20)
            knocking.stop.set()
    finally:
        logging.getLogger("apscheduler.scheduler").removeFilter(heard)
    skipped = [line for line in knocking.said if "skipped" in line]
    assert bool(skipped) is lines
    assert all('"level": "debug"' in line for line in skipped)
    assert any('job \\"deadlines' in line for line in skipped) is lines


async def test_a_job_that_a_stop_has_cut_short_was_logged_as_a_fault(work: Work, wall: Wall, office: Office) -> None:
    """A stop that cannot wait for a job that the database keeps leaves no error in the log."""
    knocking = Knocking(work, wall)

    async def tick() -> None:
        knocking.begun.set()
        await asyncio.Event().wait()

    knocking.ticker.tick = tick  # type: ignore[method-assign]  # only the knocking is looked at
    async with asyncio.TaskGroup() as group:
        running = group.create_task(knocking.ticker.run(knocking.stop))
        await asyncio.wait_for(knocking.begun.wait(), 20)
        running.cancel()
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    assert [line for line in knocking.said if '"level": "error"' in line] == []


async def test_a_job_that_fails_is_logged_by_its_name(work: Work, wall: Wall, office: Office) -> None:
    """What is a fault stays one; who reads it sees which job it was."""
    knocking = Knocking(work, wall)

    async def tick() -> None:
        knocking.begun.set()
        raise OSError("broken on purpose")

    knocking.ticker.tick = tick  # type: ignore[method-assign]  # only the knocking is looked at
    async with asyncio.TaskGroup() as group:
        group.create_task(knocking.ticker.run(knocking.stop))
        await asyncio.wait_for(knocking.begun.wait(), 20)
        knocking.stop.set()
    faults = [line for line in knocking.said if '"level": "error"' in line]
    assert faults
    assert all("deadlines" in line and "broken on purpose" in line for line in faults)
