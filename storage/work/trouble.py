"""When the database itself is in trouble: not the fault of whoever asked, and asking again later may well help."""

import sqlite3

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoConnectionLeft

from storage.work.base import CommitInDoubtError, UnreachableError
from storage.work.retry import transient

_SQLITE = {
    sqlite3.SQLITE_BUSY: "another program holds the database",
    sqlite3.SQLITE_LOCKED: "another program holds the database",
    sqlite3.SQLITE_FULL: "the disk is full",
    sqlite3.SQLITE_IOERR: "the disk cannot be read or written",
    sqlite3.SQLITE_CANTOPEN: "the database's file cannot be opened",
    sqlite3.SQLITE_READONLY: "the database's file cannot be written",
    sqlite3.SQLITE_CORRUPT: "THE DATABASE'S FILE IS DAMAGED: stop the bot, restore a copy (docs/upgrading.md)",
    sqlite3.SQLITE_NOTADB: "DATABASE_URL names a file that is no SQLite database: look at the path. "
    "If it was one, stop the bot, restore a copy (docs/upgrading.md)",
}
_POSTGRES = {
    "53100": "the disk of PostgreSQL is full",
    "53": "PostgreSQL has no room for more",
    "57": "PostgreSQL is stopping or starting",
    "58": "PostgreSQL has trouble with its files",
    "08": "the connection to PostgreSQL broke",
    "25006": "PostgreSQL takes no writes at present",
}
_REFUSED = {
    "28": "PostgreSQL refuses the user or the password: mend DATABASE_URL, or what the server lets in",
    "3D000": "PostgreSQL has no database of this name: make it, or mend DATABASE_URL",
    "42501": "PostgreSQL does not allow this user to do that: make the database his own",
}
"""What no waiting mends. Work waits for it all the same: it is not the fault of what was to be done."""


def trouble(error: BaseException | None) -> str:
    """The database's trouble in plain words; empty where the error is of another kind.

    Nothing in the words comes from the statement or its values.
    """
    if isinstance(error, CommitInDoubtError):
        return "the connection broke in mid-commit: it may have happened or not"
    if isinstance(error, NoConnectionLeft):
        return "all connections to the database are in use"
    if isinstance(error, DBAPIError):
        return trouble(error.orig) or ("the connection to PostgreSQL broke" if error.connection_invalidated else "")
    if isinstance(error, sqlite3.Error):
        return _SQLITE.get(getattr(error, "sqlite_errorcode", 0) & 0xFF, "")
    if state := getattr(error, "sqlstate", None):
        return _words(state) or ("" if not _again(error) else "a conflict")
    if isinstance(error, UnreachableError):
        return "PostgreSQL cannot be reached"
    return "the connection to PostgreSQL broke" if isinstance(error, ConnectionError) else ""


def refused(error: BaseException | None) -> bool:
    """Whether PostgreSQL does not let the bot in, or do what it must: somebody has to mend it."""
    state = str(getattr(getattr(error, "orig", error), "sqlstate", None) or "")
    return state in _REFUSED or state[:2] in _REFUSED


def _words(state: str) -> str:
    known = {**_POSTGRES, **_REFUSED}
    return known.get(state) or known.get(state[:2], "")


def _again(error: BaseException | None) -> bool:
    return error is not None and transient(error)
