"""The wall's clock was put back: what waits for a moment of the old time would wait too long.

Times are real ones, UTC.
"""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, Table, func, select, update

from storage.erasing_reached import move_back
from storage.sql import one_of
from storage.tables import held, inbox, lanes, outbox, views

LONGEST = {"in": timedelta(minutes=2), "out": timedelta(minutes=30)}
"""Longer than any lease that is given in each box: one that ends later was given by another time.

A mail's lease is the longest of all, some 26 minutes where the server may be as slow as settings allow. The lead needs
no bound here: storage.leading has its own.
"""


def newest(conn: Connection) -> datetime | None:
    """When the newest update or message was written, by the clock as it was then; None where there is none."""
    found = (_newest(conn, column) for column in (inbox.c.received_at, outbox.c.created_at))
    return max((at for at in found if at is not None), default=None)


def end_waits(conn: Connection, now: datetime) -> int:
    """End every pause and shorten every lease to what it can be at most. Returns how many rows that concerned.

    A chat in which there were too many messages is tried once more, and says again how long to wait. Rounds that
    erase cards go back to now, where they had come further: one that is closed now would be passed over.
    """
    waiting = one_of(outbox.c.status, "new")
    coming = one_of(inbox.c.status, "new")
    changed = _over(conn, lanes, "paused_until", now) + _over(conn, views, "not_before", now)
    changed += _over(conn, outbox, "not_before", now, waiting) + _over(conn, inbox, "not_before", now, coming)
    changed += sum(_shorten(conn, box, now + longest) for box, longest in LONGEST.items())
    conn.execute(update(views).where(views.c.refreshed_at > now).values(refreshed_at=now))
    move_back(conn, now)
    return changed + _ask_as_long(conn, now)


def _newest(conn: Connection, column: Column[Any]) -> datetime | None:
    last = select(func.max(column.table.c.id)).scalar_subquery()
    found: datetime | None = conn.scalar(select(column).where(column.table.c.id == last))
    return found


def _over(conn: Connection, table: Table, column: str, now: datetime, *which: ColumnElement[bool]) -> int:
    rows = update(table).where(table.c[column] > now, *which)
    return conn.execute(rows.values({column: None})).rowcount


def _shorten(conn: Connection, box: str, until: datetime) -> int:
    late = update(lanes).where(lanes.c.box == box, lanes.c.leased_until > until)
    return conn.execute(late.values(leased_until=until)).rowcount


def _ask_as_long(conn: Connection, now: datetime) -> int:
    """Posts that are held by a moment to come: they are asked about as long as they were to be, from now on."""
    rows = conn.execute(select(held.c.id, held.c.held_at, held.c.due_at).where(held.c.held_at > now)).all()
    for row in rows:
        due = None if row.due_at is None else now + (row.due_at - row.held_at)
        conn.execute(update(held).where(held.c.id == row.id).values(held_at=now, due_at=due))
    return len(rows)
