import asyncio
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest

from bot.buckets import Rates
from bot.clock import wall_now
from bot.outcomes import (
    Blocked,
    Conflict,
    Gone,
    Migrated,
    NotModified,
    NoTopic,
    NotSent,
    Outcome,
    Refused,
    Retry,
    Sent,
    Unauthorized,
    Unsure,
)
from bot.sender import Sender
from bot.way import Way
from handlers.effects import CommandsShown
from handlers.turn import Reply
from storage import outbox
from storage.outbox import Message
from storage.work import Work
from tests.bot.fakes import NO_LIMIT, Telegram, Wall, rows, send_all, way_of
from tests.fixtures.cards import books_of, carried_out, opened, routing
from tests.fixtures.offices import NOW, person
from workflow.card import Card
from workflow.commands import Act
from workflow.deadlines import clocks, rules_of
from workflow.notices import Notice, NoticeKind, Urgency
from workflow.office import Office
from workflow.post import Draft, Part
from workflow.procedure import Procedure
from workflow.words import DraftKind, PersonId

CURATOR, ROADS, HEAD = 101, 102, 104
GROUP = -1001000000777


class Post:
    """An outbox with a sender on the fake Telegram."""

    def __init__(self, work: Work, telegram: Telegram, clock: Wall, rates: Rates = NO_LIMIT) -> None:
        self.work, self.telegram = work, telegram
        self.way: Way = way_of(work, telegram, clock, rates)
        self.sender = Sender(self.way)

    async def put(self, *texts: str, chat: int = CURATOR, **more: Any) -> None:
        """Replies wait to be sent to the chat."""
        now = wall_now()
        messages = [_message(text, chat, **more) for text in texts]
        await self.work.run(lambda conn: outbox.put(conn, messages, now))

    async def sends(self) -> None:
        """All that may go goes."""
        await send_all(self.sender)

    async def no_waiting(self) -> None:
        """Pauses need not be waited off."""

        def forget(conn: Any) -> None:
            conn.exec_driver_sql("UPDATE outbox SET not_before = NULL")
            conn.exec_driver_sql("UPDATE lanes SET paused_until = NULL, leased_until = NULL")

        await self.work.run(forget)
        self.way.outage.till = 0.0

    async def states(self) -> Sequence[tuple[Any, ...]]:
        return [row[0] for row in await rows(self.work, "SELECT status FROM outbox ORDER BY id")]


def _message(text: str, chat: int, **more: Any) -> Message:
    return Message(lane=f"telegram:{chat}", kind="reply", body=Reply(text=text).model_dump_json(), **more)


@pytest.fixture
def post(work: Work, telegram: Telegram, wall: Wall, office: Office) -> Post:
    return Post(work, telegram, wall)


async def test_a_chat_is_written_to_in_order(post: Post) -> None:
    """Messages of one chat go one after another, in the order in which they were put."""
    await post.put("one", "two", "three")
    await post.put("other", chat=HEAD)
    await post.sends()
    assert post.telegram.texts(CURATOR) == ["one", "two", "three"]
    assert post.telegram.texts(HEAD) == ["other"]
    assert set(await post.states()) == {"sent"}


@pytest.mark.fault(6, 10, 11, 12)
@pytest.mark.parametrize(
    ("outcome", "state", "goes_on"),
    [
        (Sent(("7",)), "sent", True),
        (NotModified(), "sent", True),
        (Refused("Bad Request: message is too long"), "dead", True),
        (Gone("Bad Request: message to edit not found"), "dead", True),
        (Blocked("Forbidden: bot was blocked by the user"), "dropped", True),
        (Retry(60), "new", False),
        (NotSent("ClientConnectorError"), "new", False),
        (Conflict("x"), "new", False),
        (Unauthorized(), "new", False),
        (Unsure("TimeoutError"), "new", False),
    ],
)
async def test_an_outcome_leads_to_its_state(post: Post, outcome: Outcome, state: str, goes_on: bool) -> None:
    """What came of a send settles its row; whether the chat's next message may go depends on it."""
    post.telegram.answers.append(outcome)
    await post.put("first", "second")
    await post.sends()
    assert (await post.states())[0] == state
    assert ("second" in post.telegram.texts()) is goes_on


@pytest.mark.fault(6)
async def test_what_may_have_arrived_is_repeated_once_and_marked(post: Post) -> None:
    """A lost answer leads to one marked repeat; where that is lost too, a person must look."""
    post.telegram.answers.extend([Unsure("TimeoutError"), Sent(), Unsure("TimeoutError")])
    await post.put("text")
    for _ in range(4):
        await post.sends()
        await post.no_waiting()
    assert post.telegram.names() == ["sendMessage", "getMe", "sendMessage", "getMe"]
    assert post.telegram.texts(CURATOR) == ["text", "повтор · text"]
    assert await post.states() == ["doubt"]


@pytest.mark.fault(9)
@pytest.mark.parametrize("down", [Unsure("an answer with status 502 that is not JSON"), NotSent("refused")])
@pytest.mark.parametrize("chats", [1, 40])
async def test_an_outage_costs_no_message(post: Post, down: Outcome, chats: int) -> None:
    """However long Telegram answers nobody, every message arrives afterwards, repeated once at the most."""
    for number in range(chats):
        await post.put(f"a{number}", f"b{number}", chat=1000 + number)
    post.telegram.down = down
    for _ in range(50):
        await post.sends()
        await post.no_waiting()
    assert post.telegram.names().count("sendMessage") <= 32  # the first failures; then only harmless questions
    post.telegram.down = None
    for _ in range(10):
        await post.sends()
        await post.no_waiting()
    assert set(await post.states()) == {"sent"}
    told = [call.text.removeprefix("повтор · ") for call in post.telegram.said if call.__api_method__ != "getMe"]
    assert sorted(told) == sorted(f"{one}{number}" for one in "ab" for number in range(chats))


@pytest.mark.fault(6)
async def test_an_outage_of_messages_alone_costs_no_message(post: Post) -> None:
    """Where questions are answered and messages are not, one message at a time is tried, and none is in doubt."""
    call = post.way.call

    async def half(method: Any) -> Outcome:
        return await call(method) if method.__api_method__ == "getMe" else Unsure("502")

    post.way.call = half
    for number in range(40):
        await post.put(f"{number}", chat=1000 + number)
    for _ in range(8):
        await post.sends()
        await post.no_waiting()
    post.way.call = call
    for _ in range(5):
        await post.sends()
        await post.no_waiting()
    assert set(await post.states()) == {"sent"}
    assert len([call for call in post.telegram.calls if call.__api_method__ == "sendMessage"]) == 40


@pytest.mark.fault(6)
async def test_a_deadline_notice_in_doubt_is_told_to_others(post: Post, office: Office) -> None:
    """Where nobody knows whether a person heard of his deadline, those who stand above hear of it."""
    card = await opened(post.work, office)
    await carried_out(post.work, routing(card, office))
    await post.sends()
    roads = PersonId(person(office, "roads-1"))
    notice = Notice(
        kind=NoticeKind.PING, office=office.id, card=card.id, seq=9, to=roads, urgency=Urgency.DEADLINE, about="draft"
    )
    await post.work.run(lambda conn: books_of(conn).tell([notice]))
    post.telegram.answers.extend([Unsure("TimeoutError"), Sent(), Unsure("TimeoutError")])
    for _ in range(4):
        await post.sends()
        await post.no_waiting()
    found = await rows(post.work, "SELECT lane, status FROM outbox WHERE kind = 'ping' ORDER BY id")
    assert found == [("telegram:102", "doubt"), ("telegram:101", "sent")]


@pytest.mark.fault(5)
async def test_what_was_being_sent_in_a_crash_is_repeated_and_marked(post: Post) -> None:
    """A row that a dead process was sending is sent once more, as a repeat."""
    await post.put("text")
    lease = timedelta(seconds=60)
    await post.work.run(lambda conn: outbox.claim(conn, "dead", wall_now(), lease, 9))
    await post.no_waiting()
    await post.sends()
    assert (post.telegram.texts(), await post.states()) == (["повтор · text"], ["sent"])


@pytest.mark.fault(6)
async def test_a_repeated_text_of_an_answer_is_copied_without_its_mark(post: Post, office: Office) -> None:
    """The mark of a repeat stands outside of the block that is copied to the letter."""
    card = await opened(post.work, office)
    await carried_out(post.work, routing(card, office))
    roads = PersonId(person(office, "roads-1"))
    draft = Draft(kind=DraftKind.ANSWER, by=roads, at=NOW, parts=(Part(text="Снег уберут до 18:00."),))
    await carried_out(post.work, Act(card.id, roads, "submit", draft=draft))
    notice = Notice(kind=NoticeKind.ANSWER_TEXT, office=office.id, card=card.id, seq=9, to=card.curator)
    await post.work.run(lambda conn: books_of(conn).tell([notice]))
    await post.work.run(lambda conn: conn.exec_driver_sql("UPDATE outbox SET repeated = true"))
    await post.sends()
    assert "повтор · текст ответа:\n<pre>Снег уберут до 18:00.</pre>" in post.telegram.texts(CURATOR)


async def test_a_marked_text_fits_still(post: Post) -> None:
    """A text of the longest size that is repeated loses its end, not its mark."""
    await post.put("я" * 4096)
    await post.work.run(lambda conn: conn.exec_driver_sql("UPDATE outbox SET repeated = true"))
    await post.sends()
    (text,) = post.telegram.texts()
    assert (len(text) <= 4096, text[:10], text[-1]) == (True, "повтор · я", "…")


@pytest.mark.fault(7)
async def test_a_flood_pauses_the_chat_in_the_database(post: Post) -> None:
    """After 429 the chat is left alone for the time told, whatever restarts, and others are written to."""
    post.telegram.answers.append(Retry(60))
    await post.put("first", "second")
    await post.sends()
    await post.put("other", chat=HEAD)
    await post.sends()
    assert post.telegram.texts() == ["first", "other"]
    (paused,) = await rows(post.work, "SELECT paused_until FROM lanes WHERE lane = 'telegram:101' AND box = 'out'")
    left = paused[0] / 1e6 - wall_now().timestamp()
    assert 50 < left <= 60


@pytest.mark.fault(12)
async def test_a_blocked_person_is_noted_and_others_are_told(post: Post, office: Office) -> None:
    """What could not reach its executor reaches those who stand above him, once."""
    card = await opened(post.work, office)
    await post.sends()
    await carried_out(post.work, routing(card, office))
    post.telegram.calls.clear()
    post.telegram.answers.append(Blocked("Forbidden: bot was blocked by the user"))
    await post.sends()
    assert [call.chat_id for call in post.telegram.calls] == [ROADS, CURATOR]
    assert await rows(post.work, "SELECT reachable FROM people WHERE key = 'roads-1'") == [(0,)]


async def _routed(post: Post, office: Office) -> Card:
    card = await opened(post.work, office)
    await carried_out(post.work, routing(card, office))
    await post.sends()
    post.telegram.calls.clear()
    now = await post.work.read(lambda conn: books_of(conn).card(card.id))
    assert now is not None
    return now


async def _rings(post: Post, office: Office, card: Card, *hearers: str, missed: bool = True) -> None:
    """The same deadline rings for these people, each by a ring of his own."""
    clock = next(one for one in clocks(card, rules_of(office, await _procedure(post, card))) if one.running)
    facts = {"about": clock.deadline.name, "due": clock.at, "missed": missed, "urgency": Urgency.DEADLINE}
    pings = [
        Notice(kind=NoticeKind.PING, office=office.id, card=card.id, seq=90 + n, to=person(office, key), **facts)
        for n, key in enumerate(hearers)
    ]
    await post.work.run(lambda conn: books_of(conn).tell(pings))


async def _procedure(post: Post, card: Card) -> Procedure:
    return await post.work.read(lambda conn: books_of(conn).procedure(card.procedure, card.digest))


@pytest.mark.fault(12)
async def test_a_fallback_says_whom_it_did_not_reach(post: Post, office: Office) -> None:
    """It is no unmarked double: the coordinator reads for whom it was, and that he did not get it."""
    card = await _routed(post, office)
    executor = office.person(person(office, "roads-1"))
    assert executor is not None
    await _rings(post, office, card, "roads-1")
    post.telegram.answers.append(Blocked("Forbidden: bot was blocked by the user"))
    await post.sends()
    assert [call.chat_id for call in post.telegram.calls] == [ROADS, CURATOR]
    assert post.telegram.texts(CURATOR)[0].endswith(f"\nне доставлено: {executor.name}")


@pytest.mark.fault(12)
async def test_who_has_this_deadlines_ping_is_not_told_it_twice(post: Post, office: Office) -> None:
    """His own ping of the same moment says it already; a mere reminder of his does not hide that it was missed."""
    card = await _routed(post, office)
    await _rings(post, office, card, "roads-1", "curator")
    post.telegram.answers.append(Blocked("Forbidden: bot was blocked by the user"))
    await post.sends()
    assert [call.chat_id for call in post.telegram.calls] == [ROADS, CURATOR]
    assert "не доставлено" not in post.telegram.texts(CURATOR)[0]
    assert (await rows(post.work, "SELECT status FROM outbox WHERE kind = 'ping' ORDER BY id")) == [
        ("dropped",),
        ("sent",),
    ]


@pytest.mark.fault(12)
async def test_a_blocked_row_of_which_others_were_told_is_over(post: Post, office: Office) -> None:
    """It is neither dead nor alarming, and keeps why; one of which nobody could be told stays dead."""
    card = await _routed(post, office)
    await _rings(post, office, card, "roads-1")
    post.telegram.answers += [Blocked("Forbidden: bot was blocked by the user")] * 9
    await post.sends()
    states = await rows(post.work, "SELECT person, status, error FROM outbox WHERE kind = 'ping' ORDER BY id")
    assert states[0] == (
        person(office, "roads-1"),
        "dropped",
        "others were told instead: Forbidden: bot was blocked by the user",
    )
    assert states[-1][1] == "dead", "the last of those who could be told did not get it either"
    assert {status for _, status, _ in states[:-1]} == {"dropped"}


@pytest.mark.fault(12)
async def test_a_moved_group_is_followed(post: Post) -> None:
    """The message and all behind it go to the new chat, and the office's group is there from now on."""
    post.telegram.answers.append(Migrated("-1009"))
    await post.put("first", "second", chat=GROUP)
    await post.sends()
    sent = [(call.chat_id, call.text) for call in post.telegram.calls]
    assert sent == [(GROUP, "first"), (-1009, "first"), (-1009, "second")]
    assert await rows(post.work, "SELECT group_address FROM offices") == [("-1009",)]


async def test_a_lost_topic_does_not_lose_the_message(post: Post, office: Office) -> None:
    """Where the office's forum topic is gone, the message goes into the group itself."""
    await post.work.run(lambda conn: conn.exec_driver_sql("UPDATE offices SET group_topic = 12, stamp = 'other'"))
    post.telegram.answers.append(NoTopic())
    await post.put("text", chat=GROUP, office=office.id)
    await post.sends()
    assert [call.message_thread_id for call in post.telegram.calls] == [12, None]
    assert await post.states() == ["sent"]


async def test_a_notice_shows_the_card_and_is_kept_as_its_view(post: Post, office: Office) -> None:
    """A card is drawn when it goes out; where it is shown, at which version, is kept."""
    card = await opened(post.work, office, "Не чистят снег")
    await post.sends()
    (call,) = post.telegram.calls
    assert (call.chat_id, "Не чистят снег" in call.text, bool(call.reply_markup)) == (CURATOR, True, True)
    views = await rows(post.work, "SELECT card, lane, message_id, version, live FROM views")
    assert views == [(card.id, "telegram:101", "101", card.version, 1)]


async def test_a_menu_is_set(post: Post) -> None:
    """The commands are those of whoever is behind the chat now, whatever they were when it was noted."""
    effect = CommandsShown(lane="telegram:777", locale="en", names=("my", "help"))
    message = Message(lane=effect.lane, kind="commands", body=effect.model_dump_json())
    await post.work.run(lambda conn: outbox.put(conn, [message], wall_now()))
    await post.sends()
    (call,) = post.telegram.calls
    (only,) = call.commands
    assert (call.__api_method__, only.command, only.description) == ("setMyCommands", "start", "Begin")
    assert await post.states() == ["sent"]


async def test_a_message_that_cannot_be_made_is_given_up(post: Post) -> None:
    """A fault of ours is tried a few times and then kept as dead; the chat goes on."""
    broken = Message(lane="telegram:101", kind="reply", body="{}")
    await post.work.run(lambda conn: outbox.put(conn, [broken], wall_now()))
    await post.put("next")
    for _ in range(6):
        await post.sends()
        await post.no_waiting()
    assert (post.telegram.texts(), await post.states()) == (["next"], ["dead", "sent"])


async def test_a_message_that_must_wait_long_is_not_kept_in_hand(work: Work, telegram: Telegram, wall: Wall) -> None:
    """A kill while it waits for its rate must not make it look as if it might have arrived."""
    post = Post(work, telegram, wall, Rates(total=100, chat=0.001, chat_burst=1))
    await post.put("one", "two")
    for _ in range(2):
        async with asyncio.TaskGroup() as group:
            await post.sender.once(group, asyncio.Event())
    assert (telegram.texts(), await post.states()) == (["one"], ["sent", "new"])
    assert await rows(work, "SELECT attempts, repeated FROM outbox WHERE status = 'new'") == [(0, 0)]


async def test_a_stopped_sender_gives_back_what_waits_for_its_rate(work: Work, telegram: Telegram, wall: Wall) -> None:
    """What was claimed but may not go yet is new again, so that the next start sends it unmarked."""
    post = Post(work, telegram, wall, Rates(total=100, chat=0.001, chat_burst=1))
    await post.put("one", "two")
    stop = asyncio.Event()
    async with asyncio.TaskGroup() as group:
        await post.sender.once(group, stop)
    async with asyncio.TaskGroup() as group:
        await post.sender.once(group, stop)
        stop.set()
    assert (telegram.texts(), await post.states()) == (["one"], ["sent", "new"])
    assert await rows(work, "SELECT repeated FROM outbox WHERE status = 'new'") == [(0,)]
