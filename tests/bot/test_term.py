"""How long a process may believe that it leads."""

from collections.abc import Callable
from typing import TypeVar

import pytest
from sqlalchemy import Connection

from bot.leading import TERM, Lead
from storage.work import Work
from tests.bot.troubled import Troubled

T = TypeVar("T")


@pytest.mark.fault(15, 16)
async def test_a_term_counts_from_when_it_was_asked_for(work: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    """However long the question took: the database counts from its beginning, after which another may lead."""
    seconds = 100.0

    class Time:
        """`time`, which goes on while the database is asked."""

        @staticmethod
        def monotonic() -> float:
            return seconds

    class Slow(Troubled):
        """Each transaction takes three seconds."""

        async def run(self, fn: Callable[[Connection], T]) -> T:
            nonlocal seconds
            seconds += 3
            return await super().run(fn)

    monkeypatch.setattr("bot.leading.time", Time)
    lead = Lead(Slow(work), "a", alone=False)
    await lead.once()
    assert lead.mine
    seconds = 100.0 + TERM.total_seconds()
    assert not lead.mine
