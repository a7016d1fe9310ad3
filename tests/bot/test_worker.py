import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from aiogram import Bot
from aiogram.types import Update

from bot.bells import Bells
from bot.clock import wall_now
from bot.failing import DEAD_AFTER
from bot.fsm import TurnStorage
from bot.source import storing
from bot.tools import Tools
from bot.worker import Worker
from handlers.buttons import Button
from handlers.effects import CommandsShown, LocaleChosen, PostHeld
from handlers.turn import Reply, SortHeld, Turn
from storage import conversations, inbox
from storage.work import Work
from tests.bot.fakes import Telegram, Wall, rows
from tests.fixtures.tokens import token
from workflow.commands import Open
from workflow.desk import Done, Outcome
from workflow.office import Office
from workflow.post import Part, Post
from workflow.words import CardId

CURATOR, HEAD, STRANGER = 101, 104, 999
GIVEN_UP = (
    "Не получилось обработать сообщение. Ничего не изменилось: пришлите его ещё раз. "
    "Если снова не получится, скажите администратору."
)
Handle = Callable[[Update, Turn], Awaitable[None]]


class Desk:
    """A worker whose handler is the test's own."""

    def __init__(self, work: Work, telegram: Telegram, clock: Wall) -> None:
        self.work, self.telegram = work, telegram
        self.handle: Handle = self.silent
        self.bells = Bells()
        self.seen: list[Turn] = []
        self.bot = Bot(token(42))
        self.store = storing(work, "42", self.bells)
        self.worker = Worker(
            Tools(work, self.bot, self.feed, telegram.call, clock, self.bells, "test", settle=0.0, lanes=4)
        )
        self._ids = iter(range(1, 1000))

    async def silent(self, update: Update, turn: Turn) -> None:
        """Says nothing."""

    async def feed(self, bot: Bot, update: Update, *, turn: Turn, texts: Any) -> None:
        self.seen.append(turn)
        await self.handle(update, turn)

    async def comes(self, content: dict[str, Any]) -> None:
        """An update arrives and is stored."""
        await self.store([{"update_id": next(self._ids), **content}])

    async def says(self, text: str, sender: int = CURATOR, chat: int | None = None) -> None:
        await self.comes({"message": message(text, sender, chat)})

    async def taps(self, data: str, sender: int = CURATOR) -> None:
        tap = {
            "id": "tap-1",
            "from": user(sender),
            "chat_instance": "1",
            "data": data,
            "message": message("card", sender),
        }
        await self.comes({"callback_query": tap})

    async def works(self) -> None:
        """The worker does all that is ready."""
        stop = asyncio.Event()
        while True:
            async with asyncio.TaskGroup() as group:
                begun = await self.worker.once(group, stop)
            if not begun:
                return

    async def statuses(self) -> list[tuple[str, int]]:
        return [(row[0], row[1]) for row in await rows(self.work, "SELECT status, attempts FROM inbox ORDER BY id")]

    async def outbox(self) -> list[dict[str, Any]]:
        found = await rows(self.work, "SELECT kind, lane, body, urgency FROM outbox WHERE status = 'new' ORDER BY id")
        return [{"kind": row[0], "lane": row[1], "urgency": row[3], **json.loads(row[2])} for row in found]

    async def no_waiting(self) -> None:
        """Failures need not be waited off."""
        await self.work.run(lambda conn: conn.exec_driver_sql("UPDATE inbox SET not_before = NULL"))


def user(number: int) -> dict[str, Any]:
    return {"id": number, "is_bot": False, "first_name": "X"}


def message(text: str, sender: int, chat: int | None = None) -> dict[str, Any]:
    place = {"id": sender, "type": "private"} if chat is None else {"id": chat, "type": "supergroup"}
    return {"message_id": 5, "date": 1772600000, "chat": place, "from": user(sender), "text": text}


@pytest.fixture
def desk(work: Work, telegram: Telegram, wall: Wall, office: Office, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setattr("bot.failing._PAUSES", (3600.0,))  # so that a slow machine retries nothing by itself
    return Desk(work, telegram, wall)


async def test_a_turn_knows_who_speaks(desk: Desk, office: Office) -> None:
    """The handler gets the person with his office; for a stranger it gets neither."""
    await desk.says("hello")
    await desk.works()
    await desk.says("hello", STRANGER)
    await desk.works()
    known, unknown = desk.seen
    assert known.person is not None
    assert (known.person.key, known.office, known.lane, known.address) == ("curator", office, "telegram:101", "101")
    assert (unknown.person, unknown.office, unknown.private) == (None, None, True)


async def test_one_commit_ends_a_turn(desk: Desk, office: Office) -> None:
    """Card, reply, conversation and the update's mark are there together."""

    async def handle(update: Update, turn: Turn) -> None:
        assert turn.person is not None
        turn.conversation.state = "asked"
        post = Post(parts=(Part(text="Яма"),))

        def then(outcomes: list[Any]) -> None:
            assert isinstance(outcomes[0], Done)
            turn.say(Reply(text=f"№ {outcomes[0].card.number}"))

        await turn.do(Open(office.id, turn.person.id, post, key="k"), then=then)

    desk.handle = handle
    await desk.says("post")
    await desk.works()
    assert await desk.statuses() == [("done", 0)]
    sent = await desk.outbox()
    assert [one["kind"] for one in sent] == ["card", "reply"]
    assert (sent[1]["text"], sent[1]["lane"]) == ("№ 1", "telegram:101")
    talk = await desk.work.read(lambda conn: conversations.get(conn, "telegram", "101", "101"))
    assert talk.state == "asked"


async def test_a_turn_put_back_runs_then_on_the_same_turn(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the database makes the transaction run again, `then` does not say things twice."""
    run, times = desk.work.run, []

    async def twice(fn: Callable[[Any], Any]) -> Any:
        def again(conn: Any) -> Any:
            if fn.__qualname__.startswith("TurnCommit"):
                times.append(1)
                savepoint = conn.begin_nested()
                fn(conn)
                savepoint.rollback()
            return fn(conn)

        return await run(again)

    async def handle(update: Update, turn: Turn) -> None:
        turn.say(Reply(text="before"))

        def then(outcomes: list[Any]) -> None:
            turn.conversation.data["count"] = int(str(turn.conversation.data.get("count", 0))) + 1
            turn.say(Reply(text="inside"))

        await turn.do(then=then)

    desk.handle = handle
    await desk.says("x")
    monkeypatch.setattr(desk.work, "run", twice)
    await desk.works()
    assert times
    assert [one["text"] for one in await desk.outbox()] == ["before", "inside"]
    talk = await desk.work.read(lambda conn: conversations.get(conn, "telegram", "101", "101"))
    assert talk.data == {"count": 1}


async def test_a_turn_without_a_command_is_committed_too(desk: Desk) -> None:
    """A handler that only says something needs no command."""

    async def handle(update: Update, turn: Turn) -> None:
        turn.say(Reply(text="first", supersede="x"))
        turn.say(Reply(text="second", supersede="y"))

    desk.handle = handle
    await desk.says("/help")
    await desk.works()
    assert [one["text"] for one in await desk.outbox()] == ["first", "second"]


async def test_a_chat_is_served_in_order_and_chats_side_by_side(desk: Desk) -> None:
    """One chat's updates never overlap; another chat does not wait for them."""
    gate, order = asyncio.Event(), []

    async def handle(update: Update, turn: Turn) -> None:
        assert update.message is not None
        order.append(f"+{update.message.text}")
        if update.message.text == "a1":
            await gate.wait()
        if update.message.text == "b1":
            gate.set()
        order.append(f"-{update.message.text}")

    desk.handle = handle
    for text, sender in (("a1", CURATOR), ("a2", CURATOR), ("b1", HEAD)):
        await desk.says(text, sender)
    await desk.works()
    assert order == ["+a1", "+b1", "-b1", "-a1", "+a2", "-a2"]


@pytest.mark.fault(20)
async def test_a_failure_is_tried_again_and_then_given_up(desk: Desk) -> None:
    """Nothing of a failed turn stays; after three failures it is dead, its sender is told, the next one goes on."""

    async def handle(update: Update, turn: Turn) -> None:
        assert update.message is not None
        turn.say(Reply(text=update.message.text or ""))
        turn.conversation.state = "never"
        if update.message.text == "bad":
            raise RuntimeError("oops")

    desk.handle = handle
    await desk.says("bad")
    await desk.says("good")
    await desk.works()
    assert await desk.statuses() == [("new", 1), ("new", 0)]
    for _ in range(DEAD_AFTER - 1):
        await desk.no_waiting()
        await desk.works()
    assert await desk.statuses() == [("dead", DEAD_AFTER), ("done", 0)]
    assert [(one["text"], one["answers"]) for one in await desk.outbox()] == [(GIVEN_UP, 5), ("good", None)]
    found = await desk.work.read(inbox.dead)
    assert found[0].error == "RuntimeError: oops"


@pytest.mark.fault(20)
async def test_an_undecodable_update_is_dead_at_once(desk: Desk) -> None:
    """It will not become readable, so nobody in its chat waits for it."""
    await desk.comes({"message": {"chat": {"id": CURATOR}, "from": {"id": CURATOR}, "text": 5}})
    await desk.says("good")
    await desk.works()
    await desk.works()
    assert await desk.statuses() == [("dead", 1), ("done", 0)]


async def test_a_tap_is_always_answered(desk: Desk, telegram: Telegram) -> None:
    """With its toast, or with nothing, so that the button stops spinning; after a failure too."""

    async def handle(update: Update, turn: Turn) -> None:
        assert update.callback_query is not None
        match update.callback_query.data:
            case "toast":
                turn.hint("готово", alert=True)
            case "bad":
                raise RuntimeError("oops")

    desk.handle = handle
    for data in ("toast", "silent", "bad"):
        await desk.taps(data)
        await desk.works()
    answers = [(call.text, call.show_alert) for call in telegram.calls if call.__api_method__ == "answerCallbackQuery"]
    assert answers == [("готово", True), (None, False), ("Не получилось, попробую ещё раз.", False)]


@pytest.mark.fault(20)
async def test_a_tap_that_fails_for_good_is_told_in_a_private_chat(desk: Desk, telegram: Telegram) -> None:
    """At the first failure a line over the chat, at the last one a message; in between nothing."""

    async def handle(update: Update, turn: Turn) -> None:
        raise RuntimeError("oops")

    desk.handle = handle
    await desk.taps("bad")
    for _ in range(DEAD_AFTER):
        await desk.works()
        await desk.no_waiting()
    assert [call.text for call in telegram.calls] == ["Не получилось, попробую ещё раз.", None]
    (told,) = await desk.outbox()
    assert (told["text"].split(".")[0], told["answers"]) == ("Не получилось выполнить нажатие", None)


async def test_a_group_is_not_told_of_failures(desk: Desk) -> None:
    """What fails in a group is given up in silence: others talk there."""

    async def handle(update: Update, turn: Turn) -> None:
        raise RuntimeError("oops")

    desk.handle = handle
    await desk.says("bad", chat=-1001000000777)
    for _ in range(DEAD_AFTER):
        await desk.works()
        await desk.no_waiting()
    assert (await desk.statuses(), await desk.outbox()) == ([("dead", DEAD_AFTER)], [])


async def test_the_tapped_message_becomes_something_else(desk: Desk, telegram: Telegram) -> None:
    """What a turn makes of the tapped message is edited after the commit."""

    async def handle(update: Update, turn: Turn) -> None:
        turn.become(Reply(text="По-русски", rows=((Button(text="x", data="y"),),)))

    desk.handle = handle
    await desk.taps("ru")
    await desk.works()
    edit = next(call for call in telegram.calls if call.__api_method__ == "editMessageText")
    assert (edit.chat_id, edit.message_id, edit.text) == (CURATOR, 5, "По-русски")


@pytest.mark.fault(15)
async def test_a_lane_taken_by_another_is_left_alone(desk: Desk) -> None:
    """A worker that was too slow writes nothing: the fence has moved on."""

    async def handle(update: Update, turn: Turn) -> None:
        await desk.work.run(lambda conn: conn.exec_driver_sql("UPDATE lanes SET fence = fence + 1"))
        turn.say(Reply(text="too late"))

    desk.handle = handle
    await desk.says("x")
    async with asyncio.TaskGroup() as group:
        await desk.worker.once(group, asyncio.Event())
    assert (await desk.statuses(), await desk.outbox()) == ([("new", 0)], [])


async def test_effects_are_carried_out(desk: Desk, office: Office) -> None:
    """A language chosen, a post held and sorted out once, a menu to be shown: all in the turn's commit."""

    async def handle(update: Update, turn: Turn) -> None:
        assert turn.person is not None
        assert update.message is not None
        if update.message.text == "release":
            sorted_out.append(await turn.do(SortHeld(turn.lane, CardId(1), turn.person.id, together=True)))
            return
        post = Post(parts=(Part(text="Ещё"),))
        turn.note(LocaleChosen(person=turn.person.id, locale="en"))
        turn.note(CommandsShown(lane=turn.lane, locale="en", names=("my", "help")))
        turn.note(
            PostHeld(
                office=office.id,
                person=turn.person.id,
                lane=turn.lane,
                after=CardId(1),
                key="k",
                post=post,
                detected=wall_now(),
            )
        )

    sorted_out: list[list[Outcome]] = []
    desk.handle = handle
    await desk.says("x")
    await desk.works()
    assert [(one["kind"], one["urgency"]) for one in await desk.outbox()] == [("commands", 3)]
    assert await rows(desk.work, "SELECT key FROM held") == [("k",)]
    for _ in range(2):
        await desk.says("release")
        await desk.works()
    assert desk.seen[-1].locale == "en"
    assert await rows(desk.work, "SELECT key FROM held") == []
    assert [len(outcomes) for outcomes in sorted_out] == [2, 0]
    assert await rows(desk.work, "SELECT count(*) FROM cards") == [(1,)]


@pytest.mark.fault(12)
async def test_the_group_is_followed(desk: Desk) -> None:
    """A group that has become a supergroup is the office's group under its new id."""
    moved = {**message("", CURATOR, -1001000000777), "migrate_to_chat_id": -1009}
    moved.pop("text")
    await desk.comes({"message": moved})
    await desk.works()
    assert await rows(desk.work, "SELECT group_address FROM offices") == [("-1009",)]


@pytest.mark.parametrize(("status", "reachable"), [("kicked", 0), ("member", 1)])
async def test_a_person_who_blocks_the_bot_is_noted(desk: Desk, status: str, reachable: int) -> None:
    """Blocking makes him unreachable, unblocking reachable again."""
    member = {"user": user(42), "status": status, "until_date": 0}
    change = {
        "chat": {"id": CURATOR, "type": "private"},
        "from": user(CURATOR),
        "date": 1772600000,
        "old_chat_member": member,
        "new_chat_member": member,
    }
    await desk.comes({"my_chat_member": change})
    await desk.works()
    assert await rows(desk.work, "SELECT reachable FROM people WHERE key = 'curator'") == [(reachable,)]


async def test_aiograms_fsm_is_the_turn_s_conversation(desk: Desk) -> None:
    """What aiogram's FSM sets is saved with the turn, and read again in the next one."""
    storage, key = TurnStorage(), None

    async def handle(update: Update, turn: Turn) -> None:
        data = await storage.get_data(key)  # type: ignore[arg-type]  # the key is not looked at
        await storage.set_state(key, "asked")  # type: ignore[arg-type]  # as above
        await storage.set_data(key, {"count": data.get("count", 0) + 1})  # type: ignore[arg-type]  # as above

    desk.handle = handle
    for _ in range(2):
        await desk.says("x")
        await desk.works()
    talk = await desk.work.read(lambda conn: conversations.get(conn, "telegram", "101", "101"))
    assert (talk.state, talk.data) == ("asked", {"count": 2})


@pytest.mark.parametrize(("album", "waits"), [(True, True), (False, False)])
async def test_only_an_album_waits_for_its_other_parts(desk: Desk, office: Office, album: bool, waits: bool) -> None:
    """The card of a single message comes at once; that of an album when its parts have had time to come."""

    async def handle(update: Update, turn: Turn) -> None:
        assert turn.person is not None
        turn.settle = 0.8
        await turn.do(Open(office.id, turn.person.id, Post(parts=(Part(text="Яма"),)), key="k"))

    desk.handle = handle
    part = message("x", CURATOR)
    await desk.comes({"message": {**part, "media_group_id": "1"} if album else part})
    await desk.works()
    assert await rows(desk.work, "SELECT not_before IS NOT NULL FROM outbox") == [(int(waits),)]
