"""While the database is away every loop that waits for it says that it lives: systemd must not kill who waits well."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

import pytest
from sqlalchemy import Connection

from bot.bells import Bells
from bot.health.pulse import Pulse
from bot.sender import Sender
from bot.tools import Tools
from bot.worker import FULL, Worker
from storage.work import CommitInDoubtError, UnreachableError, Work
from tests.bot.fakes import NO_LIMIT, Telegram, Wall, way_of
from tests.bot.test_worker import CURATOR, Desk
from workflow.office import Office

T = TypeVar("T")
AN_HOUR = 3600.0
TRY = 60.0
"""Seconds that each try is taken to last: a server that answers nothing."""


class Away(Work):
    """A database that is gone for an hour from the next commit on, whose outcome nobody knows."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self.seconds, self.gone_till = 0.0, 0.0
        self.pulse = Pulse(lambda: self.seconds)
        self.silent: list[str] = []

    def goes(self) -> None:
        """It is gone from now on."""
        self.gone_till = self.seconds + AN_HOUR

    async def run(self, fn: Callable[[Connection], T]) -> T:
        if self.seconds >= self.gone_till:
            return await self._work.run(fn)
        first = self.gone_till - self.seconds == AN_HOUR
        self.seconds += TRY
        self.silent += self.pulse.silent()
        raise (CommitInDoubtError if first else UnreachableError)("away")

    async def read(self, fn: Callable[[Connection], T]) -> T:
        return await self._work.read(fn)

    async def close(self) -> None:
        """It belongs to whoever made it."""


@pytest.fixture
def away(work: Work, office: Office, monkeypatch: pytest.MonkeyPatch) -> Away:
    """An office on such a database; pauses between two tries are short."""
    assert office.people
    monkeypatch.setattr("storage.work.insisting.FIRST_PAUSE", 0.0)
    monkeypatch.setattr("bot.worker.TROUBLED", 0.0)
    return Away(work)


@pytest.mark.fault(17, 18)
async def test_a_sender_that_waits_for_the_database_was_taken_for_dead(
    away: Away, telegram: Telegram, wall: Wall
) -> None:
    """A claim of which nobody knows the outcome is taken back for as long as it needs, and the pulse goes on."""
    way = way_of(away, telegram, wall, NO_LIMIT)
    way.bells.pulse = away.pulse
    away.pulse.beat("sender")
    away.goes()
    async with asyncio.TaskGroup() as group:
        await Sender(way).once(group, asyncio.Event())
    assert away.seconds >= AN_HOUR
    assert away.silent == []


@pytest.fixture
def desk(work: Work, telegram: Telegram, wall: Wall) -> Desk:
    """Where updates come in."""
    return Desk(work, telegram, wall)


@pytest.mark.fault(17, 18)
@pytest.mark.parametrize("lanes", [1, 4])
async def test_a_worker_whose_hands_all_wait_was_taken_for_dead(
    desk: Desk, away: Away, telegram: Telegram, wall: Wall, lanes: int
) -> None:
    """Also where no hand is free to begin with anything, it says that it lives."""
    bells = Bells(pulse=away.pulse)
    tools = Tools(away, desk.bot, desk.feed, telegram.call, wall, bells, "test", settle=0.0, lanes=lanes)
    for sender in range(lanes):
        await desk.says("срок?", CURATOR + sender)
    away.pulse.beat("worker", FULL)
    worker = Worker(tools)
    async with asyncio.TaskGroup() as group:
        await worker.once(group, asyncio.Event())
        away.goes()
    assert away.seconds >= AN_HOUR
    assert away.silent == []
