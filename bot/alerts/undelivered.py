"""An alert that cannot be delivered into the chat of ALERTS_CHAT goes to the administrators in private instead."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection

from bot.alerts.hearers import Hearer, administrators
from bot.alerts.words import undelivered_text
from handlers.texts import texts_for
from handlers.turn import Reply
from storage import outbox
from storage.outbox import Sending
from storage.vitals import ALERT, CHAT_ALERT


def tell_in_private(conn: Connection, message: Sending, real: datetime) -> None:
    """Tell them of one that is dead; of any other message nothing. `real` is real time."""
    if message.kind == CHAT_ALERT:
        outbox.put(conn, instead(message, administrators(conn)), real)


def instead(message: Sending, hearers: Sequence[Hearer]) -> list[outbox.Message]:
    """What they are told: the alert in the words of the chat, and that it could not be delivered there. Pure.

    Its kind is another than that of the chat, and its key is for ever: none of them makes a further one, nor does the
    same alert where somebody tries it again.
    """
    said = Reply.model_validate_json(message.body).text
    return [
        outbox.Message(
            lane=hearer.lane,
            kind=ALERT,
            body=Reply(text=undelivered_text(said, texts_for(hearer.locale))).model_dump_json(),
            urgency=message.urgency,
            key=f"alert:instead of {message.id}:{hearer.lane}",
        )
        for hearer in hearers
        if hearer.lane != message.lane
    ]
