"""The inbox: raw updates, each stored once, done in order within a chat and side by side across chats.

All times here are real ones, UTC.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby, takewhile
from typing import Any

from sqlalchemy import Connection, and_, bindparam, delete, func, or_, select, update

from storage import lanes
from storage.errors import Fenced
from storage.sql import insert_new
from storage.tables import inbox
from storage.tables import lanes as lane_rows

BOX: lanes.Box = "in"
LONGEST_TURN = 50
"""How many updates of one chat are taken at once, so that the lease surely lasts for them."""

_NEW = inbox.c.status == "new"
_ROW = and_(inbox.c.id == bindparam("row_id"), _NEW)
_DONE = update(inbox).where(_ROW).values(status="done", done_at=bindparam("now"), error=None)
_LAST = select(func.max(inbox.c.update_id)).where(inbox.c.bot == bindparam("of_bot"))


@dataclass(frozen=True, slots=True)
class Incoming:
    """An update as it came; `lane` is its chat."""

    update_id: int
    lane: str
    body: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """An update to be dealt with; `attempts` is how often that has failed."""

    id: int
    update_id: int
    body: str
    attempts: int


@dataclass(frozen=True, slots=True)
class Claimed:
    """What waits in one lane, which is this worker's till the lease ends; the fence proves it."""

    lane: str
    fence: int
    updates: tuple[Waiting, ...]


@dataclass(frozen=True, slots=True)
class Dead:
    """An update that was given up."""

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


def claim(conn: Connection, worker: str, now: datetime, lease: timedelta, limit: int) -> list[Claimed]:
    """Take up to `limit` lanes whose first update may be dealt with now; the longest waiting first."""
    names = _free(conn, now, limit)
    if not names:
        return []
    lanes.lease(conn, BOX, names, worker, now + lease)
    claimed = [turn for turn in _claimed(conn, names, now) if turn.updates]
    lanes.unlease(conn, BOX, set(names) - {turn.lane for turn in claimed})
    return claimed


def done(conn: Connection, lane: str, fence: int, row_id: int, now: datetime) -> None:
    """The update was dealt with, in this same transaction. Raises Fenced where somebody else has the lane."""
    lanes.hold(conn, BOX, lane, fence)
    if conn.execute(_DONE, {"row_id": row_id, "now": now}).rowcount != 1:
        raise Fenced(lane, fence)


def failed(
    conn: Connection,
    lane: str,
    fence: int,
    row_id: int,
    error: str,
    now: datetime,
    retry_at: datetime,
    dead_after: int,
) -> bool:
    """Note a failure: the update and its lane wait till `retry_at`, or it is dead after so many failures.

    Returns whether it is dead. Raises Fenced where somebody else has the lane.
    """
    lanes.hold(conn, BOX, lane, fence)
    attempts: int | None = conn.scalar(select(inbox.c.attempts).where(_ROW), {"row_id": row_id})
    if attempts is None:
        raise Fenced(lane, fence)
    dead = attempts + 1 >= dead_after
    came = {"status": "dead", "done_at": now} if dead else {"not_before": retry_at}
    failure = {"attempts": attempts + 1, "error": error, **came}
    conn.execute(update(inbox).where(_ROW).values(failure), {"row_id": row_id})
    return dead


def renew(conn: Connection, lane: str, fence: int, until: datetime) -> None:
    """Lengthen the lease. Raises Fenced where somebody else has the lane."""
    lanes.renew(conn, BOX, lane, fence, until)


def release(conn: Connection, lane: str, fence: int) -> None:
    """Give the lane back. Raises Fenced where somebody else has it."""
    lanes.release(conn, BOX, lane, fence)


def dead(conn: Connection, limit: int = 100) -> list[Dead]:
    """Updates that were given up, the newest first."""
    columns: list[Any] = [inbox.c[name] for name in Dead.__slots__]
    rows = select(*columns).where(inbox.c.status == "dead").order_by(inbox.c.id.desc()).limit(limit)
    return [Dead(**row) for row in conn.execute(rows).mappings()]


def requeue(conn: Connection, row_id: int) -> bool:
    """Try a dead update again. False where there is no such one."""
    given_up = and_(inbox.c.id == row_id, inbox.c.status == "dead")
    fresh = {"status": "new", "attempts": 0, "not_before": None, "done_at": None}
    return conn.execute(update(inbox).where(given_up).values(fresh)).rowcount == 1


def waiting(conn: Connection) -> tuple[int, datetime | None]:
    """How many updates wait, and since when; None where none does."""
    row = conn.execute(select(func.count(), func.min(inbox.c.received_at)).where(_NEW)).one()
    return row[0], row[1]


def purge(conn: Connection, before: datetime) -> int:
    """Forget updates that were done before the moment; dead ones stay. Returns how many.

    Keep a day at least: an update may come again for that long, and only rows know duplicates.
    """
    old = and_(inbox.c.status == "done", inbox.c.done_at < before)
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


def _free(conn: Connection, now: datetime, limit: int) -> list[str]:
    """Free lanes whose first update need not wait; their rows are locked, those locked by others left out."""
    heads = select(func.min(inbox.c.id).label("head")).where(_NEW).group_by(inbox.c.lane).subquery()
    ready = or_(inbox.c.not_before.is_(None), inbox.c.not_before <= now)
    found = (
        select(lane_rows.c.lane)
        .join(inbox, inbox.c.lane == lane_rows.c.lane)
        .join(heads, heads.c.head == inbox.c.id)
        .where(lanes.free_at(BOX, now), ready)
        .order_by(inbox.c.id)
        .limit(limit)
        .with_for_update(of=lane_rows, skip_locked=True)
    )
    return list(conn.scalars(found))


def _claimed(conn: Connection, names: Sequence[str], now: datetime) -> list[Claimed]:
    place = func.row_number().over(partition_by=inbox.c.lane, order_by=inbox.c.id).label("place")
    mine = and_(_NEW, inbox.c.lane.in_(names))
    rows = select(inbox.c.id, place).where(mine).subquery()
    found = conn.execute(
        select(inbox, lane_rows.c.fence)
        .join(rows, rows.c.id == inbox.c.id)
        .join(lane_rows, (lane_rows.c.lane == inbox.c.lane) & (lane_rows.c.box == BOX))
        .where(rows.c.place <= LONGEST_TURN)
        .order_by(inbox.c.lane, inbox.c.id)
    )
    lanes_of = {lane: list(group) for lane, group in groupby(found, key=lambda row: row.lane)}
    return [_turn(name, lanes_of[name], now) for name in names if name in lanes_of]


def _turn(lane: str, rows: Sequence[Any], now: datetime) -> Claimed:
    """The updates up to the first that must wait: those behind it wait with it."""
    ready = takewhile(lambda row: row.not_before is None or row.not_before <= now, rows)
    return Claimed(lane, rows[0].fence, tuple(Waiting(row.id, row.update_id, row.body, row.attempts) for row in ready))
