"""Bringing a database up to the code, in one transaction."""

from pathlib import Path

from sqlalchemy import Connection, inspect, text

from storage.sql import serial
from storage.work import Work

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


async def upgrade(work: Work) -> None:
    """Bring the database up to the code; nothing happens where it is there. Raises NewerDatabaseError."""
    await work.run(to_head)


def to_head(conn: Connection) -> None:
    """Do the same over a connection whose transaction somebody else commits."""
    if _revision(conn) == newest():
        return
    from storage.migrations.steps import climb  # Alembic stays out of memory where there is nothing to do

    if not serial(conn):
        conn.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    climb(conn)


def newest() -> str:
    """The revision that the code works with: files in versions/ begin with theirs."""
    return max(path.name.partition("_")[0] for path in _VERSIONS.glob("[0-9]*_*.py"))


def _revision(conn: Connection) -> str | None:
    if not inspect(conn).has_table("alembic_version"):
        return None
    found: str | None = conn.scalar(text("SELECT version_num FROM alembic_version"))
    return found
