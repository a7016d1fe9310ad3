"""The mark of a repeat as a message of its own: for the text of an answer that has no room for it.

It stands in the outbox before the text goes a second time, and behind it in its lane: whatever becomes of the text and
of this process, the mark comes, once, and after it. Were it said first, each try of the text would say it again.
"""

from datetime import datetime

from sqlalchemy import Connection

from handlers.texts import Texts
from handlers.turn import Reply
from storage import outbox, queries
from storage.outbox import Message, Sending
from workflow.words import CardId

REPEAT = "repeat"
"""The kind of these rows; their body is the number of the row whose text came again."""


def announce(conn: Connection, message: Sending, real: datetime) -> None:
    """Put the mark of this row behind it; one that waits already, from an earlier try, gives way."""
    mark = Message(
        lane=message.lane,
        kind=REPEAT,
        body=str(message.id),
        urgency=message.urgency,
        supersede=f"{REPEAT}/{message.id}",
        office=message.office,
        card=message.card,
        person=message.person,
    )
    outbox.put(conn, [mark], real)


def repeat_reply(conn: Connection, message: Sending, texts: Texts) -> Reply | None:
    """The mark, in answer to the text where that is known to have come; None where it surely did not come again."""
    row = outbox.fate(conn, int(message.body))
    card = queries.card(conn, CardId(message.card)) if message.card is not None else None
    if row is None or card is None or row.status not in ("sent", "doubt"):
        return None
    words = texts.say("текст ответа к № {number} мог прийти дважды", number=card.number)
    answers = int(row.message_id) if row.message_id else None
    return Reply(text=texts.repeated(words), answers=answers, silent=True)
