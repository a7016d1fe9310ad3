"""Who has a job or a lane in hand within a transaction keeps it till that ends, also when his term is over."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest
from sqlalchemy import Connection
from sqlalchemy.util import await_only

from storage import inbox, leading
from storage.inbox import Claimed, Incoming
from storage.work import Work
from tests.fixtures.offices import NOW
from tests.proof.counting import Tried

pytestmark = pytest.mark.parametrize("backend", ["postgresql"])

TERM = timedelta(seconds=15)
LATE = NOW + 2 * TERM
"""When the term is over."""

OTHERS_ANSWER = 10
"""Seconds in which another must have his answer: he waits for nobody's transaction."""


@asynccontextmanager
async def in_hand(work: Work, holds: Callable[[Connection], None]) -> AsyncIterator[None]:
    """Meanwhile a transaction is open that begins by this, and it is committed afterwards."""
    held, goes_on = asyncio.Event(), asyncio.Event()

    def transaction(conn: Connection) -> None:
        holds(conn)
        held.set()
        await_only(goes_on.wait())

    async with asyncio.TaskGroup() as group:
        group.create_task(work.run(transaction))
        await held.wait()
        try:
            async with asyncio.timeout(OTHERS_ANSWER):
                yield
        finally:
            goes_on.set()


async def _leads(work: Work, who: str, at: timedelta = timedelta(0)) -> int | None:
    """The fence of whoever asks for the lead so much after the beginning."""
    now = NOW + at
    return await work.run(lambda conn: leading.lead(conn, "leader", who, now, now + TERM))


async def _claims(work: Work, who: str, after: timedelta = timedelta(0)) -> list[Claimed]:
    return await work.run(lambda conn: inbox.claim(conn, who, NOW + after, TERM, 9))


@pytest.mark.fault(15, 16)
async def test_who_writes_as_the_leader_stays_it_past_his_term(work: Work, tried: Tried) -> None:
    """While a transaction holds the lead nobody takes it, though its term is over; afterwards the next one does."""
    fence, stolen = await _leads(work, "a"), False
    assert fence is not None
    async with in_hand(work, lambda conn: leading.hold(conn, "leader", fence)):
        try:
            stolen = await _leads(work, "b", 2 * TERM) is not None
        except leading.HeldError:
            held = True
        else:
            held = False
    tried.count(repeated=int(stolen))
    assert (stolen, held) == (False, True)
    assert await _leads(work, "b", 2 * TERM) == fence + 1


@pytest.mark.fault(15)
async def test_who_writes_to_a_lane_keeps_it_past_his_lease(work: Work, tried: Tried) -> None:
    """While a transaction holds a lane of the inbox nobody claims it, though its lease is over; he may write to it."""
    await work.run(lambda conn: inbox.receive(conn, "bot", [Incoming(1, "a", "{}"), Incoming(2, "b", "{}")], NOW))
    mine, _ = await _claims(work, "one")

    def deals(conn: Connection) -> None:
        inbox.done(conn, mine.lane, mine.fence, mine.updates[0].id, NOW)

    async with in_hand(work, deals):
        taken = [turn.lane for turn in await _claims(work, "two", 2 * TERM)]
    tried.count(repeated=taken.count("a"))
    assert taken == ["b"]
    assert await _claims(work, "two", 2 * TERM) == []
