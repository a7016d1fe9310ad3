"""How long no bot worked at all: whoever leads leaves a sign of life every minute, and a start compares."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection

from storage import marks
from storage.forgotten import RESTORED

MARK = "alive"
"""The mark of the last sign of life. Real time, by the clock that all processes share."""

LEAST = timedelta(minutes=10)
"""Less is a restart, an upgrade, or a new leader."""


@dataclass(frozen=True, slots=True)
class Off:
    """Nobody worked between these moments."""

    since: datetime
    till: datetime


def lives(conn: Connection, now: datetime) -> None:
    """Leave a sign of life."""
    marks.put(conn, MARK, now)


def was_off(conn: Connection, began: datetime) -> Off | None:
    """For how long nobody worked before this process began; None where that is not worth a word.

    The sign in a restored copy is as old as the copy: somebody was at work till it was put in place. Where there is
    none this is the first start.
    """
    last, restored = marks.get(conn, MARK), marks.get(conn, RESTORED)
    if last is None:
        return None
    since = max(last.at, restored.at) if restored else last.at
    return Off(since, began) if began - since >= LEAST else None
