"""What follows in the database from the outcome of a mail."""

from datetime import datetime, timedelta

from sqlalchemy import Connection

from bot.mail.smtp import Deferred, Outcome
from bot.outcomes import Refused, Sent, Unsure
from storage import outbox
from storage.outbox import Sending

GIVE_UP = timedelta(days=5)
"""How long a server may put a mail off (RFC 5321, 4.5.4.1)."""

_DEFERRED, _LONGEST_DEFERRED = 30.0, 1800.0
_AWAY, _LONGEST_AWAY = 1.0, 60.0
_MOST_DOUBLINGS = 10


def settle(conn: Connection, message: Sending, outcome: Outcome, message_id: str, real: datetime) -> None:
    """Note what came of a mail; `real` is real time. Raises Fenced where the lane is another's."""
    match outcome:
        case Sent():
            outbox.sent(conn, message, message_id, real)
        case Refused(why=why):
            outbox.dead(conn, message, why, real)
        case Unsure(why=why):
            outbox.doubt(conn, message, why, real)
        case Deferred(why=why) if real - message.created_at > GIVE_UP:
            outbox.dead(conn, message, why, real)
        case Deferred(why=why):
            outbox.again(conn, message, real + pause(message.attempts, _DEFERRED, _LONGEST_DEFERRED), why)
        case _:
            outbox.again(conn, message, real + pause(message.attempts, _AWAY, _LONGEST_AWAY), outcome.why)


def pause(attempts: int, first: float = _AWAY, longest: float = _LONGEST_AWAY) -> timedelta:
    """How long to wait after so many attempts: each time twice as long, in real time."""
    return timedelta(seconds=min(longest, first * 2 ** min(attempts - 1, _MOST_DOUBLINGS)))
