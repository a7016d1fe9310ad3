import pytest

from bot.outage import Outage
from bot.outcomes import NotSent, Refused, Sent, Unsure

LOST = Unsure("502")


@pytest.mark.fault(9)
def test_pauses_grow_to_a_minute_and_end_with_an_answer() -> None:
    """Failures at the same time count once; each later one makes the pause longer, any answer of Telegram ends it."""
    outage, now, pauses = Outage(), 0.0, []
    for _ in range(8):
        for chat in ("a", "b", "c"):
            outage.note(LOST, chat, now)
        pauses.append(outage.till - now)
        now = outage.till
    assert pauses == [2, 4, 8, 16, 32, 60, 60, 60]
    outage.note(Refused("chat not found"), "a", now)
    assert (outage.on, outage.till) == (False, 0)


@pytest.mark.fault(6)
def test_a_chat_that_fails_alone_has_no_excuse() -> None:
    """Its message is at fault where no other chat fails, and an answered question ends its outage."""
    outage = Outage()
    outage.note(LOST, "a", 0.0)
    assert not outage.excuses("a")
    assert outage.excuses("b")
    outage.asked(Sent(), 2.0)
    assert not outage.on


@pytest.mark.fault(9)
def test_where_several_chats_fail_a_question_answered_is_not_enough() -> None:
    """A message must arrive before all is well again."""
    outage = Outage()
    outage.note(LOST, "a", 0.0)
    outage.note(NotSent("refused"), "b", 0.0)
    assert not outage.answers
    outage.asked(Sent(), 2.0)
    assert (outage.on, outage.answers, outage.excuses("a")) == (True, True, True)
    outage.note(Sent(), "a", 3.0)
    assert not outage.on


@pytest.mark.fault(9)
def test_an_answer_to_somebody_else_ends_the_pause() -> None:
    """After a silence whoever has an answer first tells the rest: one message is tried at once."""
    outage = Outage()
    for chat in ("a", "b"):
        outage.note(NotSent("refused"), chat, 0.0)
    outage.over()
    assert (outage.on, outage.till, outage.answers) == (True, 0, True)
    outage.note(Sent(), "a", 1.0)
    outage.over()
    assert not outage.on
