"""Bringing a database up to the code, in one transaction."""

import logging
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, inspect, text

from storage.sql import serial
from storage.work import Work
from storage.work.sqlite import SqliteWork

log = logging.getLogger("storage.migrations")
_VERSIONS = Path(__file__).parent / "versions"
_LOCK = 7_046_029_254_386_353_131
"""Any number that nobody else locks: of several processes that start together one migrates, the others wait."""


class NewerDatabaseError(Exception):
    """The database was written by a newer Otklik than this one; nothing was changed.

    Start the newer version again, or restore the backup made before the upgrade.
    """

    def __init__(self, revision: str) -> None:
        super().__init__(
            f"The database is at revision {revision}, which this version of Otklik does not know: it was written by a "
            "newer one. Nothing was changed. Start that newer version, or restore the backup made before the upgrade."
        )
        self.revision = revision


class TablesChangedError(NewerDatabaseError):
    """Another version of Otklik has changed the tables while this process ran; it must not write to them."""

    def __init__(self, revision: str, ours: str) -> None:
        words = (
            f"The database is at revision {revision} now, and this process works with {ours}: another version of "
            "Otklik has changed the tables. This process has stopped, so as not to write beside it. Start the other "
            "version here too."
        )
        Exception.__init__(self, words)
        self.revision = revision


async def upgrade(work: Work, now: datetime | None = None) -> None:
    """Bring the database up to the code; nothing happens where it is there. Raises NewerDatabaseError.

    A SQLite database with content is copied first, beside itself; `now`, real time, goes into the copy's name.
    Where no copy can be made nothing is changed: raises storage.copying_files.CopyError.
    """
    old = await work.read(revision_of)
    if old == newest():
        return
    if old is not None and isinstance(work, SqliteWork):
        from storage.migrations.keeping import keep_copy

        await keep_copy(work, old, now)
    await work.rebuild(to_head)
    log.info("the database was brought from revision %s to %s", old or "none", newest())


def to_head(conn: Connection) -> None:
    """Do the same over a connection whose transaction somebody else commits."""
    if revision_of(conn) == newest():
        return
    from storage.migrations.steps import climb  # Alembic stays out of memory where there is nothing to do

    if not serial(conn):
        conn.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    climb(conn)


def still_at(conn: Connection, revision: str) -> None:
    """Raise TablesChangedError where the database is at another revision by now."""
    found = conn.scalar(text("SELECT version_num FROM alembic_version"))
    if found != revision:
        raise TablesChangedError(str(found), revision)


def newest() -> str:
    """The revision that the code works with: files in versions/ begin with theirs."""
    return max(path.name.partition("_")[0] for path in _VERSIONS.glob("[0-9]*_*.py"))


def revision_of(conn: Connection) -> str | None:
    """The revision at which the database is; None for one without tables."""
    if not inspect(conn).has_table("alembic_version"):
        return None
    found: str | None = conn.scalar(text("SELECT version_num FROM alembic_version"))
    return found
