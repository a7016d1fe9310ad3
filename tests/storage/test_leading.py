"""A job that only one process may do: one has it at a time, and whoever lost it can write nothing."""

from datetime import UTC, datetime, timedelta

import pytest

from storage import lanes, leading, marks
from storage.errors import Fenced
from storage.work import Work

NOW = datetime(2026, 3, 4, tzinfo=UTC)
TERM = timedelta(seconds=15)


async def lead(work: Work, who: str, after: float = 0) -> int | None:
    now = NOW + timedelta(seconds=after)
    return await work.run(lambda conn: leading.lead(conn, "leader", who, now, now + TERM))


async def test_the_first_who_asks_leads(work: Work) -> None:
    """While one has the job another does not get it."""
    assert await lead(work, "a") is not None
    assert await lead(work, "b", after=1) is None


async def test_a_leader_stays_while_he_renews(work: Work) -> None:
    """To renew keeps the same fence, so what is under way goes on."""
    fence = await lead(work, "a")
    assert await lead(work, "a", after=10) == fence
    assert await lead(work, "b", after=20) is None


@pytest.mark.fault(15, 16)
async def test_another_takes_the_place_of_a_dead_one(work: Work) -> None:
    """When the term has run out the job is free, and the one who had it is too late with everything."""
    old = await lead(work, "a")
    new = await lead(work, "b", after=16)
    assert old is not None
    assert new == old + 1
    with pytest.raises(Fenced):
        await work.run(lambda conn: leading.hold(conn, "leader", old))


@pytest.mark.fault(16)
async def test_who_gives_it_up_keeps_nobody_waiting(work: Work) -> None:
    """After a graceful stop the next one leads at once."""
    fence = await lead(work, "a")
    assert fence is not None
    await work.run(lambda conn: lanes.forget_leases(conn, "a"))
    assert await lead(work, "b") == fence + 1
    assert (await work.read(lambda conn: leading.leader(conn, "leader")))[0] == "b"


async def test_a_mark_is_replaced(work: Work) -> None:
    """Of a fact only the newest is known, with what it says."""
    await work.run(lambda conn: marks.put(conn, "copy", NOW, file="a"))
    await work.run(lambda conn: marks.put(conn, "copy", NOW + TERM, file="b"))
    assert await work.read(lambda conn: marks.get(conn, "copy")) == marks.Mark("copy", NOW + TERM, {"file": "b"})
    assert await work.read(lambda conn: marks.get(conn, "another")) is None
