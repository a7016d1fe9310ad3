"""An update is put by for its sender's answer under the fence of its lane, as everything else is done with it."""

from datetime import timedelta

import pytest

from storage import inbox
from storage.errors import Fenced
from storage.inbox import Claimed, Incoming
from storage.work import Work
from tests.fixtures.offices import NOW
from tests.proof.counting import Tried

LEASE = timedelta(seconds=30)


async def _claim(work: Work, who: str, after: timedelta = timedelta(0)) -> Claimed:
    (turn,) = await work.run(lambda conn: inbox.claim(conn, who, NOW + after, LEASE, 9))
    return turn


async def _puts_by(work: Work, turn: Claimed) -> None:
    row = turn.updates[0].id
    await work.run(lambda conn: inbox.put_by(conn, turn.lane, turn.fence, row, NOW))


@pytest.mark.fault(15)
async def test_who_was_frozen_puts_by_nothing(work: Work, tried: Tried) -> None:
    """Who lost the lane meanwhile cannot put its update by, so that whoever has it in hand deals with it."""
    await work.run(lambda conn: inbox.receive(conn, "bot", [Incoming(1, "a", "{}")], NOW))
    frozen = await _claim(work, "one")
    heir = await _claim(work, "two", 2 * LEASE)
    refused = False
    try:
        await _puts_by(work, frozen)
    except Fenced:
        refused = True
    tried.count(lost=int(not refused))
    assert refused, "an update that another has in hand was taken from him"
    await work.run(lambda conn: inbox.done(conn, heir.lane, heir.fence, heir.updates[0].id, NOW))
    assert await work.run(lambda conn: inbox.again(conn, "a")) == 0
