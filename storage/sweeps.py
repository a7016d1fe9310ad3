"""When a sweep last looked at a clock it could trust: a mark, by which one that has leapt is known."""

from datetime import datetime

from sqlalchemy import Connection

from storage import marks

_MARK = "sweep trusted"


def last_trusted(conn: Connection) -> datetime | None:
    """What the office's clock said at the last sweep that trusted it; None where there was none."""
    known = marks.get(conn, _MARK)
    return datetime.fromisoformat(known.about["clock"]) if known else None


def trust(conn: Connection, now: datetime, real: datetime) -> None:
    """Note that a sweep trusts the office's clock, which says `now`. `real` is real time."""
    marks.put(conn, _MARK, real, clock=now.isoformat())
