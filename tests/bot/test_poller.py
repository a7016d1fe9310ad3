import asyncio
from collections import deque
from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from structlog.testing import capture_logs

from bot.bells import Bells
from bot.outcomes import Conflict, NotSent, Outcome, Retry, Sent, Unauthorized, Unsure
from bot.poller import CannotPollError, Poller
from bot.source import storing
from storage.work import Work
from tests.bot.fakes import rows


def message(number: int, chat: int = 7) -> dict[str, Any]:
    return {"update_id": number, "message": {"message_id": number, "chat": {"id": chat}, "from": {"id": chat}}}


class Line:
    """Telegram's side of the polling, and what was stored and waited."""

    def __init__(self, *answers: Outcome) -> None:
        self.answers = deque(answers)
        self.questions: list[Mapping[str, Any]] = []
        self.stored: list[int] = []
        self.pauses: list[float] = []
        self.broken = False

    async def ask(self, name: str, question: Mapping[str, Any], seconds: float) -> Outcome:
        self.questions.append(question)
        if not self.answers:
            raise asyncio.CancelledError
        return self.answers.popleft()

    async def store(self, updates: Sequence[Mapping[str, Any]]) -> None:
        if self.broken:
            self.broken = False
            raise OSError("the disk is full")
        self.stored += [update["update_id"] for update in updates]

    async def sleep(self, seconds: float) -> None:
        self.pauses.append(seconds)

    async def poll(self) -> None:
        with pytest.raises(asyncio.CancelledError):
            await Poller(self.ask, self.store, 30, self.sleep).run()

    @property
    def offsets(self) -> list[int | None]:
        return [question.get("offset") for question in self.questions]


@pytest.mark.fault(2, 16)
async def test_who_polls_again_begins_anew() -> None:
    """An offset of an earlier time is forgotten: another process has polled since, and numbers may be smaller now."""
    line = Line(Sent(result=[message(900)]))
    poller = Poller(line.ask, line.store, 30, line.sleep)
    for _ in range(2):
        with pytest.raises(asyncio.CancelledError):
            await poller.run()
    assert line.offsets == [None, 901, None]


@pytest.mark.fault(1, 2)
async def test_updates_are_confirmed_only_after_they_are_stored() -> None:
    """The offset moves with what was stored, and never with what could not be."""
    line = Line(Sent(result=[message(5), message(6)]), Sent(result=[message(7)]), Sent(result=[message(7)]))
    await line.poll()
    assert (line.stored, line.offsets) == ([5, 6, 7, 7], [None, 7, 8, 8])


async def test_what_was_not_stored_is_asked_for_again() -> None:
    """A full disk loses nothing: the same updates come again after a pause."""
    line = Line(Sent(result=[message(5)]), Sent(result=[message(5)]))
    line.broken = True
    await line.poll()
    assert (line.stored, line.offsets, len(line.pauses)) == ([5], [None, None, 6], 1)


@pytest.mark.parametrize(
    ("answer", "broken", "told"),
    [
        (Sent(result=[message(5)]), True, ["Telegram keeps the updates meanwhile"]),
        (Sent(result=["junk"]), False, ["Telegram sent nothing that can be stored"]),
        (Unsure("timeout"), False, ["no answer from Telegram"]),
    ],
)
async def test_what_failed_was_always_telegram(answer: Outcome, broken: bool, told: list[str]) -> None:
    """The log says whose fault a pause is: that of Telegram, or of the database."""
    line = Line(answer)
    line.broken = broken
    with capture_logs() as said:
        await line.poll()
    assert [one["event"] for one in said if one["log_level"] == "warning"] == told


async def test_an_empty_answer_lets_go_of_the_offset() -> None:
    """After a silent week Telegram may go on with smaller numbers, which an old offset would hide."""
    line = Line(Sent(result=[message(900)]), Sent(result=[]), Sent(result=[message(3)]))
    await line.poll()
    assert (line.stored, line.offsets) == ([900, 3], [None, 901, None, 4])


async def test_an_update_without_identity_holds_up_nobody() -> None:
    """What cannot be told apart is left out, and the rest is stored."""
    line = Line(Sent(result=[{"message": {}}, "junk", message(8)]))
    await line.poll()
    assert line.stored == [8]


@pytest.mark.fault(6)
async def test_silence_is_met_with_growing_pauses() -> None:
    """An unreachable Telegram is asked less and less often, never in a spin, and at least every ten seconds."""
    line = Line(*[NotSent("refused"), Unsure("timeout")] * 6)
    await line.poll()
    assert len(line.pauses) == 12
    assert min(line.pauses) >= 0.5
    assert line.pauses[0] < line.pauses[-1] <= 10


@pytest.mark.fault(9)
async def test_the_first_answer_after_a_silence_is_told() -> None:
    """Others who wait for Telegram hear that it answers again, once for each silence, and nothing while all is well."""
    line, heard = Line(Sent(result=[]), NotSent("refused"), Unsure("x"), Sent(result=[]), Sent(result=[])), list[int]()
    poller = Poller(line.ask, line.store, 30, line.sleep, back=lambda: heard.append(len(line.questions)))
    with pytest.raises(asyncio.CancelledError):
        await poller.run()
    assert heard == [4]


@pytest.mark.fault(7)
async def test_a_flood_is_waited_off() -> None:
    """Telegram's own pause is kept."""
    line = Line(Retry(4))
    await line.poll()
    assert line.pauses == [4]


@pytest.mark.fault(11)
async def test_an_earlier_copy_is_given_a_minute_to_go() -> None:
    """A conflict that passes is waited off, each time anew; one that stays for a minute ends the polling."""
    passing = [Conflict("x")] * 12
    line = Line(*passing, Sent(result=[message(5)]), *passing, Sent(result=[]))
    await line.poll()
    assert (line.stored, sum(line.pauses)) == ([5], 120)
    line = Line(*passing, Conflict("x"), Sent(result=[]))
    with pytest.raises(CannotPollError, match="another program reads this bot"):
        await Poller(line.ask, line.store, 30, line.sleep).run()
    assert sum(line.pauses) == 60


HOOK = Conflict("Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete it first")


@pytest.mark.fault(11)
async def test_a_webhook_that_came_between_is_taken_away_once() -> None:
    """It is no other program: it is deleted, nothing that waits is dropped, and the polling goes on at once."""
    line = Line(HOOK, Sent(result=True), Sent(result=[message(5)]))
    await line.poll()
    assert (line.stored, line.pauses) == ([5], [])
    assert line.questions[1] == {"drop_pending_updates": False}


@pytest.mark.fault(11)
async def test_a_webhook_that_comes_back_ends_the_polling() -> None:
    """Who sets it again is named as what he is, after a minute; a deletion that nobody answered is tried again."""
    line = Line(HOOK, Unsure("x"), HOOK, Sent(result=True), *[HOOK] * 13)
    with pytest.raises(CannotPollError, match="somebody sets a webhook for this bot"):
        await Poller(line.ask, line.store, 30, line.sleep).run()
    assert [("timeout" in one) for one in line.questions].count(False) == 2


@pytest.mark.fault(11)
async def test_a_webhook_long_after_another_is_taken_away_too() -> None:
    """Two slips in a year are no tug of war: after an hour without a conflict it is deleted once more."""
    line = Line(HOOK, Sent(result=True), *[Sent(result=[])] * 120, HOOK, Sent(result=True), Sent(result=[message(5)]))
    await line.poll()
    assert (line.stored, line.pauses) == ([5], [])


@pytest.mark.fault(11)
async def test_what_waiting_cannot_mend_ends_the_polling() -> None:
    """A wrong token is told at once, without asking again."""
    line = Line(Unauthorized(), Sent(result=[]))
    with pytest.raises(CannotPollError, match="BOT_TOKEN: Telegram does not know it"):
        await Poller(line.ask, line.store, 30, line.sleep).run()
    assert (len(line.questions), line.pauses) == (1, [])


async def test_the_question_names_what_is_wanted() -> None:
    """The kinds of updates are asked for by name, since Telegram remembers an older list."""
    line = Line()
    await line.poll()
    assert line.questions[0]["allowed_updates"] == ["message", "edited_message", "callback_query", "my_chat_member"]


async def test_updates_are_stored_once_each(work: Work) -> None:
    """The same update twice, in one batch or in two, is one row, in the lane of its chat."""
    bells = Bells()
    store = storing(work, "42", bells)
    await store([message(5), message(5), message(6, chat=-100)])
    await store([message(6, chat=-100)])
    found = await rows(work, "SELECT update_id, lane FROM inbox ORDER BY update_id")
    assert found == [(5, "telegram:7"), (6, "telegram:-100")]
    assert await bells.inbox.wait(0)
