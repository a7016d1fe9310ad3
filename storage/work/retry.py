"""When to run a transaction again, and how long to wait before it."""

import random
import sqlite3

from sqlalchemy.exc import DBAPIError

ATTEMPTS = 6
"""How often a transaction is tried in all; with the pauses below that is about three seconds."""

_FIRST_PAUSE = 0.05
_SQLITE_AGAIN = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})
_CONNECTION = "08"
"""How the SQLSTATEs of a broken connection begin; SQLAlchemy does not always see that it is one."""

_POSTGRES_AGAIN = frozenset(
    {
        "40001",  # serialization failure
        "40P01",  # deadlock
        "55P03",  # lock not available
        "57P01",  # the server is shutting down
        "57P02",  # the server has crashed
        "57P03",  # the server is starting up
    }
)


def transient(error: BaseException) -> bool:
    """Whether the same transaction may well succeed when it is run again."""
    if isinstance(error, DBAPIError):
        return error.connection_invalidated or _will_pass(error.orig)
    return isinstance(error, ConnectionError) or _will_pass(error)


def pause(attempt: int) -> float:
    """Seconds to wait after the attempt (0 is the first): twice as long each time, jittered by half."""
    return _FIRST_PAUSE * float(1 << attempt) * random.uniform(0.5, 1.0)


def _will_pass(error: BaseException | None) -> bool:
    if isinstance(error, sqlite3.OperationalError):
        return getattr(error, "sqlite_errorcode", 0) & 0xFF in _SQLITE_AGAIN
    state = getattr(error, "sqlstate", None) or ""
    return state in _POSTGRES_AGAIN or state.startswith(_CONNECTION)
