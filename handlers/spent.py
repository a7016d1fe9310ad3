"""A button in the group that has done what it can: a ping there is no view that follows its card (decision 0007)."""

from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message

from handlers.buttons import Button, Rows
from handlers.callbacks import Tap
from handlers.turn import Reply, Turn
from workflow.card import Card
from workflow.words import CardId


async def take_away(query: CallbackQuery, tap: Tap, turn: Turn) -> None:
    """Take the tapped button away from a message in a group, once its card has gone on; best effort, as all redrawing.

    Somebody else's tap that is refused for his sake alone leaves it to those for whom it is.
    """
    message = query.message
    if turn.private or turn.redraw is not None or not isinstance(message, Message) or not message.text:
        return
    rows = rows_of(message.reply_markup)
    others = without(rows, tap.pack())
    if others == rows:  # gone already, or the tap came from elsewhere
        return
    card = await turn.look(lambda shelf: shelf.card(CardId(tap.card)))
    if spent(tap, card):
        turn.become(Reply(text=message.html_text, rows=others))


def spent(tap: Tap, card: Card | None) -> bool:
    """Whether nobody can do any more by this button what it says."""
    if card is None or not card.open or card.turn != tap.turn:
        return True
    return tap.action == "accept" and card.accepted


def rows_of(markup: InlineKeyboardMarkup | None) -> Rows:
    """The buttons of a message as they are."""
    return tuple(tuple(_button(one) for one in row) for row in (markup.inline_keyboard if markup else ()))


def without(rows: Rows, data: str) -> Rows:
    """The buttons but those with this data."""
    left = (tuple(one for one in row if one.data != data) for row in rows)
    return tuple(row for row in left if row)


def _button(shown: InlineKeyboardButton) -> Button:
    return Button(text=shown.text, data=shown.callback_data or "", url=shown.url or "", style=shown.style or "")
