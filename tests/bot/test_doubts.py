"""A message that was cut short twice is a doubt; where a deadline stands in it, those above hear of that."""

from datetime import timedelta

import pytest

from bot.clock import wall_now
from storage import outbox
from storage.work import Work
from tests.bot.fakes import Telegram, Wall, rows
from tests.bot.test_sender import Post
from tests.fixtures.cards import books_of, carried_out, opened, routing
from tests.fixtures.offices import person
from workflow.notices import Notice, NoticeKind, Urgency
from workflow.office import Office
from workflow.words import PersonId

pytestmark = pytest.mark.fault(5, 6)

_PINGS = "SELECT lane, status FROM outbox WHERE kind = 'ping' ORDER BY id"
ROADS = "telegram:102"


@pytest.fixture
def post(work: Work, telegram: Telegram, wall: Wall) -> Post:
    return Post(work, telegram, wall)


async def _reminded(post: Post, office: Office, urgency: Urgency) -> None:
    """A reminder waits for an executor, and nothing else does."""
    card = await opened(post.work, office)
    await carried_out(post.work, routing(card, office))
    await post.sends()
    post.telegram.calls.clear()
    roads = PersonId(person(office, "roads-1"))
    notice = Notice(
        kind=NoticeKind.PING, office=office.id, card=card.id, seq=9, to=roads, urgency=urgency, about="draft"
    )
    await post.work.run(lambda conn: books_of(conn).tell([notice]))


async def _killed_while_sending(post: Post, times: int) -> None:
    for _ in range(times):
        await post.work.run(lambda conn: outbox.claim(conn, "dead", wall_now(), timedelta(seconds=60), 9))
        await post.no_waiting()


async def test_a_deadline_that_was_cut_short_twice_is_told_to_those_above(post: Post, office: Office) -> None:
    """Nobody knows whether the executor was ever reminded, and nobody would look: the curator hears of it, once."""
    await _reminded(post, office, Urgency.DEADLINE)
    await _killed_while_sending(post, 2)
    await post.sends()
    await post.sends()
    assert await rows(post.work, _PINGS) == [(ROADS, "doubt"), ("telegram:101", "sent")]
    assert len(post.telegram.texts(101)) == 1
    assert post.telegram.texts(102) == []


async def test_what_is_no_deadline_is_a_doubt_and_no_more(post: Post, office: Office) -> None:
    """Who stands above is not troubled with everything that may not have arrived."""
    await _reminded(post, office, Urgency.NORMAL)
    await _killed_while_sending(post, 2)
    await post.sends()
    assert await rows(post.work, _PINGS) == [(ROADS, "doubt")]


async def test_a_doubt_of_which_nobody_can_be_told_holds_up_nothing(post: Post, office: Office) -> None:
    """Where nothing can be made of the row it is a doubt all the same, and others are written to."""
    await _reminded(post, office, Urgency.DEADLINE)
    await post.work.run(lambda conn: conn.exec_driver_sql("UPDATE outbox SET body = '{' WHERE kind = 'ping'").close())
    await _killed_while_sending(post, 2)
    await post.put("other")
    await post.sends()
    assert await rows(post.work, _PINGS) == [(ROADS, "doubt")]
    assert post.telegram.texts() == ["other"]
