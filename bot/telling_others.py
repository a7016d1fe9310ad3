"""What could not reach its addressee goes to those who stand above, and says whom it did not reach."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection

from bot import absences, duties
from storage import outbox
from storage.books import SqlBooks
from storage.outbox import Sending
from storage.snapshots import snapshot
from workflow.duty_notices import DUTY
from workflow.folding import PINGS, redirected, rows_of
from workflow.notices import Notice, NoticeKind, fallback
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


def _heard(conn: Connection, person: PersonId, message: Sending) -> Sequence[Notice]:
    """What this person was told of deadlines, or is about to be told, since this was put out."""
    if message.kind not in PINGS:
        return ()
    bodies = outbox.told_since(conn, person, PINGS, message.created_at - _AT_ONCE)
    return [ping for body in bodies for ping in rows_of(Notice.model_validate_json(body))]
