"""The bot's database, opened by somebody who may only look."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TypeVar

PATIENCE = 0.2
"""Real seconds to wait for a lock; a reader of SQLite's write-ahead log waits for a recovery at most."""


def connected(database: Path) -> sqlite3.Connection:
    """A connection that cannot write. Raises sqlite3.Error where there is no such database yet."""
    uri = f"{database.absolute().as_uri()}?mode=ro"
    return sqlite3.connect(uri, uri=True, timeout=PATIENCE, isolation_level=None, check_same_thread=False)


class UnreadError(Exception):
    """The database is there and cannot be read just now."""


T = TypeVar("T")


def seen_in(database: Path, look: Callable[[sqlite3.Connection], T]) -> T | None:
    """What one look sees; None where there is no database yet. Raises UnreadError where it cannot be read now."""
    if not database.exists():
        return None
    try:
        with glimpse(database) as connection:
            return look(connection)
    except sqlite3.Error as error:
        raise UnreadError(str(error)) from error


@contextmanager
def glimpse(database: Path) -> Iterator[sqlite3.Connection]:
    """One look: all of its statements see the same state. Raises sqlite3.Error as `connected` does."""
    with closing(connected(database)) as connection:
        connection.execute("BEGIN")
        yield connection
