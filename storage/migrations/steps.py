"""Alembic at work: it is large, so it is only imported where there is something to do for it."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from storage.migrations.upgrade import NewerDatabaseError


def climb(conn: Connection) -> None:
    """Take every step that is missing. Raises NewerDatabaseError."""
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
