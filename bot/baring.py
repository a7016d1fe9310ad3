"""Buttons that are of no use any more are taken away from a message that the bot has said."""

from datetime import datetime

from aiogram.methods import EditMessageReplyMarkup
from sqlalchemy import Connection

from bot.methods import Call, chat_of
from handlers.effects import PreviewOver
from storage import outbox
from storage.outbox import Sending
from workflow.notices import Urgency

BARE = "bare"
"""The kind of these rows; their body is the word of the message (outbox.Message.supersede)."""


def bare(conn: Connection, effect: PreviewOver, real: datetime) -> None:
    """Put it out behind the message itself, which may be on its way; one that has not begun to go is taken back."""
    row = outbox.Message(
        lane=effect.lane,
        kind=BARE,
        body=effect.word,
        urgency=Urgency.URGENT,
        supersede=effect.word,
        office=effect.office,
        card=effect.card,
        person=effect.person,
    )
    outbox.put(conn, [row], real)


def bare_call(conn: Connection, message: Sending) -> Call | None:
    """The call that does it; None where nobody knows any more which message it was."""
    known = outbox.said_under(conn, message.lane, message.body, message.id)
    return EditMessageReplyMarkup(chat_id=chat_of(message.lane), message_id=int(known)) if known else None
