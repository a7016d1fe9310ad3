"""The outbox: each thing once, in order within a lane, urgent lanes first; a doubt is repeated once, marked."""

import asyncio
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from storage import outbox
from storage.errors import Fenced
from storage.outbox import Message, Sending, mending
from storage.tables import outbox as rows
from storage.work import Work
from tests.fixtures.offices import NOW

LEASE = timedelta(seconds=30)


def after(seconds: float) -> datetime:
    return NOW + timedelta(seconds=seconds)


async def put(work: Work, *messages: Message) -> None:
    await work.run(lambda conn: outbox.put(conn, messages, NOW))


async def claim(work: Work, now: datetime = NOW, worker: str = "one", limit: int = 10) -> list[Sending]:
    return await work.run(lambda conn: outbox.claim(conn, worker, now, LEASE, limit))


async def send(work: Work, message: Sending, message_id: str = "1") -> None:
    await work.run(lambda conn: outbox.sent(conn, message, message_id, NOW))


async def statuses(work: Work) -> list[str]:
    return list(await work.read(lambda conn: conn.scalars(select(rows.c.status).order_by(rows.c.id)).all()))


def note(lane: str, body: str, **more: Any) -> Message:
    return Message(lane, "note", body, **more)


def bodies(claimed: list[Sending]) -> list[str]:
    return [message.body for message in claimed]


async def test_once_by_key(work: Work) -> None:
    """A message under a key that is known, sent or not, is left out; those without a key are all there."""
    await put(work, note("a", "1", key="k"), note("a", "2", key="k"), note("a", "3"), note("a", "3"))
    await put(work, note("b", "4", key="k"))
    assert await statuses(work) == ["new"] * 3


async def test_order_within_a_lane(work: Work) -> None:
    """Only the head of a lane is handed out, and the next one when it is settled."""
    await put(work, note("a", "1"), note("a", "2", urgency=0), note("b", "3"))
    first = await claim(work)
    assert bodies(first) == ["1", "3"]
    assert await claim(work, worker="two") == []
    await send(work, first[0])
    assert bodies(await claim(work)) == ["2"]


async def test_urgent_lanes_first(work: Work) -> None:
    """A lane goes before others when anything urgent waits in it, though it be not at its head."""
    await put(work, note("a", "1"), note("b", "2", urgency=1), note("c", "3"), note("c", "4", urgency=0))
    assert bodies(await claim(work)) == ["3", "2", "1"]


async def test_not_before(work: Work) -> None:
    """A message that is to wait holds up its lane till its time."""
    await put(work, note("a", "1", not_before=after(5)), note("a", "2"), note("b", "3"))
    assert bodies(await claim(work)) == ["3"]
    assert bodies(await claim(work, after(5))) == ["1"]


async def test_workers_share(work: Work) -> None:
    """Workers that claim at the same moment never get the same message."""
    await put(work, *(note(f"chat{n}", str(n)) for n in range(20)))
    claims = await asyncio.gather(*(claim(work, worker=f"w{n}", limit=4) for n in range(8)))
    taken = [message.id for claimed in claims for message in claimed]
    assert len(taken) == len(set(taken))


async def test_known_failure_keeps_its_place(work: Work) -> None:
    """What surely did not arrive is tried again at its time, before what stands behind it, and is no repeat."""
    await put(work, note("a", "1"), note("a", "2"))
    (first,) = await claim(work)
    await work.run(lambda conn: outbox.again(conn, first, after(10), "429"))
    assert await claim(work) == []
    (again,) = await claim(work, after(10))
    assert (again.body, again.attempts, again.repeated) == ("1", 2, False)


@pytest.mark.fault(5)
async def test_cut_short_is_repeated_once(work: Work) -> None:
    """What was being sent when its worker died is sent once more, marked; after that it is left as a doubt."""
    await put(work, note("a", "1"), note("a", "2"))
    assert [message.repeated for message in await claim(work)] == [False]
    assert [message.repeated for message in await claim(work, after(31))] == [True]
    assert await claim(work, after(62)) == []
    assert await statuses(work) == ["doubt", "new"]
    assert bodies(await claim(work, after(62))) == ["2"]


async def test_doubt_is_repeated_once(work: Work) -> None:
    """A send whose outcome is unknown is sent once more, marked; after a second doubt it is left to be seen."""
    await put(work, note("a", "1"), note("a", "2"))
    (first,) = await claim(work)
    await work.run(lambda conn: outbox.doubt(conn, first, "timeout", NOW))
    (second,) = await claim(work)
    assert (second.body, second.repeated) == ("1", True)
    await work.run(lambda conn: outbox.doubt(conn, second, "timeout", NOW))
    assert bodies(await claim(work)) == ["2"]
    (stuck,) = await work.read(mending.left)
    assert (stuck.status, stuck.error) == ("doubt", "timeout")


@pytest.mark.fault(15)
async def test_fence(work: Work) -> None:
    """A worker that comes too late may not settle what another has been given."""
    await put(work, note("a", "1"))
    (mine,) = await claim(work)
    (other,) = await claim(work, after(31), "two")
    with pytest.raises(Fenced):
        await send(work, mine)
    await send(work, other)
    with pytest.raises(Fenced):
        await send(work, other)
    assert await statuses(work) == ["sent"]


async def test_settled_otherwise(work: Work) -> None:
    """A dead message is kept to be seen and can be requeued; a dropped one is done with; lanes go on."""
    await put(work, note("a", "1"), note("a", "2"), note("a", "3"))
    (one,) = await claim(work)
    await work.run(lambda conn: outbox.dead(conn, one, "403", NOW))
    (two,) = await claim(work)
    await work.run(lambda conn: outbox.drop(conn, two, "closed meanwhile", NOW))
    assert await statuses(work) == ["dead", "dropped", "new"]
    assert await work.run(lambda conn: outbox.requeue(conn, one.id))
    assert not await work.run(lambda conn: outbox.requeue(conn, two.id))
    assert bodies(await claim(work)) == ["1"]


async def test_supersede(work: Work) -> None:
    """A newer message takes the place of an unsent one with the same word, and of none that is on its way."""
    await put(work, note("a", "1", supersede="preview:7"), note("b", "x", supersede="preview:8"))
    await put(work, note("a", "2", supersede="preview:7"))
    assert sorted(bodies(await claim(work))) == ["2", "x"]
    await put(work, note("a", "3", supersede="preview:7"))
    assert await statuses(work) == ["superseded", "sending", "sending", "new"]


async def test_pause(work: Work) -> None:
    """A paused lane is left alone till its time."""
    await put(work, note("a", "1"))
    await work.run(lambda conn: outbox.lane_pause(conn, "a", after(20)))
    assert await claim(work, after(19)) == []
    assert bodies(await claim(work, after(20))) == ["1"]


async def test_chat_moves(work: Work) -> None:
    """When a chat moves everything unsent goes to its new lane, the one on its way too."""
    await put(work, note("a", "1"), note("a", "2"))
    (first,) = await claim(work)
    assert await work.run(lambda conn: outbox.redirect(conn, "a", "b")) == 2
    await work.run(lambda conn: outbox.again(conn, first, NOW, "moved"))
    (again,) = await claim(work)
    assert (again.lane, again.body) == ("b", "1")


async def test_message_to_card(work: Work) -> None:
    """What a message in a chat is about is known from what the messenger called it."""
    await put(work, note("a", "1", card=12, person=3))
    (first,) = await claim(work)
    await send(work, first, "777")
    assert await work.read(lambda conn: outbox.message(conn, "a", "777")) == outbox.Subject(12, "note", 3)  # type: ignore[arg-type]  # plain numbers serve
    assert await work.read(lambda conn: outbox.message(conn, "b", "777")) is None


async def test_purge(work: Work) -> None:
    """What was sent long ago is forgotten, what is stuck is not."""
    await put(work, note("a", "1"), note("b", "2"))
    one, two = await claim(work)
    await send(work, one)
    await work.run(lambda conn: outbox.dead(conn, two, "403", NOW))
    assert await work.run(lambda conn: outbox.purge(conn, after(1))) == 1
    assert await statuses(work) == ["dead"]
