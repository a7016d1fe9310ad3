"""What is left of a message in the group when a button of it is taken away."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from aiogram.types import CallbackQuery, Chat, InlineKeyboardMarkup, Message, User

from handlers.buttons import Button, Rows, keyboard
from handlers.callbacks import Tap
from handlers.spent import take_away
from handlers.turn import Turn

NOW = datetime(2026, 3, 4, tzinfo=UTC)
TAP = Tap(card=1, turn=1, action="accept")
ACCEPT = Button(text="Принять в работу", data=TAP.pack(), style="success")
REJECT = Button(text="Вернуть", data="t:1:1:back:", style="danger")
OPEN = Button(text="Открыть", url="https://t.me/otklik_bot?start=1")


class Now:
    """A clock that stands still."""

    def now(self) -> datetime:
        """The moment."""
        return NOW


async def _gone(query: Callable[[Any], object]) -> object:
    """There is no such card any more: nobody can do anything with its buttons."""
    return None


async def _never(turn: Turn, commands: object, then: object) -> list[Any]:
    raise AssertionError("a redrawing commits nothing")


async def left_of(rows: Rows) -> Rows | None:
    """The buttons that the message with these gets when the first is tapped; None where it stays as it is."""
    markup: InlineKeyboardMarkup | None = keyboard(rows)
    group = Chat(id=-1001, type="supergroup")
    message = Message(message_id=7, date=NOW, chat=group, text="⏰ № 1", reply_markup=markup)
    sender = User(id=1, is_bot=False, first_name="Исполнитель")
    query = CallbackQuery(id="1", from_user=sender, chat_instance="1", data=TAP.pack(), message=message)
    turn = Turn("telegram:-1001", "1", Now(), _never, _gone, private=False)
    await take_away(query, TAP, turn)
    return turn.redraw.rows if turn.redraw else None


@pytest.mark.attack(3)
async def test_the_buttons_that_stay_keep_their_looks() -> None:
    """Neither their style nor where they lead is lost."""
    assert await left_of(((ACCEPT,), (REJECT, OPEN))) == ((REJECT, OPEN),)


@pytest.mark.attack(3)
@pytest.mark.parametrize("rows", [((REJECT,), (OPEN,)), ()], ids=["others", "none"])
async def test_a_message_without_the_button_stays_as_it_is(rows: Rows) -> None:
    """It was taken away by an earlier tap, or the tap's data was made up: there is nothing to be redrawn."""
    assert await left_of(rows) is None
