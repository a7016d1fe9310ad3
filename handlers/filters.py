"""Filters of the routers. All are asynchronous: aiogram runs a synchronous one in a thread of its own."""

import re
from typing import Any

from aiogram.types import Message

from handlers.turn import Turn
from workflow.words import CardId

_NUMBER = re.compile(r"№ (\d{1,9})\b")


async def is_stranger(event: Any, turn: Turn) -> bool:
    """Nobody of any office."""
    return turn.person is None


async def is_private(message: Message) -> bool:
    """A chat with one person."""
    return message.chat.type == "private"


async def is_command(message: Message) -> bool:
    """Text that is meant as a command."""
    return bool(message.text and message.text.startswith("/"))


async def has_content(message: Message) -> bool:
    """Something that can stand in a post or a draft: text or an attachment that we can pass on."""
    return bool(
        message.text
        or message.caption
        or message.photo
        or message.video
        or message.document
        or message.audio
        or message.animation
    )


async def is_forward(message: Message) -> bool:
    """Somebody else's message."""
    return message.forward_origin is not None


async def about_a_card(message: Message, turn: Turn) -> bool | dict[str, Any]:
    """An answer to a message that is about a card; the card's id goes to the handler as `card_id`."""
    answered = message.reply_to_message
    if answered is None:
        return False
    card_id = await turn.look(lambda shelf: shelf.shown_by(turn.lane, str(answered.message_id)))
    if card_id is None:
        card_id = await _named_in(answered, turn)
    return {"card_id": card_id} if card_id is not None else False


async def _named_in(answered: Message, turn: Turn) -> CardId | None:
    """The card whose number the bot's own message begins with.

    A message that was sent in the moment of a power cut is in the chat, but not in the books.
    """
    found = _NUMBER.search((answered.text or answered.caption or "").split("\n")[0])
    ours = answered.from_user is not None and answered.from_user.id == (answered.bot.id if answered.bot else 0)
    if found is None or not ours or turn.office is None or turn.several:
        return None  # of several offices' cards the number alone tells none
    office = turn.office.id
    card = await turn.look(lambda shelf: shelf.numbered(office, int(found[1])))
    return card.id if card else None
