"""Updates as they are stored: each once, whenever and in whatever order it comes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, and_, bindparam, delete, func, select, update

from storage import lanes
from storage.sql import insert_new, one_of
from storage.tables import inbox

BOX: lanes.Box = "in"

DEATH = 1000
"""What the end of the process beside an update adds to its `attempts`, where a failure of its own adds one: the two are
counted apart in one number, since only the latter are surely the update's fault."""

NEW = one_of(inbox.c.status, "new")
_DEAD = one_of(inbox.c.status, "dead")
_LAST = select(func.max(inbox.c.update_id)).where(inbox.c.bot == bindparam("of_bot"))


@dataclass(frozen=True, slots=True)
class Incoming:
    """An update as it came; `lane` is its chat."""

    update_id: int
    lane: str
    body: str


@dataclass(frozen=True, slots=True)
class Dead:
    """An update that was given up; `attempts` is how often it was begun with in vain."""

    id: int
    update_id: int
    lane: str
    attempts: int
    error: str | None
    received_at: datetime


def receive(conn: Connection, bot: str, updates: Sequence[Incoming], now: datetime) -> int:
    """Store the updates that are not there yet, whenever they came. Returns how many were new."""
    ids = [update.update_id for update in updates]
    known = set(conn.scalars(select(inbox.c.update_id).where(inbox.c.bot == bot, inbox.c.update_id.in_(ids))))
    fresh = {update.update_id: update for update in updates if update.update_id not in known}
    if not fresh:
        return 0
    lanes.ensure(conn, BOX, [update.lane for update in fresh.values()])
    insert_new(conn, inbox, [_row(bot, update, now) for _, update in sorted(fresh.items())])
    return len(fresh)


def last_update(conn: Connection, bot: str) -> int | None:
    """The greatest identity of all updates that are kept, to ask for those after it; None where there are none."""
    found: int | None = conn.scalar(_LAST, {"of_bot": bot})
    return found


def dead(conn: Connection, limit: int = 100) -> list[Dead]:
    """Updates that were given up, the newest first."""
    columns: list[Any] = [inbox.c[name] for name in Dead.__slots__]
    rows = select(*columns).where(_DEAD).order_by(inbox.c.id.desc()).limit(limit)
    return [Dead(**{**row, "attempts": sum(divmod(row["attempts"], DEATH))}) for row in conn.execute(rows).mappings()]


def requeue(conn: Connection, row_id: int) -> bool:
    """Try a dead update again. False where there is no such one."""
    given_up = and_(inbox.c.id == row_id, _DEAD)
    fresh = {"status": "new", "attempts": 0, "not_before": None, "done_at": None}
    return conn.execute(update(inbox).where(given_up).values(fresh)).rowcount == 1


def waiting(conn: Connection) -> tuple[int, datetime | None]:
    """How many updates wait, and since when; None where none does."""
    row = conn.execute(select(func.count(), func.min(inbox.c.received_at)).where(NEW)).one()
    return row[0], row[1]


def span(conn: Connection) -> tuple[int, int] | None:
    """The first and the last row that waits to be dealt with; None where none does."""
    first, last = conn.execute(select(func.min(inbox.c.id), func.max(inbox.c.id)).where(NEW)).one()
    return None if first is None else (first, last)


def purge(conn: Connection, before: datetime) -> int:
    """Forget updates that were done before the moment; dead ones stay. Returns how many.

    Keep a day at least: an update may come again for that long, and only rows know duplicates.
    """
    old = and_(one_of(inbox.c.status, "done"), inbox.c.done_at < before)
    return conn.execute(delete(inbox).where(old)).rowcount


def _row(bot: str, update: Incoming, now: datetime) -> dict[str, Any]:
    return {
        "bot": bot,
        "update_id": update.update_id,
        "lane": update.lane,
        "body": update.body,
        "status": "new",
        "attempts": 0,
        "received_at": now,
    }
