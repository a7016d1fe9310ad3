"""Menus of commands: which one each chat was last sent. What a menu should be is decided elsewhere."""

from collections.abc import Mapping

from sqlalchemy import Connection, delete, select, update

from storage.sql import insert_new
from storage.tables import menus


def known(conn: Connection) -> Mapping[str, str]:
    """Every chat that has a menu of its own, and that menu's name."""
    return {row.lane: row.shown for row in conn.execute(select(menus).order_by(menus.c.lane))}


def note(conn: Connection, lane: str, shown: str) -> None:
    """The chat is being sent this menu."""
    insert_new(conn, menus, [{"lane": lane, "shown": shown}])
    conn.execute(update(menus).where(menus.c.lane == lane).values(shown=shown))


def forget(conn: Connection, lane: str) -> None:
    """The chat is no longer anybody's of an office."""
    conn.execute(delete(menus).where(menus.c.lane == lane))
