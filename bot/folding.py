"""Before a reminder goes out: what waits behind it for the same hearer, and would say the same over again.

Reminders are worded when they are sent. After an outage several of one deadline would say one thing word for word, so
the newest is sent, and says how many there were; and many cards are told in one message. See decision 0017.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection

from storage import outbox
from storage.outbox import Sending, Words
from workflow.duty_notices import DUTY, DutyNotice
from workflow.folding import PINGS, Row, refolded, rows_of, together
from workflow.notices import Notice

FOLDED = frozenset({*PINGS, DUTY})
"""Kinds of rows that may be said by another."""

_WHY = "a later message says it"


def waits_behind(conn: Connection, message: Sending) -> bool:
    """Whether there is anything that the message may be said with."""
    return message.kind in FOLDED and bool(outbox.behind(conn, message, _like(message)))


def fold(conn: Connection, message: Sending, real: datetime) -> Sending | None:
    """The message as it is to be sent now; None where another says it, and it is settled so. Raises Fenced."""
    waiting = [Words(message.id, message.kind, message.body), *outbox.behind(conn, message, _like(message))]
    left = _duties(waiting) if message.kind == DUTY else _pings(waiting)
    gone = [one.id for one, words in zip(waiting, left, strict=True) if words is None]
    for before, words in zip(waiting, left, strict=True):
        if words is not None and words != before:
            message = outbox.reword(conn, message, words)
    if gone:
        outbox.supersede(conn, message, gone, _WHY, real)
    return None if message.id in gone else message


def _like(message: Sending) -> Sequence[str]:
    return (DUTY,) if message.kind == DUTY else PINGS


def _pings(waiting: Sequence[Words]) -> list[Words | None]:
    notices = [Notice.model_validate_json(one.body) for one in waiting]
    rows = [rows_of(one) for one in notices]
    return [
        one if left == row else _said(one, left) for one, row, left in zip(waiting, rows, refolded(rows), strict=True)
    ]


def _said(words: Words, pings: Row) -> Words | None:
    if not pings:
        return None
    notice = pings[0] if len(pings) == 1 else together(pings)
    return Words(words.id, notice.kind, notice.model_dump_json())


def _duties(waiting: Sequence[Words]) -> list[Words | None]:
    """Of the reminders of one duty and period the newest alone; what was missed is not hidden by a mere reminder."""
    notices = [DutyNotice.model_validate_json(one.body) for one in waiting]
    return [
        None if any(_instead(later, one) for later in notices[place + 1 :]) else words
        for place, (one, words) in enumerate(zip(notices, waiting, strict=True))
    ]


def _instead(later: DutyNotice, one: DutyNotice) -> bool:
    same = (later.procedure, later.duty, later.period) == (one.procedure, one.duty, one.period)
    return same and (later.missed or not one.missed)
