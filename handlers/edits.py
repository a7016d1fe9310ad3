"""Edited messages: they change a draft not yet sent, and are noted on a card after that."""

from aiogram import Router
from aiogram.types import Message

from handlers.begun import with_message
from handlers.drafting import put
from handlers.messages import card_key, key_of, part_of
from handlers.scene import me
from handlers.texts import Texts
from handlers.turn import Turn
from workflow.commands import ChangePart
from workflow.words import CardId

router = Router(name="edits")


@router.edited_message()
async def edited(message: Message, turn: Turn, texts: Texts) -> None:
    """A person changed what he had written."""
    if turn.person is None:
        return
    key = key_of(message)
    if asked := with_message(turn, key):
        await put(message, turn, texts, asked)
        return
    person, office = me(turn)
    sent = _sent_draft(turn, key)
    card = sent or await turn.look(lambda shelf: shelf.opened_under(office.id, card_key(message)))
    if card:
        await turn.do(ChangePart(CardId(card), person.id, part_of(message)))


def _sent_draft(turn: Turn, key: str) -> int | None:
    """The card whose submitted draft has this message as a part; only the latest one sent here is remembered."""
    sent = turn.conversation.data.get("sent")
    if isinstance(sent, dict) and key in sent.get("keys", ()):
        return int(sent["card"])
    return None
