"""What people changed in the chat since the office's file was last loaded or saved, against what a file says."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Row, func, select

from storage import staffing
from storage.people import name_of
from storage.tables import office_changes
from workflow.staffing.changes import Change, Source, Thing
from workflow.staffing.facts import Made
from workflow.words import OfficeId, PersonId

MARK = "file"
"""What a row of the book is about that says only that the file was loaded, or saved."""

_RETURNS = "active"
"""Somebody who left comes back by this field; in the book he went, or came, as a whole."""

_PLACE, _ORDER = "position", "order"
"""The place of a department; in the chat their order is changed as one thing, of the office."""

_Thing = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Contradiction:
    """The file would make `change`, though people have changed the same: `made`, by the one named `who`."""

    change: Change
    made: Made
    who: str


def mark(conn: Connection, office: OfficeId, key: str, word: str, now: datetime) -> None:
    """Note that the file and the office say the same now: it was "loaded", or "saved"."""
    staffing.note(conn, office, [Change(MARK, key, "", None, word)], None, Source.FILE, now)


def contradictions(conn: Connection, office: OfficeId, key: str, changes: Sequence[Change]) -> list[Contradiction]:
    """Those of the changes that would undo, or overrule, what was not changed by a file since the last mark.

    `key` is the office's. What was changed, and changed back, is as it was: it is not among them.
    """
    known = _since_the_mark(conn, office)
    found = {thing: change for change in reversed(changes) if (thing := _booked(change, key)) in known}
    return [
        Contradiction(change, made[-1], _who(conn, made[-1]))
        for thing, change in reversed(found.items())
        if not _as_it_was(change, made := known[thing])
    ]


def _booked(change: Change, office: str) -> _Thing:
    """Under what the book has such a change where it was made in the chat."""
    if change.field == _PLACE and change.what == Thing.DEPARTMENT:
        return Thing.OFFICE.value, office, _ORDER
    return change.what, change.key, "" if change.field == _RETURNS else change.field


def _as_it_was(change: Change, made: list[Made]) -> bool:
    return bool(change.field) and change.field == made[0].change.field and made[0].change.old == change.old


def _who(conn: Connection, made: Made) -> str:
    return (name_of(conn, PersonId(made.by)) or "") if made.by else ""


def _since_the_mark(conn: Connection, office: OfficeId) -> dict[_Thing, list[Made]]:
    """What was changed by hand, thing by thing and field by field, the oldest first."""
    made = office_changes.c
    newest = select(func.max(made.id)).where(made.office == office, made.what == MARK)
    after = conn.scalar(newest) or 0
    by_hand = select(office_changes).where(made.office == office, made.id > after, made.source != Source.FILE.value)
    found: dict[_Thing, list[Made]] = {}
    for row in conn.execute(by_hand.order_by(made.id)):
        found.setdefault((row.what, row.key, row.field), []).append(_made(row))
    return found


def _made(row: Row[tuple[object, ...]]) -> Made:
    return Made(Change(row.what, row.key, row.field, row.old, row.new), row.by, row.at, row.source)
