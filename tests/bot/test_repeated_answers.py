"""The text of an answer that may have come already, and is too long for the mark of a repeat to stand in it."""

import pytest
from aiogram.methods import SendMessage

from bot.buckets import Buckets
from bot.outage import Outage
from bot.outcomes import NotSent, Outcome, Refused, Retry, Sent, Unsure
from storage.work import Work
from tests.bot.fakes import NO_LIMIT, Telegram, Wall, rows
from tests.bot.test_sender import CURATOR, Post
from tests.fixtures.cards import books_of, carried_out, opened, routing
from tests.fixtures.offices import NOW, person
from workflow.commands import Act
from workflow.notices import Notice, NoticeKind
from workflow.office import Office
from workflow.post import Draft, Part
from workflow.words import DraftKind, PersonId

pytestmark = pytest.mark.fault(5, 6)

MARK = "повтор · текст ответа к № 1 мог прийти дважды"
TEXT = "я" * 4090


@pytest.fixture
async def post(work: Work, telegram: Telegram, wall: Wall, office: Office) -> Post:
    """The text of a long answer is to be sent once more."""
    post = Post(work, telegram, wall)
    card = await opened(work, office)
    await carried_out(work, routing(card, office))
    roads = PersonId(person(office, "roads-1"))
    draft = Draft(kind=DraftKind.ANSWER, by=roads, at=NOW, parts=(Part(text=TEXT),))
    await carried_out(work, Act(card.id, roads, "submit", draft=draft))
    await post.sends()
    telegram.calls.clear()
    notice = Notice(kind=NoticeKind.ANSWER_TEXT, office=office.id, card=card.id, seq=9, to=card.curator)
    await work.run(lambda conn: books_of(conn).tell([notice]))
    await work.run(lambda conn: conn.exec_driver_sql("UPDATE outbox SET repeated = true").close())
    return post


async def test_the_mark_of_a_long_answer_comes_right_after_it(post: Post) -> None:
    """The text is whole and to be copied to the letter; a message in answer to it says that it may be a repeat."""
    await post.sends()
    assert post.telegram.texts(CURATOR) == [TEXT, MARK]
    mark = post.telegram.calls[-1]
    assert isinstance(mark, SendMessage)
    assert mark.reply_parameters is not None
    text = (await rows(post.work, "SELECT message_id FROM outbox WHERE kind = 'answer_text' ORDER BY id"))[-1]
    assert text == (str(mark.reply_parameters.message_id),)
    assert set(await post.states()) == {"sent"}


@pytest.mark.parametrize("outcome", [Retry(1), NotSent("no route")], ids=["too many", "refused"])
async def test_tries_of_a_long_answer_that_did_not_arrive_say_no_mark(post: Post, outcome: Outcome) -> None:
    """However often its text goes back the chat gets the mark once, after it."""
    for _ in range(3):
        post.telegram.answers.append(outcome)
        await at_once(post)
    assert set(post.telegram.texts(CURATOR)) == {TEXT}
    post.telegram.calls.clear()
    await at_once(post)
    assert post.telegram.texts(CURATOR) == [TEXT, MARK]
    assert await marks(post) == ["superseded", "superseded", "superseded", "sent"]


async def test_a_long_answer_whose_repeat_is_in_doubt_is_marked_too(post: Post) -> None:
    """Its text may stand there twice; it is said so once, in answer to nothing, and it does not come a third time."""
    post.telegram.answers.append(Unsure("TimeoutError"))
    await post.sends()
    await at_once(post)
    assert post.telegram.texts(CURATOR) == [TEXT, MARK]
    assert getattr(post.telegram.calls[-1], "reply_parameters", None) is None


async def test_a_process_that_dies_while_it_repeats_a_long_answer_leaves_the_mark(
    post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever of the text has arrived then, the next process says the mark, once, and no text."""
    with monkeypatch.context() as dying:
        dying.setattr("bot.sender.said", _dies)
        await post.sends()
    await at_once(post)
    assert post.telegram.texts(CURATOR) == [MARK]
    assert await rows(post.work, "SELECT status FROM outbox WHERE kind = 'answer_text' ORDER BY id") == [
        ("sent",),
        ("doubt",),
    ]


async def test_a_text_that_is_refused_for_good_leaves_no_mark(post: Post) -> None:
    """Where it surely did not come again there is nothing to be said of it."""
    post.telegram.answers.append(Refused("Bad Request: message is too long"))
    await post.sends()
    assert post.telegram.texts(CURATOR) == [TEXT]
    assert await marks(post) == ["dropped"]


async def test_a_mark_that_comes_twice_itself_says_so_once(post: Post) -> None:
    """It is a mark already."""
    post.telegram.answers.extend((Sent(("7",)), Unsure("TimeoutError")))
    await post.sends()
    await at_once(post)
    assert post.telegram.texts(CURATOR) == [TEXT, MARK, MARK]
    assert await marks(post) == ["sent"]


async def at_once(post: Post) -> None:
    """All that waits goes, whatever it waits for; what is in doubt from now on is passed over first."""
    await post.no_waiting()
    post.way.outage, post.way.buckets = Outage(), Buckets(NO_LIMIT, 0.0)
    await post.sends()
    await post.sends()


async def marks(post: Post) -> list[str]:
    """What became of the marks, the oldest first."""
    return [str(row[0]) for row in await rows(post.work, "SELECT status FROM outbox WHERE kind = 'repeat' ORDER BY id")]


async def _dies(*_: object) -> Outcome:
    raise RuntimeError("killed")
