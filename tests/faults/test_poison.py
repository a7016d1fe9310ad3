"""An update that harms whoever touches it is given up after so many tries; its neighbours go on."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest
from aiogram.types import Update

from bot.failing import DEAD_AFTER, DEATHS
from handlers.turn import Reply, Turn
from storage import inbox, lanes
from storage.work import Work
from tests.bot.fakes import Telegram, Wall
from tests.bot.test_worker import CURATOR, HEAD, Desk, message
from tests.proof.counting import Tried
from workflow.office import Office

pytestmark = [pytest.mark.fault(20), pytest.mark.usefixtures("quiet_logs")]

OTHERS = (HEAD, 102, 103)
_GIVEN_UP = "Не получилось обработать сообщение"


@pytest.fixture
def desk(work: Work, office: Office, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A worker whose handler says after its people what they say, and fails at what they call bad."""
    monkeypatch.setattr("bot.failing._PAUSES", (0.0,))
    made = Desk(work, Telegram(), Wall())
    made.handle = echo
    return made


async def echo(update: Update, turn: Turn) -> None:
    """Fails each time at what is bad."""
    said = update.message.text if update.message else ""
    turn.say(Reply(text=f"heard {said}"[:40]))
    if said and said.startswith("bad"):
        raise RuntimeError("oops")


Comes = Callable[[Desk], Awaitable[None]]


async def _raises(desk: Desk) -> None:
    await desk.says("bad")


async def _unreadable(desk: Desk) -> None:
    await desk.comes({"message": {"chat": {"id": CURATOR, "type": "private"}, "from": {"id": CURATOR}, "text": 5}})


async def _enormous(desk: Desk) -> None:
    await desk.says("bad" + "ы" * 1_000_000)


async def _misshapen(desk: Desk) -> None:
    """It cannot even be found out who speaks: what should be an object is a word."""
    await desk.comes({"my_chat_member": message("x", CURATOR), "edited_message": "media_group_id"})


@pytest.mark.parametrize("comes", [_raises, _unreadable, _enormous, _misshapen])
async def test_it_is_given_up_and_its_neighbours_go_on(desk: Desk, comes: Comes, tried: Tried) -> None:
    """Behind it in the same chat, and in other chats, all are answered once; it is kept and can be seen."""
    await comes(desk)
    for sender in (CURATOR, *OTHERS):
        await desk.says("good", sender)
    for _ in range(DEAD_AFTER + 1):
        await desk.works()
    answered = [one["lane"] for one in await desk.outbox() if one["text"] == "heard good"]
    tried.count(lost=len({CURATOR, *OTHERS}) - len(set(answered)))
    assert sorted(answered) == sorted(f"telegram:{one}" for one in (CURATOR, *OTHERS))
    assert [status for status, _ in await desk.statuses()] == ["dead", "done", "done", "done", "done"]
    (dead,) = await desk.work.read(inbox.dead)
    assert (dead.lane, bool(dead.error)) == (f"telegram:{CURATOR}", True)


async def test_its_sender_is_told_once_and_it_can_be_tried_again(desk: Desk) -> None:
    """When the fault is mended the update is put back into the queue, and dealt with like any other."""
    await desk.says("bad")
    for _ in range(DEAD_AFTER + 1):
        await desk.works()
    assert [one["text"].split(":")[0].split(".")[0] for one in await desk.outbox()] == [_GIVEN_UP]
    (dead,) = await desk.work.read(inbox.dead)
    desk.handle = desk.silent
    assert await desk.work.run(lambda conn: inbox.requeue(conn, dead.id))
    await desk.works()
    assert await desk.statuses() == [("done", 0)]


async def test_of_which_the_process_dies_it_is_begun_with_so_often_only(desk: Desk, tried: Tried) -> None:
    """An update that takes the process with it each time would keep everybody waiting for ever."""
    await desk.says("deadly")
    await desk.says("good")
    begun = 0
    for _ in range(DEATHS + 2):
        begun += await _dies(desk)
    assert begun == DEATHS
    await desk.works()
    await desk.works()
    tried.count(begun, lost=sum(status == "new" for status, _ in await desk.statuses()))
    assert [status for status, _ in await desk.statuses()] == ["dead", "done"]
    assert [one["text"].split(".")[0] for one in await desk.outbox()] == [
        f"{_GIVEN_UP}",
        "heard good",
    ]
    assert (await desk.work.read(inbox.dead))[
        0
    ].error == "DeadlyError: Each time that this update was begun with, the process died."


async def _dies(desk: Desk) -> int:
    """Work till the deadly update is begun with, and end there as a killed process does. How often it was begun."""
    begun = asyncio.Event()

    async def deadly(update: Update, turn: Turn) -> None:
        if update.message and update.message.text == "deadly":
            begun.set()
            await asyncio.Event().wait()
        await echo(update, turn)

    desk.handle = deadly
    async with asyncio.TaskGroup() as group:
        working = group.create_task(desk.works())
        waiting = group.create_task(begun.wait())
        await asyncio.wait((working, waiting), return_when=asyncio.FIRST_COMPLETED)
        working.cancel()
        waiting.cancel()
    await desk.work.run(lambda conn: lanes.forget_leases(conn, "test"))
    return int(begun.is_set())
