"""One moment of the database for a long reading."""

from collections.abc import Callable
from typing import TypeVar

from sqlalchemy import Connection, text

from storage.sql import serial

T = TypeVar("T")


def at_one_moment(query: Callable[[Connection], T]) -> Callable[[Connection], T]:
    """The same query, which sees one moment of the database to its end, however much is written meanwhile.

    It must be the first thing in its transaction. A reader on SQLite sees one moment by itself.
    """

    def steady(conn: Connection) -> T:
        if not serial(conn):
            conn.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"))
        return query(conn)

    return steady
