"""Whoever was frozen past his lease finds his work done by another, and every write of his refused."""

import asyncio
from itertools import count

import pytest
from aiogram.types import Update

from bot.methods import Call
from bot.outcomes import Outcome
from bot.sender import Sender
from handlers.turn import Reply, Turn
from storage import outbox
from storage.work import Work
from tests.bot.fakes import Telegram, Wall, rows, send_all, way_of
from tests.bot.test_worker import CURATOR, Desk
from tests.fixtures.offices import NOW
from tests.proof.counting import Tried
from workflow.commands import Open
from workflow.notices import Urgency
from workflow.office import Office
from workflow.post import Part, Post

pytestmark = [pytest.mark.fault(15), pytest.mark.usefixtures("quiet_logs")]

_PASSED = "UPDATE lanes SET leased_until = 0 WHERE leased_until IS NOT NULL"


async def lease_passes(work: Work) -> None:
    await work.run(lambda conn: conn.exec_driver_sql(_PASSED))


class Slow(Telegram):
    """Holds the first call till it is let go. Its messages are numbered from the one given."""

    def __init__(self, first: int = 101) -> None:
        super().__init__()
        self._ids = count(first)
        self.held, self.gate = asyncio.Event(), asyncio.Event()

    async def call(self, method: Call, seconds: float = 0) -> Outcome:
        """As bot.telegram.Telegram.call."""
        outcome = await super().call(method, seconds)
        if not self.held.is_set():
            self.held.set()
            await self.gate.wait()
        return outcome


class Held:
    """A handler that opens a card when it is let go."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self.held, self.gate = asyncio.Event(), asyncio.Event()

    async def __call__(self, update: Update, turn: Turn) -> None:
        """As bot.tools.Feed, once the gate is open."""
        self.held.set()
        await self.gate.wait()
        assert turn.person is not None
        turn.say(Reply(text="opened"))
        await turn.do(Open(self._office.id, turn.person.id, Post(parts=(Part(text="Яма"),)), key=""))


def held_desk(work: Work, office: Office) -> tuple[Desk, Held]:
    """A worker, and the handler in which it stands still."""
    desk, held = Desk(work, Telegram(), Wall()), Held(office)
    desk.handle = held
    return desk, held


async def test_a_turn_is_applied_once(work: Work, office: Office, tried: Tried) -> None:
    """The card is opened by the other; the frozen worker's card, reply and mark are all rolled back."""
    (frozen, first), (other, second) = held_desk(work, office), held_desk(work, office)
    second.gate.set()
    await frozen.says("post")
    async with asyncio.TaskGroup() as group:
        group.create_task(frozen.worker.once(group, asyncio.Event()))
        await first.held.wait()
        await lease_passes(work)
        await other.works()
        first.gate.set()
    cards = await rows(work, "SELECT number FROM cards")
    tried.count(lost=len(cards) != 1)
    assert cards == [(1,)]
    assert [one["text"] for one in await other.outbox() if one["kind"] == "reply"] == ["opened"]
    assert (await other.statuses())[0][0] == "done"


async def test_a_turn_that_another_has_in_hand_is_his(work: Work, office: Office, tried: Tried) -> None:
    """The frozen worker wakes before the other is done: nothing of its turn stays, though the update is still open."""
    (frozen, first), (other, second) = held_desk(work, office), held_desk(work, office)
    await frozen.says("one")
    await frozen.says("two")  # so that the first is not the last of the lane, and only the fence keeps its turn out
    async with asyncio.TaskGroup() as others:
        async with asyncio.TaskGroup() as group:
            group.create_task(frozen.worker.once(group, asyncio.Event()))
            await first.held.wait()
            await lease_passes(work)
            await other.worker.once(others, asyncio.Event())
            await second.held.wait()
            first.gate.set()
        assert await rows(work, "SELECT number FROM cards") == []
        assert [status for status, _ in await other.statuses()] == ["new", "new"]
        second.gate.set()
    cards = await rows(work, "SELECT number FROM cards ORDER BY number")
    tried.count(lost=max(2 - len(cards), 0), repeated=max(len(cards) - 2, 0))
    assert cards == [(1,), (2,)]
    assert [status for status, _ in await other.statuses()] == ["done", "done"]


async def test_a_send_is_settled_by_whoever_has_the_lane(work: Work, office: Office, tried: Tried) -> None:
    """It is said once more, marked; what the frozen sender learns of its own send changes nothing any more."""
    slow, quick = Slow(), Telegram()
    message = outbox.Message(f"telegram:{CURATOR}", "reply", Reply(text="hello").model_dump_json(), Urgency.URGENT)
    await work.run(lambda conn: outbox.put(conn, [message], NOW))
    frozen = Sender(way_of(work, slow, Wall()))
    async with asyncio.TaskGroup() as group:
        group.create_task(frozen.once(group, asyncio.Event()))
        await slow.held.wait()
        await lease_passes(work)
        await send_all(Sender(way_of(work, quick, Wall())))
        settled = await rows(work, _SETTLED)
        slow.gate.set()
    (said,) = quick.texts(CURATOR)
    tried.count(repeated=1)
    assert said.startswith("повтор")
    assert await rows(work, _SETTLED) == settled == [("sent", True, 2)]


async def test_a_send_that_another_has_in_hand_is_his(work: Work, office: Office, tried: Tried) -> None:
    """The frozen sender wakes while the other is sending: its news is refused, and the row is the other's to settle."""
    slow, other = Slow(), Slow(first=501)
    message = outbox.Message(f"telegram:{CURATOR}", "reply", Reply(text="hello").model_dump_json(), Urgency.URGENT)
    await work.run(lambda conn: outbox.put(conn, [message], NOW))
    async with asyncio.TaskGroup() as others:
        async with asyncio.TaskGroup() as group:
            group.create_task(Sender(way_of(work, slow, Wall())).once(group, asyncio.Event()))
            await slow.held.wait()
            await lease_passes(work)
            await Sender(way_of(work, other, Wall())).once(others, asyncio.Event())
            await other.held.wait()
            slow.gate.set()
        tried.count(repeated=1)
        assert await rows(work, _SETTLED) == [("sending", True, 2)]
        other.gate.set()
    assert await rows(work, _SETTLED) == [("sent", True, 2)]
    assert await rows(work, "SELECT message_id FROM outbox") == [("501",)]


_SETTLED = "SELECT status, repeated, attempts FROM outbox"
