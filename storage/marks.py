"""Marks: single facts about the installation that outlive a process, as when it was last copied. Real time, UTC."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, select, update

from storage.sql import insert_new
from storage.tables import marks


@dataclass(frozen=True, slots=True)
class Mark:
    """A fact: when it was noted, and what else there is to know of it (JSON)."""

    name: str
    at: datetime
    about: dict[str, Any]


def put(conn: Connection, name: str, at: datetime, **about: Any) -> None:
    """Note a fact in place of the one of this name that was known before."""
    insert_new(conn, marks, [{"name": name, "at": at, "about": about}])
    conn.execute(update(marks).where(marks.c.name == name).values(at=at, about=about))


def get(conn: Connection, name: str) -> Mark | None:
    """The fact of this name, or None."""
    row = conn.execute(select(marks).where(marks.c.name == name)).first()
    return Mark(row.name, row.at, row.about) if row else None


def forget(conn: Connection, name: str) -> None:
    """Take a fact away that is true no more; nothing happens where it is not known."""
    conn.execute(delete(marks).where(marks.c.name == name))
