"""After a restore, buttons of the time that the copy does not know do nothing."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from aiogram.methods import AnswerCallbackQuery

from bot.clock import wall_now
from bot.lost_time import of_lost_time, replies_to_lost_time
from storage import views
from storage.forgotten import note
from storage.work import Work
from tests.bot.test_worker import CURATOR, STRANGER, Desk, desk, message, user
from tests.fixtures.cards import opened
from workflow.office import Office

__all__ = ["desk"]

COPIED = datetime(2026, 3, 4, 2, tzinfo=UTC)
RESTORED = COPIED + timedelta(hours=6)
MINUTE = timedelta(minutes=1)
LONGEST_TAP = 200
ME, SHOWN = 42, 77
GROUP = -1001000000777


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
    """What people write for itself is about what they see now."""
    await work.run(lambda conn: note(conn, COPIED, RESTORED))
    text: dict[str, Any] = {"update_id": 1, "message": {"date": int((COPIED + timedelta(hours=1)).timestamp())}}
    assert not await of_lost_time(work, text)
    for misshapen in ({}, {"reply_to_message": "x"}, {"reply_to_message": {"from": "x"}}):
        text["message"].update(misshapen)
        assert not await replies_to_lost_time(work, text, ME)


async def test_a_tap_of_the_lost_time_reaches_no_handler(desk: Desk) -> None:
    """Whoever taps is told why nothing happens, and the update is dealt with."""
    await desk.work.run(lambda conn: note(conn, COPIED, RESTORED))
    await desk.taps("t:1:0:route:roads")
    await desk.works()
    assert desk.seen == []
    assert await desk.statuses() == [("done", 0)]
    answer = desk.telegram.calls[-1]
    assert isinstance(answer, AnswerCallbackQuery)
    assert len(str(answer.text)) <= LONGEST_TAP
    assert (answer.show_alert, "не сохранились" in str(answer.text)) == (True, True)


def _reply(
    sender: int = CURATOR, *, sent: datetime = COPIED + MINUTE, by: int = ME, chat: int | None = None, **more: Any
) -> dict[str, Any]:
    """Somebody replies to a message that was sent then."""
    old = {**message("№ 2 · вам: подготовить ответ", sender, chat), "message_id": SHOWN, "date": int(sent.timestamp())}
    old["from"] = {**user(by), "is_bot": True}
    return {"message": {**message("Воду дадим к вечеру", sender, chat), "reply_to_message": old, **more}}


@pytest.mark.parametrize("chat", [None, GROUP])
async def test_a_draft_for_a_card_of_the_lost_time_was_taken_for_words_about_nothing(
    desk: Desk, chat: int | None
) -> None:
    """Whoever replies to such a message reads that nothing came of it and what to do; no new card is made of it."""
    await desk.work.run(lambda conn: note(conn, COPIED, RESTORED))
    await desk.comes(_reply(chat=chat))
    await desk.works()
    assert desk.seen == []
    assert await desk.statuses() == [("done", 0)]
    (told,) = await desk.outbox()
    assert told["answers"] == message("", CURATOR)["message_id"]
    assert "ваш ответ не принят, ничего не изменилось" in told["text"]
    assert "перешлите пост заново или попросите об этом куратора" in told["text"]


@pytest.mark.parametrize(
    "update",
    [
        _reply(sent=COPIED - MINUTE),
        _reply(sent=RESTORED + MINUTE),
        _reply(by=43),
        _reply(text="/my"),
        _reply(STRANGER),
    ],
    ids=["before", "after", "another bot's", "a command", "a stranger's"],
)
async def test_other_replies_are_handled_as_ever(desk: Desk, update: dict[str, Any]) -> None:
    """Replies to messages of other times and of others, commands, and what strangers write are not refused."""
    await desk.work.run(lambda conn: note(conn, COPIED, RESTORED))
    await desk.comes(update)
    await desk.works()
    assert await desk.outbox() == []
    assert len(desk.seen) == 1


async def test_a_message_that_is_known_is_not_of_the_lost_time(work: Work, office: Office) -> None:
    """One that the copy has a row of is that card's, whenever it was sent; the same number in another chat is not."""
    raw = _reply()
    await work.run(lambda conn: note(conn, COPIED, RESTORED))
    assert await replies_to_lost_time(work, raw, ME)
    card = await opened(work, office)
    await work.run(lambda conn: views.shown(conn, card.id, "telegram:999", str(SHOWN), None, 1, "", wall_now()))
    assert await replies_to_lost_time(work, raw, ME), "another chat's"
    lane = f"telegram:{CURATOR}"
    await work.run(lambda conn: views.shown(conn, card.id, lane, str(SHOWN), None, 1, "", wall_now()))
    assert not await replies_to_lost_time(work, raw, ME)
