"""Whose a SQLite file is: Otklik's, and of which revision, or another program's."""

import sqlite3
from contextlib import closing
from pathlib import Path

_TABLES = frozenset({"alembic_version", "offices", "cards", "events", "outbox"})


def stands(database: sqlite3.Connection) -> tuple[bool, str | None]:
    """Whether the tables are Otklik's, and their revision, None where there is none. Raises sqlite3.Error."""
    names = {name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    row = database.execute("SELECT version_num FROM alembic_version").fetchone() if "alembic_version" in names else None
    return names >= _TABLES, str(row[0]) if row else None


def file_stands(file: Path) -> tuple[bool, str | None]:
    """The same of a file, not a byte of which is changed and for which nobody is waited. Raises sqlite3.Error."""
    with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True, timeout=0)) as raw:
        return stands(raw)
