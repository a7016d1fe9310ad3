"""What a copy cannot know of the time after it, and what is done about that before it is used."""

import sqlite3
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Self

from sqlalchemy import Connection, func, select, text

from storage import forgotten, marks
from storage.copying import COPIED, plain
from storage.tables import inbox, offices, outbox

_NUMBERS = "SELECT key, last_number FROM offices"
_UNSENT = "UPDATE outbox SET status = 'new', repeated = :yes WHERE status IN ('new', 'sending')"
_FREE = "UPDATE lanes SET worker = NULL, leased_until = NULL, fence = fence + 1000000"
_SHOWN = "UPDATE views SET version = wanted - 1, digest = '' WHERE live AND ticking"
_NUMBERED = "UPDATE offices SET last_number = :last WHERE key = :key AND last_number < :last"
_WRITTEN = (inbox.c.received_at, outbox.c.created_at)


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


@dataclass(frozen=True, slots=True)
class Woken:
    """A copy that is fit for use: of which moment it is (real time), and how many messages will be said again, marked.

    `numbers_again`: of some office nobody could see which numbers were given since, so they are given again.
    """

    of: datetime
    unsent: int
    numbers_again: bool


def wake(conn: Connection, present: Present, now: datetime, otherwise: datetime) -> Woken:
    """Make a copy fit for the time in which it wakes up; its tables are those of this code.

    What had not been sent yet has been sent since, most likely: it goes out once more with the mark of a repeat. What
    people see of open cards may be newer than the copy: it is shown anew. Numbers of cards that were given since are
    not given again. All fences move on, so that nobody who worked on the other database can write to this one. The
    time since the copy is noted as lost; a copy that tells nothing of its moment is taken to be of `otherwise`.
    """
    of = moment_of(conn, now, otherwise) or otherwise
    unsent = conn.execute(text(_UNSENT), {"yes": True}).rowcount
    conn.execute(text(_SHOWN))
    conn.execute(text(_FREE))
    for key, last in present.numbers.items():
        conn.execute(text(_NUMBERED), {"key": key, "last": last})
    forgotten.note(conn, of, now)
    marks.forget(conn, COPIED)  # from here on it is no copy any more
    return Woken(of, unsent, not set(conn.scalars(select(offices.c.key))) <= set(present.numbers))


def moment_of(conn: Connection, now: datetime, written: datetime) -> datetime | None:
    """The moment of which the copy is: as noted in it, else that of the newest thing in it; None where it is empty.

    A database that was itself put back from a copy once may still have the mark of that one: it tells nothing of
    when this copy was made. Nothing can be newer than `now`, or than the file, `written` then (real time), but
    where a clock was wrong.

    SQLite has the mark in the copy alone, so it is true. A dump of PostgreSQL takes it out of the database, where one
    may have stayed of a backup that was killed: of a dump with something newer in it that newest counts.
    """
    noted, restored = marks.get(conn, COPIED), marks.get(conn, forgotten.RESTORED)
    if noted and not (restored and restored.at >= noted.at):
        since = _newest(conn, min(now, written)) if conn.dialect.name == "postgresql" else None
        return max(noted.at, since or noted.at)
    return _newest(conn, now)


def _newest(conn: Connection, till: datetime) -> datetime | None:
    """When the newest thing came that is no newer than that."""
    newest = [conn.scalar(select(func.max(at)).where(at <= till)) for at in _WRITTEN]
    return max((at for at in newest if at is not None), default=None)
