"""The database is in trouble while a message is made: nothing has left, so it costs the message nothing."""

from typing import Any

import pytest

from bot.clock import wall_now
from bot.outcomes import NotSent, Outcome, Sent, Unsure
from bot.uploads import Parcel
from handlers.turn import Reply
from storage import outbox
from storage.blobs import Blob
from storage.books import SqlBooks
from storage.outbox import Message
from storage.work import UnreachableError, Work
from tests.bot.fakes import Telegram, Wall, rows
from tests.bot.test_sender import CURATOR, Post
from tests.bot.troubled import Troubled
from tests.fixtures.cards import opened
from tests.fixtures.offices import NOW, person
from workflow.notices import Notice, NoticeKind, Urgency
from workflow.office import Office
from workflow.post import Media
from workflow.words import MediaKind

_STATES = "SELECT status, repeated, attempts FROM outbox ORDER BY id"
_LEASED = "SELECT lane FROM lanes WHERE box = 'out' AND leased_until IS NOT NULL"


@pytest.fixture
def base(work: Work) -> Troubled:
    return Troubled(work)


@pytest.fixture
def post(base: Troubled, telegram: Telegram, wall: Wall, office: Office) -> Post:
    assert office.people
    return Post(base, telegram, wall)


async def after_an_outage(post: Post, tries: int = 6) -> None:
    """The message was tried so many times while Telegram was away, which is back now."""
    post.telegram.down = NotSent("no route")
    for _ in range(tries):
        post.way.outage._end()
        await post.no_waiting()
        await post.sends()
    post.telegram.down = None
    post.way.outage._end()
    post.telegram.calls.clear()
    await post.no_waiting()


async def reminded_twice(post: Post, office: Office) -> None:
    """Two reminders of one deadline wait for one hearer, so that the first is said by the second."""
    card = await opened(post.work, office)
    about: dict[str, Any] = {"kind": NoticeKind.PING, "about": "answer", "due": NOW, "urgency": Urgency.DEADLINE}
    both = [
        Notice(office=office.id, card=card.id, to=person(office, "curator"), seq=seq, missed=False, **about)
        for seq in (1, 2)
    ]
    await post.work.run(lambda conn: conn.exec_driver_sql("DELETE FROM outbox"))
    await post.work.run(lambda conn: SqlBooks(conn, wall_now()).tell(both))


@pytest.mark.fault(9, 17)
async def test_a_restart_of_the_database_killed_what_had_waited_out_an_outage(post: Post, base: Troubled) -> None:
    """A notice that was tried often in an outage outlives any number of questions that the database cannot answer."""
    await post.put("срок истёк")
    await after_an_outage(post)
    before = await rows(post.work, _STATES)
    for _ in range(7):
        base.unread = 1
        await post.sends()
        base.unread = 0
        assert await rows(post.work, _STATES) == before
        assert await rows(post.work, _LEASED) == []
        await post.no_waiting()
    await post.sends()
    assert (post.telegram.texts(CURATOR), await post.states()) == (["срок истёк"], ["sent"])


async def test_an_outage_is_not_counted_against_a_message_that_cannot_be_made(post: Post) -> None:
    """Tries while Telegram is away do not use up those that a fault of ours is given."""
    await post.put("x")
    await after_an_outage(post)
    await post.work.run(lambda conn: conn.exec_driver_sql("UPDATE outbox SET body = '{}'"))
    await post.sends()
    assert await post.states() == ["new"]
    for _ in range(4):
        await post.no_waiting()
        await post.sends()
    assert await post.states() == ["dead"]


@pytest.mark.fault(17)
@pytest.mark.parametrize("in_doubt", [False, True])
async def test_trouble_while_folding_marked_what_never_went(
    post: Post, base: Troubled, office: Office, in_doubt: bool
) -> None:
    """A reminder that the database could not fold is free at once, and goes unmarked."""
    await reminded_twice(post, office)
    base.unwritten, base.in_doubt = 2, in_doubt
    await post.sends()
    assert await rows(post.work, _LEASED) == []
    await post.no_waiting()
    await post.sends()
    assert sorted(await post.states()) == ["sent", "superseded"]
    (said,) = post.telegram.texts(CURATOR)
    assert "повтор" not in said


@pytest.mark.fault(17)
async def test_trouble_while_reading_attachments_marked_what_never_went(post: Post, base: Troubled) -> None:
    """A message whose bytes cannot be read at present is free at once, and goes unmarked when they can."""
    media = Media(kind=MediaKind.PHOTO, ref="blob:" + "0" * 64)
    body = Reply(text="вложения", media=(media,)).model_dump_json()
    await post.work.run(lambda conn: outbox.put(conn, [Message(f"telegram:{CURATOR}", "reply", body)], wall_now()))
    asked, read = [0], base.read

    async def second_fails(fn: Any) -> Any:
        asked[0] += 1
        base.unread = int(asked[0] == 2)
        return await read(fn)

    base.read = second_fails  # type: ignore[method-assign]  # the first makes the message, the second reads the bytes
    await post.sends()
    base.read = read  # type: ignore[method-assign]
    assert asked[0] == 2
    assert await rows(post.work, _STATES) == [("new", 0, 0)]
    assert await rows(post.work, _LEASED) == []


async def test_attachments_that_cannot_be_read_after_a_part_went_are_in_doubt() -> None:
    """Where a part of a message has left already, the whole is repeated with its mark."""
    media = tuple(Media(kind=MediaKind.DOCUMENT, ref=f"blob:{number:064}") for number in range(11))
    fetched = 0

    async def fetch(sha: str) -> Blob:
        nonlocal fetched
        fetched += 1
        if fetched == 11:
            raise UnreachableError(UnreachableError.__doc__)
        return Blob(sha, b"x")

    async def say(call: Any) -> Outcome:
        return Sent(("1",))

    outcome = await Parcel(Reply(text="x", media=media), CURATOR, None, "telegram:x", {}).deliver(say, fetch)
    assert isinstance(outcome, Unsure)
