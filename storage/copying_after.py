"""What a copy cannot know of the time after it, and what is done about that before it is used."""

import sqlite3
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Self

from sqlalchemy import Connection, text

from storage import forgotten
from storage.copying import COPIED, MARKS_SINCE, plain

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_NEWEST = "SELECT max(at) FROM (SELECT max(received_at) AS at FROM inbox UNION ALL SELECT max(created_at) FROM outbox)"
_NUMBERS = "SELECT key, last_number FROM offices"
_UNSENT = "UPDATE outbox SET status = 'new', repeated = :yes WHERE status IN ('new', 'sending')"
_FREE = "UPDATE lanes SET worker = NULL, leased_until = NULL, fence = fence + 1000000"
_SHOWN = "UPDATE views SET version = wanted - 1, digest = '' WHERE live AND ticking"
_NUMBERED = "UPDATE offices SET last_number = :last WHERE key = :key AND last_number < :last"


@dataclass(frozen=True, slots=True)
class Present:
    """What is read of the database that is to be replaced: numbers that people have seen are not given twice."""

    numbers: dict[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, database: Path) -> Self:
        """What can be read; nothing where there is no database, or it is damaged."""
        try:
            with plain(database, "rw") as present:
                return cls(dict(present.execute(_NUMBERS).fetchall()))
        except sqlite3.Error:
            return cls()


def moment_of(path: Path) -> datetime | None:
    """The moment of which the copy is: as noted in it, else that of the newest thing in it; None where it is empty."""
    with plain(path, "ro") as copied:
        try:
            noted = copied.execute("SELECT at FROM marks WHERE name = ?", (COPIED,)).fetchone()
        except sqlite3.Error:
            noted = None
        at = noted[0] if noted else copied.execute(_NEWEST).fetchone()[0]
    return None if at is None else _EPOCH + timedelta(microseconds=int(at))


def put_right(conn: Connection, revision: str, present: Present, of: datetime, now: datetime) -> int:
    """Make the copy fit for the time in which it wakes up. Returns how many messages will be said again, marked.

    What had not been sent yet has been sent since, most likely: it goes out once more with the mark of a repeat. What
    people see of open cards may be newer than the copy: it is shown anew. Numbers of cards that were given since are
    not given again. All fences move on, so that nobody who worked on the other database can write to this one.
    """
    unsent = conn.execute(text(_UNSENT), {"yes": True}).rowcount
    conn.execute(text(_SHOWN))
    conn.execute(text(_FREE))
    for key, last in present.numbers.items():
        conn.execute(text(_NUMBERED), {"key": key, "last": last})
    if revision >= MARKS_SINCE:
        forgotten.note(conn, of, now)
    return unsent
