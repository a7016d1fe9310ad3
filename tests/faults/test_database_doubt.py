"""A commit of which nobody knows: the ticker and the intake interface ask again, and nothing happens twice."""

from collections.abc import Callable
from datetime import timedelta
from typing import TypeVar

import pytest
from sqlalchemy import Connection

from bot.bells import Bells
from bot.ticker import Ticker
from storage.work import CommitInDoubtError, Work
from tests.bot.fakes import Wall, rows
from tests.bot.intake.conftest import CARD, Sender, sender
from tests.fixtures.cards import opened
from tests.fixtures.offices import NOW
from tests.proof.counting import Tried
from workflow.office import Office

__all__ = ["sender"]

T = TypeVar("T")


@pytest.fixture
def backend() -> str:
    """The doubt is made here, whatever the database."""
    return "sqlite"


class Doubtful(Work):
    """Has a commit in doubt when told to: one that happened, or one that did not."""

    def __init__(self, work: Work) -> None:
        self._work, self.next = work, ""

    async def run(self, fn: Callable[[Connection], T]) -> T:
        doubt, self.next = self.next, ""
        if doubt == "not committed":
            raise CommitInDoubtError
        result = await self._work.run(fn)
        if doubt:
            raise CommitInDoubtError
        return result

    async def read(self, fn: Callable[[Connection], T]) -> T:
        return await self._work.read(fn)

    async def close(self) -> None:
        """It belongs to the test's fixture."""


@pytest.mark.fault(17)
@pytest.mark.parametrize("doubt", ["committed", "not committed"])
async def test_a_deadline_rings_once(work: Work, office: Office, wall: Wall, tried: Tried, doubt: str) -> None:
    """Whatever became of the tick that ended in doubt, after the next one there is just one reminder."""
    await opened(work, office)
    doubtful = Doubtful(work)
    ticker = Ticker(doubtful, wall, Bells(), 1.0)
    wall.at = NOW + timedelta(minutes=21)
    doubtful.next = doubt
    with pytest.raises(CommitInDoubtError):
        await ticker.tick()
    await ticker.tick()
    rung = len(await rows(work, "SELECT id FROM outbox WHERE kind = 'ping'"))
    tried.count(lost=int(not rung))
    assert rung == 1


@pytest.mark.fault(17)
@pytest.mark.parametrize("doubt", ["committed", "not committed"])
async def test_a_message_through_the_interface_becomes_one_card(
    work: Work, sender: Sender, monkeypatch: pytest.MonkeyPatch, tried: Tried, doubt: str
) -> None:
    """Its sender hears of a fault and sends it again under the same id: one card, whatever became of the first."""
    run, left = type(work).run, [doubt]

    async def doubtful(self: Work, fn: Callable[[Connection], T]) -> T:
        if left and left[0] == "not committed":
            left.clear()
            raise CommitInDoubtError
        result = await run(self, fn)
        if left:
            left.clear()
            raise CommitInDoubtError
        return result

    monkeypatch.setattr(type(work), "run", doubtful)
    first = await sender.posts(CARD)
    again = await sender.posts(CARD)
    cards = len(await rows(work, "SELECT id FROM cards"))
    tried.count(lost=int(not cards))
    assert first.status == 500
    assert "nothing is taken twice" in first.body["mend"]
    assert (again.status, cards) == (200 if doubt == "committed" else 201, 1)
