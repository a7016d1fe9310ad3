"""Whoever was frozen past his lease finds his work done by another, and every write of his refused."""

import asyncio
from collections.abc import Iterator

import pytest
import structlog
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

pytestmark = pytest.mark.fault(15)

_PASSED = "UPDATE lanes SET leased_until = 0 WHERE leased_until IS NOT NULL"


@pytest.fixture(autouse=True)
def quiet_logs() -> Iterator[None]:
    """What is refused here on purpose need not be shown."""
    structlog.configure(
        processors=[structlog.processors.KeyValueRenderer()], logger_factory=structlog.ReturnLoggerFactory()
    )
    yield
    structlog.reset_defaults()


async def lease_passes(work: Work) -> None:
    await work.run(lambda conn: conn.exec_driver_sql(_PASSED))


class Slow(Telegram):
    """Holds the first call till it is let go."""

    def __init__(self) -> None:
        super().__init__()
        self.held, self.gate = asyncio.Event(), asyncio.Event()

    async def call(self, method: Call, seconds: float = 0) -> Outcome:
        """As bot.telegram.Telegram.call."""
        outcome = await super().call(method, seconds)
        if not self.held.is_set():
            self.held.set()
            await self.gate.wait()
        return outcome


async def test_a_turn_is_applied_once(work: Work, office: Office, tried: Tried) -> None:
    """The card is opened by the other; the frozen worker's card, reply and mark are all rolled back."""
    frozen, other = Desk(work, Telegram(), Wall()), Desk(work, Telegram(), Wall())
    held, gate = asyncio.Event(), asyncio.Event()

    async def opens(update: Update, turn: Turn) -> None:
        assert turn.person is not None
        turn.say(Reply(text="opened"))
        await turn.do(Open(office.id, turn.person.id, Post(parts=(Part(text="Яма"),)), key=""))

    async def freezes(update: Update, turn: Turn) -> None:
        held.set()
        await gate.wait()
        await opens(update, turn)

    frozen.handle, other.handle = freezes, opens
    await frozen.says("post")
    async with asyncio.TaskGroup() as group:
        group.create_task(frozen.worker.once(group, asyncio.Event()))
        await held.wait()
        await lease_passes(work)
        await other.works()
        gate.set()
    cards = await rows(work, "SELECT number FROM cards")
    tried.count(lost=len(cards) != 1)
    assert cards == [(1,)]
    assert [one["text"] for one in await other.outbox() if one["kind"] == "reply"] == ["opened"]
    assert (await other.statuses())[0][0] == "done"


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


_SETTLED = "SELECT status, repeated, attempts FROM outbox"
