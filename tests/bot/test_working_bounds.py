"""What trouble with the database, and slow turns, must not cost an update: a try, a death, or its lane."""

from datetime import timedelta
from typing import Any

import pytest
from aiogram.types import Update

from bot import worker as working
from bot.clock import wall_now
from handlers.turn import Reply, Turn
from storage.work import Work
from tests.bot.fakes import Telegram, Wall, rows
from tests.bot.test_worker import CURATOR, HEAD, Desk
from tests.bot.troubled import Troubled
from workflow.office import Office

_STATES = "SELECT status, attempts FROM inbox ORDER BY id"
_LEASED = "SELECT lane FROM lanes WHERE box = 'in' AND leased_until IS NOT NULL"


@pytest.fixture
def base(work: Work, monkeypatch: pytest.MonkeyPatch) -> Troubled:
    monkeypatch.setattr("storage.work.insisting.FIRST_PAUSE", 0.0)
    monkeypatch.setattr(working, "TROUBLED", 0.0)
    return Troubled(work)


@pytest.fixture
def desk(base: Troubled, telegram: Telegram, wall: Wall, office: Office) -> Desk:
    assert office.people
    return Desk(base, telegram, wall)


async def answers(update: Update, turn: Turn) -> None:
    """Says something, so that the turn has a commit."""
    turn.say(Reply(text="ok"))


@pytest.mark.fault(18)
async def test_trouble_at_the_commit_was_blamed_on_the_update(desk: Desk, base: Troubled) -> None:
    """Where the database is away just when a turn is to be written, the update has used up none of its tries."""
    desk.handle = answers
    for number in range(1, 5):
        await desk.says(f"{number}")
        base.unwritten = 2  # the claim, then the turn
        await desk.works()
    assert await rows(base, _STATES) == [("done", 0)] * 4
    assert len(desk.seen) == 8


@pytest.mark.fault(17)
async def test_lanes_of_a_claim_in_doubt_waited_a_minute(desk: Desk, base: Troubled) -> None:
    """What was claimed by a commit whose answer was lost is given back at once, and no update has died of it."""
    desk.handle = answers
    await desk.says("one")
    await desk.says("two", HEAD)
    base.unwritten, base.in_doubt = 1, True
    await desk.works()
    assert await rows(base, _LEASED) == []
    await desk.works()
    assert await rows(base, _STATES) == [("done", 0)] * 2


@pytest.mark.fault(15)
async def test_a_slow_turn_was_fenced_away_from_a_living_worker(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever is at many updates of one lane renews his lease when half of it is over."""
    passed = timedelta()

    class Slow:
        """`time`, by which each update takes twenty seconds."""

        @staticmethod
        def monotonic() -> float:
            return passed.total_seconds()

    def later() -> Any:
        return wall_now() + passed

    async def slow(update: Update, turn: Turn) -> None:
        nonlocal passed
        passed += timedelta(seconds=20)
        (row,) = await rows(desk.work, "SELECT leased_until FROM lanes WHERE box = 'in'")
        left.append(row[0] / 1_000_000 - later().timestamp())

    left: list[float] = []
    monkeypatch.setattr(working, "time", Slow)
    monkeypatch.setattr(working, "wall_now", later)
    desk.handle = slow
    for number in range(8):
        await desk.says(f"{number}", CURATOR)
    await desk.works()
    assert len(left) == 8
    assert min(left) > 0, left
