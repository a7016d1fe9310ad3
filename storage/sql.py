"""The few things that are said differently to SQLite and PostgreSQL."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, Insert, Table, literal_column
from sqlalchemy.dialects import postgresql, sqlite


def insert_new(conn: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert the rows, leaving out every one that a unique constraint already knows."""
    if rows:
        conn.execute(_insert_new(table, conn.dialect.name), list(rows))


def one_of(column: Column[str], *words: str) -> ColumnElement[bool]:
    """The condition that the column holds one of these words of ours, written out in the statement.

    An index over some rows only is used where the statement itself says that it wants no others.
    """
    return column.in_([literal_column(f"'{word}'") for word in words])


@lru_cache(maxsize=64)
def _insert_new(table: Table, dialect: str) -> Insert:
    """The statement, built once for a table: to build it takes as long as to run it."""
    if dialect == "sqlite":
        return sqlite.insert(table).on_conflict_do_nothing()
    return postgresql.insert(table).on_conflict_do_nothing()


def serial(conn: Connection) -> bool:
    """Whether there is one writer at a time, so that what is read cannot change before it is written."""
    return conn.dialect.name == "sqlite"
