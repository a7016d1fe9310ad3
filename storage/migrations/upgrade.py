"""Bringing a database up to the code, in one transaction."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from storage.sql import serial
from storage.work import Work

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
    if not serial(conn):
        conn.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    settings = config(conn)
    _refuse_newer(conn, ScriptDirectory.from_config(settings))
    command.upgrade(settings, "head")


def config(conn: Connection) -> Config:
    """Alembic's settings for this connection."""
    settings = Config()
    settings.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    settings.attributes["connection"] = conn
    return settings


def _refuse_newer(conn: Connection, script: ScriptDirectory) -> None:
    known = {revision.revision for revision in script.walk_revisions()}
    for revision in MigrationContext.configure(conn).get_current_heads():
        if revision not in known:
            raise NewerDatabaseError(revision)
