"""What people changed in the chat since the office's file was last loaded or saved, against what a file says."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Row, func, select

from storage import staffing
from storage.people import name_of
from storage.tables import office_changes
from workflow.staffing.changes import Change, Source
from workflow.staffing.facts import Made
from workflow.words import OfficeId, PersonId

MARK = "file"
"""What a row of the book is about that says only that the file was loaded, or saved."""

_RETURNS = "active"
"""Somebody who left comes back by this field; in the book he went, or came, as a whole."""


@dataclass(frozen=True, slots=True)
class Contradiction:
    """The file would make `change`, though people have changed the same: `made`, by the one named `who`."""

    change: Change
    made: Made
    who: str


def mark(conn: Connection, office: OfficeId, key: str, word: str, now: datetime) -> None:
    """Note that the file and the office say the same now: it was "loaded", or "saved"."""
    staffing.note(conn, office, [Change(MARK, key, "", None, word)], None, Source.FILE, now)


def contradictions(conn: Connection, office: OfficeId, changes: Sequence[Change]) -> list[Contradiction]:
    """Those of the changes that would undo, or overrule, what was not changed by a file since the last mark."""
    known = _since_the_mark(conn, office)
    return [found for change in changes for found in _against(conn, change, known)]


def _against(
    conn: Connection, change: Change, known: dict[tuple[str, str, str], list[Made]]
) -> Iterator[Contradiction]:
    field = "" if change.field == _RETURNS else change.field
    made = known.get((change.what, change.key, field), [])
    if made and not (field and made[0].change.old == change.old):
        last = made[-1]
        yield Contradiction(change, last, (name_of(conn, PersonId(last.by)) or "") if last.by else "")


def _since_the_mark(conn: Connection, office: OfficeId) -> dict[tuple[str, str, str], list[Made]]:
    """What was changed by hand, thing by thing and field by field, the oldest first."""
    made = office_changes.c
    newest = select(func.max(made.id)).where(made.office == office, made.what == MARK)
    after = conn.scalar(newest) or 0
    by_hand = select(office_changes).where(made.office == office, made.id > after, made.source != Source.FILE.value)
    found: dict[tuple[str, str, str], list[Made]] = {}
    for row in conn.execute(by_hand.order_by(made.id)):
        found.setdefault((row.what, row.key, row.field), []).append(_made(row))
    return found


def _made(row: Row[tuple[object, ...]]) -> Made:
    return Made(Change(row.what, row.key, row.field, row.old, row.new), row.by, row.at, row.source)
