"""What is sent without a sound."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from bot.clock import wall_now
from bot.sender import Sender
from handlers.turn import Reply
from storage import outbox, people
from storage.outbox import Message
from storage.work import Work
from tests.bot.fakes import Telegram, Wall, send_all, way_of
from tests.fixtures.cards import carried_out, opened, routing
from tests.fixtures.offices import person
from workflow.commands import SetImportance
from workflow.office import Office
from workflow.words import Importance, PersonId

EVENING = datetime.fromisoformat("2026-03-04T20:00+12:00")
EXECUTOR = 102


@pytest.fixture
def wall() -> Wall:
    """The office is closed."""
    clock = Wall()
    clock.at = EVENING
    return clock


async def sent(work: Work, telegram: Telegram, wall: Wall, chat: int = EXECUTOR) -> list[bool | None]:
    """Of each message to the chat, whether it made no sound."""
    await send_all(Sender(way_of(work, telegram, wall)))
    calls: list[Any] = [call for call in telegram.calls if getattr(call, "chat_id", None) == chat]
    telegram.calls.clear()
    return [call.disable_notification for call in calls]


async def wants_quiet(work: Work, office: Office, wanted: bool = True) -> None:
    """The executor turns it on or off."""
    executor = PersonId(person(office, "roads-1"))
    await work.run(lambda conn: people.set_comfort(conn, executor, "quiet", wanted))


async def given(work: Work, office: Office, *, high: bool = False) -> None:
    """A card comes to the executor."""
    card = await opened(work, office)
    if high:
        assert card.curator is not None
        await carried_out(work, SetImportance(card.id, card.curator, Importance.HIGH))
    await carried_out(work, routing(card, office))


async def test_a_card_in_the_evening_makes_no_sound(work: Work, telegram: Telegram, wall: Wall, office: Office) -> None:
    """Who wants quiet gets a new card silently while the office is closed, and with a sound when it is open."""
    await wants_quiet(work, office)
    await given(work, office)
    assert await sent(work, telegram, wall) == [True]
    wall.at = EVENING - timedelta(hours=5)
    await given(work, office)
    assert await sent(work, telegram, wall) == [None]


async def test_who_does_not_want_quiet_hears_everything(
    work: Work, telegram: Telegram, wall: Wall, office: Office
) -> None:
    """Nothing is silent unless it was chosen so; what was chosen can be taken back."""
    await given(work, office)
    assert await sent(work, telegram, wall) == [None]
    await wants_quiet(work, office)
    await wants_quiet(work, office, wanted=False)
    await given(work, office)
    assert await sent(work, telegram, wall) == [None]


async def test_high_importance_is_heard_at_night(work: Work, telegram: Telegram, wall: Wall, office: Office) -> None:
    """A card of high importance rings whatever was chosen."""
    await wants_quiet(work, office)
    await given(work, office, high=True)
    assert await sent(work, telegram, wall) == [None]


async def test_answers_to_oneself_come_as_ever(work: Work, telegram: Telegram, wall: Wall, office: Office) -> None:
    """Who writes to the bot in the evening waits for its answer."""
    await wants_quiet(work, office)
    executor = person(office, "roads-1")
    message = Message("telegram:102", "reply", Reply(text="…").model_dump_json(), office=office.id, person=executor)
    await work.run(lambda conn: outbox.put(conn, [message], wall_now()))
    assert await sent(work, telegram, wall) == [None]
