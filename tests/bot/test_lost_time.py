"""After a restore, buttons of the time that the copy does not know do nothing."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from aiogram.methods import AnswerCallbackQuery

from bot.lost_time import of_lost_time
from storage.forgotten import note
from storage.work import Work
from tests.bot.test_worker import Desk, desk

__all__ = ["desk"]

COPIED = datetime(2026, 3, 4, 2, tzinfo=UTC)
RESTORED = COPIED + timedelta(hours=6)
MINUTE = timedelta(minutes=1)


def _tap(sent: Any) -> dict[str, Any]:
    return {"update_id": 1, "callback_query": {"id": "1", "data": "x", "message": {"message_id": 5, "date": sent}}}


@pytest.mark.parametrize(
    ("sent", "lost"),
    [
        (COPIED - timedelta(minutes=1), False),
        (COPIED + timedelta(minutes=1), True),
        (RESTORED - timedelta(minutes=1), True),
        (RESTORED + timedelta(minutes=1), False),
    ],
)
async def test_only_messages_of_the_lost_time(work: Work, sent: datetime, lost: bool) -> None:
    """A message sent between the copy and its restore is not known; one from before or after it is."""
    assert not await of_lost_time(work, _tap(int(sent.timestamp()))), "nothing was restored yet"
    await work.run(lambda conn: note(conn, COPIED, RESTORED))
    assert await of_lost_time(work, _tap(int(sent.timestamp()))) is lost


async def test_a_second_restore_forgets_no_lost_time(work: Work) -> None:
    """What the first restore lost is lost after the second one too, and what was between is known."""
    later = RESTORED + timedelta(days=3)
    await work.run(lambda conn: note(conn, COPIED, RESTORED))
    await work.run(lambda conn: note(conn, later, later + timedelta(hours=1)))
    moments = [COPIED + MINUTE, RESTORED + MINUTE, later + MINUTE, later + timedelta(hours=2)]
    lost = [await of_lost_time(work, _tap(int(at.timestamp()))) for at in moments]
    assert lost == [True, False, True, False]


async def test_the_first_second_after_the_copy_is_lost(work: Work) -> None:
    """Telegram tells whole seconds: a message of the second in which the copy was made may have come after it."""
    await work.run(lambda conn: note(conn, COPIED + timedelta(seconds=0.5), RESTORED))
    at = int(COPIED.timestamp())
    assert [await of_lost_time(work, _tap(at + n)) for n in (-1, 0, 1)] == [False, True, True]


@pytest.mark.parametrize("sent", [None, "soon", -5, 0, 10**30, True, 2.5])
async def test_a_tap_that_tells_no_moment_is_refused_once_something_was_restored(work: Work, sent: object) -> None:
    """Of an old message Telegram hides when it was sent: it may be of the lost time, as long as there is one."""
    assert not await of_lost_time(work, _tap(sent)), "nothing was restored yet"
    await work.run(lambda conn: note(conn, COPIED, RESTORED))
    assert await of_lost_time(work, _tap(sent))


async def test_words_are_no_taps(work: Work) -> None:
    """Only buttons are refused: what people write is about what they see now."""
    await work.run(lambda conn: note(conn, COPIED, RESTORED))
    text = {"update_id": 1, "message": {"date": int((COPIED + timedelta(hours=1)).timestamp())}}
    assert not await of_lost_time(work, text)


async def test_a_tap_of_the_lost_time_reaches_no_handler(desk: Desk) -> None:
    """Whoever taps is told why nothing happens, and the update is dealt with."""
    await desk.work.run(lambda conn: note(conn, COPIED, RESTORED))
    await desk.taps("t:1:0:route:roads")
    await desk.works()
    assert desk.seen == []
    assert await desk.statuses() == [("done", 0)]
    answer = desk.telegram.calls[-1]
    assert isinstance(answer, AnswerCallbackQuery)
    assert (answer.show_alert, "восстановили из копии" in str(answer.text)) == (True, True)
