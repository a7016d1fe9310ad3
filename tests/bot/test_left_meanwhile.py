"""An answer that waited till its reader was not of the office any more."""

import pytest

from bot.clock import wall_now
from handlers.turn import Reply
from storage import outbox
from storage.outbox import Message
from storage.work import Work
from tests.bot.fakes import Telegram, Wall
from tests.bot.test_sender import CURATOR, Post
from tests.fixtures.offices import person
from workflow.office import Office


@pytest.fixture
def post(work: Work, telegram: Telegram, wall: Wall, office: Office) -> Post:
    assert office.people
    return Post(work, telegram, wall)


@pytest.mark.attack(6)
async def test_an_answer_that_had_waited_reached_whoever_was_dismissed_since(post: Post, office: Office) -> None:
    """It is dropped: what an office has to say is for its people; what is of no office, as that he has left, goes."""
    now, him = wall_now(), person(office, "curator")
    rows = [
        Message(f"telegram:{CURATOR}", "reply", Reply(text=text).model_dump_json(), office=place, person=him)
        for text, place in (("of it", office.id), ("of none", None))
    ]
    await post.work.run(lambda conn: outbox.put(conn, rows, now))
    for change in ("UPDATE people SET active = false WHERE key = 'curator'", "UPDATE offices SET stamp = 'another'"):
        await post.work.run(lambda conn, change=change: conn.exec_driver_sql(change))  # type: ignore[misc]  # bound here
    await post.sends()
    assert post.telegram.texts() == ["of none"]
    assert await post.states() == ["dropped", "sent"]
