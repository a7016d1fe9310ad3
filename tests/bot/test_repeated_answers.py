"""The text of an answer that may have come already, and is too long for the mark of a repeat to stand in it."""

import pytest

from bot.outcomes import NotSent, Sent
from storage.work import Work
from tests.bot.fakes import Telegram, Wall
from tests.bot.test_sender import CURATOR, Post
from tests.fixtures.cards import books_of, carried_out, opened, routing
from tests.fixtures.offices import NOW, person
from workflow.commands import Act
from workflow.notices import Notice, NoticeKind
from workflow.office import Office
from workflow.post import Draft, Part
from workflow.words import DraftKind, PersonId

pytestmark = pytest.mark.fault(5, 6)

MARK = "повтор · текст ответа:"
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


async def test_the_mark_of_a_long_answer_comes_right_before_it(post: Post) -> None:
    """The text is whole and to be copied to the letter; a message of its own before it says that it is a repeat."""
    await post.sends()
    assert post.telegram.texts(CURATOR) == [MARK, TEXT]
    assert set(await post.states()) == {"sent"}


async def test_a_long_answer_is_not_repeated_without_its_mark(post: Post) -> None:
    """Where the mark cannot be said the text is not said either; both come later."""
    post.telegram.answers.append(NotSent("no route"))
    await post.sends()
    assert TEXT not in post.telegram.texts(CURATOR)
    post.telegram.calls.clear()
    post.telegram.answers.append(Sent())
    for _ in range(2):
        await post.no_waiting()
        await post.sends()
    assert post.telegram.texts(CURATOR) == [MARK, TEXT]
