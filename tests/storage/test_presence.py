"""Who has fallen silent keeps no lane from the others; who lives, or never said so, keeps what is his."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Connection

from storage import inbox, leading, presence
from storage.errors import Fenced
from storage.work import Work

NOW = datetime(2026, 3, 4, tzinfo=UTC)
TERM, LEASE = timedelta(seconds=15), timedelta(seconds=60)
LATER = NOW + TERM + timedelta(seconds=1)


async def holds(work: Work, worker: str, lane: str) -> inbox.Claimed:
    """An update comes, and the worker takes its lane."""

    def hold(conn: Connection) -> inbox.Claimed:
        inbox.receive(conn, "1", [inbox.Incoming(len(lane), lane, "{}")], NOW)
        return inbox.claim(conn, worker, NOW, LEASE, 1)[0]

    return await work.run(hold)


async def claimed(work: Work, by: str, at: datetime) -> list[inbox.Claimed]:
    return await work.run(lambda conn: inbox.claim(conn, by, at, LEASE, 9))


@pytest.mark.fault(15, 16)
async def test_the_dead_are_buried(work: Work) -> None:
    """Lanes and the lead of a silent process are free at once, and whatever it still wanted to write is refused."""
    await work.run(lambda conn: presence.here(conn, "dead", NOW + TERM))
    await work.run(lambda conn: leading.lead(conn, "leader", "dead", NOW, NOW + LEASE))
    old = await holds(work, "dead", "a")
    assert await work.run(lambda conn: presence.bury(conn, NOW)) == 0
    assert await claimed(work, "other", NOW) == []
    assert await work.run(lambda conn: presence.bury(conn, LATER)) == 2
    (new,) = await claimed(work, "other", LATER)
    assert new.fence == old.fence + 1
    assert await work.run(lambda conn: leading.lead(conn, "leader", "other", LATER, LATER + TERM)) == 2
    with pytest.raises(Fenced):
        await work.run(lambda conn: inbox.done(conn, "a", old.fence, old.updates[0].id, LATER))


async def test_the_living_keep_what_is_theirs(work: Work) -> None:
    """Who said of late that he lives, and who never says it, waits for nobody's leave."""
    await work.run(lambda conn: presence.here(conn, "alive", NOW + TERM))
    await holds(work, "alive", "a")
    await holds(work, "of another kind", "bb")
    await work.run(lambda conn: presence.here(conn, "alive", LATER + TERM))
    assert await work.run(lambda conn: presence.bury(conn, LATER)) == 0
    assert await claimed(work, "other", LATER) == []


async def test_who_comes_back_to_life_goes_on(work: Work) -> None:
    """A process that was only silent takes lanes again like any other."""
    await work.run(lambda conn: presence.here(conn, "frozen", NOW + TERM))
    await holds(work, "frozen", "a")
    await work.run(lambda conn: presence.bury(conn, LATER))
    await work.run(lambda conn: presence.here(conn, "frozen", LATER + TERM))
    assert [turn.lane for turn in await claimed(work, "frozen", LATER)] == ["a"]
    assert await work.run(lambda conn: presence.bury(conn, LATER)) == 0
