"""The times that a database does not remember, since it was put back from a copy. Real time, UTC."""

from datetime import datetime, timedelta

from sqlalchemy import Connection

from storage import marks

RESTORED = "restored"
"""The mark of all restores: `at` is when the last one was made, `lost` has the lost times, each from and till."""

_SECOND = timedelta(seconds=1)


def note(conn: Connection, of: datetime, now: datetime) -> None:
    """A copy of that moment was put in place now; what earlier restores lost is lost still."""
    new = [of.isoformat(), now.isoformat()]
    marks.put(conn, RESTORED, now, lost=[*([list(map(datetime.isoformat, one)) for one in _lost(conn)]), new])


def forgotten(conn: Connection, at: datetime | None) -> bool:
    """Whether the moment lies between a copy and its restore: what was said then is not known here.

    A card that was opened then is gone, and another one may have its identity. `at` is told in whole seconds, as
    Telegram does; where it is not told at all (None) it may be any moment, so anything lost is enough.
    """
    if at is None:
        return bool(_lost(conn))
    return any(begin < at + _SECOND and at <= end for begin, end in _lost(conn))


def _lost(conn: Connection) -> list[tuple[datetime, datetime]]:
    mark = marks.get(conn, RESTORED)
    found = mark.about.get("lost", []) if mark else []
    return [(datetime.fromisoformat(begin), datetime.fromisoformat(end)) for begin, end in found]
