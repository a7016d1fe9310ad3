"""The inbox: stored once, in order within a chat, side by side across chats, under a fence."""

import asyncio
from datetime import datetime, timedelta

import pytest
from sqlalchemy import Connection

from storage import inbox, lanes
from storage.errors import Fenced
from storage.inbox import Claimed, Incoming
from storage.sql import insert_new
from storage.tables import inbox as rows
from storage.work import Work
from tests.fixtures.offices import NOW

LEASE = timedelta(seconds=30)


def after(seconds: float) -> datetime:
    return NOW + timedelta(seconds=seconds)


async def receive(work: Work, *updates: tuple[int, str]) -> int:
    rows = [Incoming(number, lane, f'{{"update_id": {number}}}') for number, lane in updates]
    return await work.run(lambda conn: inbox.receive(conn, "bot", rows, NOW))


async def claim(work: Work, worker: str = "one", now: datetime = NOW, limit: int = 10) -> list[Claimed]:
    return await work.run(lambda conn: inbox.claim(conn, worker, now, LEASE, limit))


async def finish(work: Work, claimed: Claimed) -> None:
    def fn(conn: Connection) -> None:
        for update in claimed.updates:
            inbox.done(conn, claimed.lane, claimed.fence, update.id, NOW)
        inbox.release(conn, claimed.lane, claimed.fence)

    await work.run(fn)


async def fail(work: Work, claimed: Claimed, retry_at: datetime, dead_after: int = 3) -> bool:
    def fn(conn: Connection) -> bool:
        row = claimed.updates[0].id
        dead = inbox.failed(conn, claimed.lane, claimed.fence, row, "boom", NOW, retry_at, dead_after)
        inbox.release(conn, claimed.lane, claimed.fence)
        return dead

    return await work.run(fn)


def ids(claimed: list[Claimed]) -> dict[str, list[int]]:
    return {turn.lane: [update.update_id for update in turn.updates] for turn in claimed}


@pytest.mark.fault(2)
async def test_stored_once(work: Work) -> None:
    """An update that comes again is not stored again, in whatever order its number comes."""
    assert await receive(work, (5, "a"), (6, "a"), (6, "a")) == 2
    assert await receive(work, (6, "a"), (4, "a"), (5, "a")) == 1
    assert await work.read(lambda conn: inbox.waiting(conn)[0]) == 3
    assert await work.read(lambda conn: inbox.last_update(conn, "bot")) == 6


@pytest.mark.fault(2)
async def test_what_is_done_stays_done_when_it_comes_again(work: Work) -> None:
    """Neither a question for what is known nor the write itself touches a row that is there: it is not begun anew."""
    await receive(work, (5, "a"))
    (mine,) = await claim(work)
    await finish(work, mine)
    assert await receive(work, (5, "a"), (6, "a")) == 1
    again = {"bot": "bot", "update_id": 5, "lane": "a", "body": "{}", "received_at": NOW, "attempts": 0}
    await work.run(lambda conn: insert_new(conn, rows, [{**again, "status": "new"}]))  # as of two that both saw it new
    assert await work.read(lambda conn: inbox.waiting(conn)[0]) == 1
    assert ids(await claim(work)) == {"a": [6]}


@pytest.mark.fault(2)
async def test_two_pollers(work: Work) -> None:
    """Two that receive the same updates at the same moment store each once."""
    await asyncio.gather(*(receive(work, (1, "a"), (2, "b")) for _ in range(4)))
    assert await work.read(lambda conn: inbox.waiting(conn)[0]) == 2


async def test_bots_do_not_mix(work: Work) -> None:
    """The same number of another bot is another update."""
    await receive(work, (1, "a"))
    assert await work.run(lambda conn: inbox.receive(conn, "other", [Incoming(1, "a", "{}")], NOW)) == 1


async def test_order_within_a_lane(work: Work) -> None:
    """Updates of one chat are handed to one worker, in the order they came; other chats go beside it."""
    await receive(work, (1, "a"), (2, "b"), (3, "a"))
    assert ids(await claim(work, "one", limit=1)) == {"a": [1, 3]}
    assert ids(await claim(work, "two")) == {"b": [2]}
    assert await claim(work, "three") == []


async def test_workers_share(work: Work) -> None:
    """Workers that claim at the same moment never get the same lane."""
    await receive(work, *((n, f"chat{n}") for n in range(1, 21)))
    turns = await asyncio.gather(*(claim(work, f"w{n}", limit=4) for n in range(8)))
    taken = [turn.lane for turn_list in turns for turn in turn_list]
    assert len(taken) == len(set(taken))


async def test_done_and_release(work: Work) -> None:
    """What is done does not come again, and what came meanwhile comes after it."""
    await receive(work, (1, "a"))
    (mine,) = await claim(work)
    await receive(work, (2, "a"))
    assert await claim(work, "two") == []
    await finish(work, mine)
    assert ids(await claim(work, "two")) == {"a": [2]}


@pytest.mark.fault(15)
async def test_lease_runs_out(work: Work) -> None:
    """When a worker is gone its lane goes to another, and the first may not write any more."""
    await receive(work, (1, "a"))
    (mine,) = await claim(work)
    (other,) = await claim(work, "two", after(31))
    assert other.fence == mine.fence + 1
    with pytest.raises(Fenced):
        await work.run(lambda conn: inbox.done(conn, mine.lane, mine.fence, mine.updates[0].id, NOW))
    with pytest.raises(Fenced):
        await work.run(lambda conn: inbox.release(conn, mine.lane, mine.fence))
    with pytest.raises(Fenced):
        await work.run(lambda conn: inbox.renew(conn, mine.lane, mine.fence, after(99)))
    with pytest.raises(Fenced):
        await fail(work, mine, after(1))
    await finish(work, other)


async def test_late_but_alone(work: Work) -> None:
    """A worker whose lease ran out may still write while nobody else has taken the lane."""
    await receive(work, (1, "a"))
    (mine,) = await claim(work)
    await finish(work, mine)
    assert await claim(work, now=after(60)) == []


async def test_renewed_lease(work: Work) -> None:
    """A renewed lease keeps others away for longer."""
    await receive(work, (1, "a"))
    (mine,) = await claim(work)
    await work.run(lambda conn: inbox.renew(conn, mine.lane, mine.fence, after(90)))
    assert await claim(work, "two", after(60)) == []
    assert len(await claim(work, "two", after(91))) == 1


@pytest.mark.fault(15)
async def test_done_twice(work: Work) -> None:
    """The same update cannot be done twice, so that its effects cannot be applied twice."""
    await receive(work, (1, "a"))
    (mine,) = await claim(work)
    row = mine.updates[0].id
    await work.run(lambda conn: inbox.done(conn, mine.lane, mine.fence, row, NOW))
    with pytest.raises(Fenced):
        await work.run(lambda conn: inbox.done(conn, mine.lane, mine.fence, row, NOW))


@pytest.mark.fault(20)
async def test_failure_holds_its_own_lane(work: Work) -> None:
    """A failing update holds up those behind it till its time comes, and no other chat."""
    await receive(work, (1, "a"), (2, "a"), (3, "b"))
    (mine,) = await claim(work, limit=1)
    await fail(work, mine, after(60))
    assert ids(await claim(work)) == {"b": [3]}
    again = await claim(work, now=after(60), limit=1)
    assert ids(again) == {"a": [1, 2]}
    assert again[0].updates[0].failures == 1


async def test_waiting_update_holds_those_behind(work: Work) -> None:
    """A turn ends before an update that must wait."""
    await receive(work, (1, "a"), (2, "a"), (3, "a"))
    (mine,) = await claim(work)
    second = mine.updates[1].id
    await work.run(lambda conn: inbox.failed(conn, "a", mine.fence, second, "boom", NOW, after(60), 3))
    await work.run(lambda conn: inbox.release(conn, "a", mine.fence))
    assert ids(await claim(work)) == {"a": [1]}


@pytest.mark.fault(20)
async def test_dead_after_failures(work: Work) -> None:
    """After so many failures an update is dead and visible, its lane goes on, and it can be requeued."""
    await receive(work, (1, "a"), (2, "a"))
    for _ in range(2):
        (mine,) = await claim(work, limit=1)
        dead = await fail(work, mine, NOW, dead_after=2)
    assert dead
    assert ids(await claim(work)) == {"a": [2]}
    (gone,) = await work.read(inbox.dead)
    assert (gone.update_id, gone.attempts, gone.error) == (1, 2, "boom")
    assert await work.run(lambda conn: inbox.requeue(conn, gone.id))
    assert not await work.run(lambda conn: inbox.requeue(conn, gone.id))
    assert ids(await claim(work, now=after(60))) == {"a": [1, 2]}


async def test_leases_of_the_dead(work: Work) -> None:
    """A process that starts again under its old name need not wait for its old leases."""
    await receive(work, (1, "a"), (2, "b"))
    await claim(work, "other", limit=1)
    await claim(work, "me")
    assert await work.run(lambda conn: lanes.forget_leases(conn, "me")) == 1
    assert ids(await claim(work, "me")) == {"b": [2]}


async def test_purge(work: Work) -> None:
    """Only what was done long ago is forgotten."""
    await receive(work, (1, "a"), (2, "b"))
    (mine,) = await claim(work, limit=1)
    await finish(work, mine)
    assert await work.run(lambda conn: inbox.purge(conn, NOW)) == 0
    assert await work.run(lambda conn: inbox.purge(conn, after(1))) == 1
    assert await work.read(lambda conn: inbox.waiting(conn)[0]) == 1


async def test_long_backlog_of_one_chat(work: Work) -> None:
    """A chat that wrote very much is handed out in turns of a bounded length."""
    await receive(work, *((n, "a") for n in range(1, inbox.LONGEST_TURN + 11)))
    (mine,) = await claim(work)
    assert len(mine.updates) == inbox.LONGEST_TURN
    await finish(work, mine)
    (rest,) = await claim(work)
    assert len(rest.updates) == 10


@pytest.mark.fault(3, 15, 20)
async def test_a_worker_that_never_gave_its_lane_back_counts_as_a_death(work: Work) -> None:
    """Whoever dies of an update is known by the lane that he left; what waits behind it has not failed."""
    await receive(work, (1, "a"), (2, "a"), (3, "b"))
    await claim(work, limit=1)
    await work.run(lambda conn: lanes.forget_leases(conn, "one"))
    found = {turn.lane: [one.deaths for one in turn.updates] for turn in await claim(work)}
    assert found == {"a": [1, 0], "b": [0]}
    again = await claim(work, "other", after(31))
    assert {turn.lane: [one.deaths for one in turn.updates] for turn in again} == {"a": [2, 0], "b": [1]}
    for turn in again:
        await finish(work, turn)
    await receive(work, (4, "a"))
    assert [one.deaths for one in (await claim(work))[0].updates] == [0]


@pytest.mark.fault(20)
async def test_deaths_of_the_process_use_up_no_tries_of_the_update(work: Work) -> None:
    """An update that stood at the head when the process was killed may be innocent: it has all its own tries still."""
    await receive(work, (1, "a"))
    for _ in range(2):
        await claim(work)
        await work.run(lambda conn: lanes.forget_leases(conn, "one"))
    ends = []
    for failures in range(3):
        (mine,) = await claim(work)
        assert (mine.updates[0].failures, mine.updates[0].deaths) == (failures, 2)
        ends.append(await fail(work, mine, NOW, dead_after=3))
    assert ends == [False, False, True]
    (gone,) = await work.read(inbox.dead)
    assert gone.attempts == 5
