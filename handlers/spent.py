"""A button in the group that has done what it can: a ping there is no view that follows its card (decision 0007)."""

from aiogram.types import CallbackQuery, InlineKeyboardMarkup, Message

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
    card = await turn.look(lambda shelf: shelf.card(CardId(tap.card)))
    if spent(tap, card):
        turn.become(Reply(text=message.html_text, rows=_others(message.reply_markup, tap.pack())))


def spent(tap: Tap, card: Card | None) -> bool:
    """Whether nobody can do any more by this button what it says."""
    if card is None or not card.open or card.turn != tap.turn:
        return True
    return tap.action == "accept" and card.accepted


def _others(markup: InlineKeyboardMarkup | None, data: str) -> Rows:
    """The message's buttons but the one with this data."""
    rows = [[one for one in row if one.callback_data != data] for row in (markup.inline_keyboard if markup else ())]
    return tuple(tuple(_button(one.text, one.callback_data, one.url) for one in row) for row in rows if row)


def _button(text: str, data: str | None, url: str | None) -> Button:
    return Button(text=text, data=data or "", url=url or "")
