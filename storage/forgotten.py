"""The time that a database does not remember, since it was put back from a copy. Real time, UTC."""

from datetime import datetime

from sqlalchemy import Connection

from storage import marks

RESTORED = "restored"
"""The mark of the last restore: `at` is when it was made, `of` the moment of the copy."""


def note(conn: Connection, of: datetime, now: datetime) -> None:
    """A copy of that moment was put in place now."""
    marks.put(conn, RESTORED, now, of=of.isoformat())


def forgotten(conn: Connection, at: datetime) -> bool:
    """Whether the moment lies between the copy and its restore: what was said then is not known here.

    A card that was opened then is gone, and another one may have its identity.
    """
    mark = marks.get(conn, RESTORED)
    return mark is not None and datetime.fromisoformat(mark.about["of"]) <= at <= mark.at
