"""What could not reach its addressee goes to those who stand above, and says whom it did not reach."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection

from bot import absences, duties
from bot.logs import log
from storage import outbox
from storage.books import SqlBooks
from storage.outbox import Sending
from storage.snapshots import snapshot
from storage.work.trouble import trouble
from workflow.duty_notices import DUTY
from workflow.folding import PINGS, redirected, rows_of
from workflow.notices import Notice, NoticeKind, Urgency, fallback
from workflow.staffing.news import STAFF
from workflow.words import PersonId

_NOTICES = frozenset(NoticeKind)
_AT_ONCE = timedelta(minutes=1)
"""Within it what two people were to hear of one deadline was put out at the same moment."""


def tell_others(conn: Connection, message: Sending, real: datetime, *, perhaps: bool = False) -> bool:
    """Tell them, each once by its key; `perhaps` where it may have arrived. Whether there is anybody who knows now."""
    if message.kind == DUTY:
        return duties.tell_others(conn, message.body, real, perhaps=perhaps)
    if message.kind == STAFF:
        return absences.tell_others(conn, message.body, real)
    if message.kind not in _NOTICES:
        return False
    notice = Notice.model_validate_json(message.body)
    office = snapshot(conn, notice.office).office
    others = [person.id for person in fallback(office) if person.id != notice.to]
    copies = [copy for one in others if (copy := redirected(notice, one, _heard(conn, one, message), perhaps=perhaps))]
    SqlBooks(conn, real).tell(copies)
    return bool(others)


def in_doubt(conn: Connection, message: Sending, real: datetime) -> None:
    """Nobody will ever know whether this arrived: those above hear of a deadline in it, that it may not have.

    Where they cannot be told, by a fault of ours, the row is a doubt all the same, and nothing else waits for it.
    """
    if message.urgency != Urgency.DEADLINE:
        return
    try:
        with conn.begin_nested():
            tell_others(conn, message, real, perhaps=True)
    except Exception as error:
        if trouble(error):
            raise
        log("bot.telling_others").error("nobody could be told of a deadline in doubt", row=message.id, exc_info=error)


def _heard(conn: Connection, person: PersonId, message: Sending) -> Sequence[Notice]:
    """What this person was told of deadlines, or is about to be told, since this was put out."""
    if message.kind not in PINGS:
        return ()
    bodies = outbox.told_since(conn, person, PINGS, message.created_at - _AT_ONCE)
    return [ping for body in bodies for ping in rows_of(Notice.model_validate_json(body))]
