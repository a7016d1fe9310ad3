"""Dealing with updates: a worker takes whole lanes under a lease, and says what came of each update."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby, takewhile
from typing import Any

from sqlalchemy import Connection, and_, bindparam, func, or_, select, update

from storage import lanes
from storage.errors import Fenced
from storage.inbox.rows import BOX, DEATH, NEW
from storage.sql import one_of
from storage.tables import inbox
from storage.tables import lanes as lane_rows

LONGEST_TURN = 50
"""How many updates of one chat are taken at once, so that the lease surely lasts for them."""

_ROW = and_(inbox.c.id == bindparam("row_id"), NEW)
_NOW = bindparam("now", type_=inbox.c.received_at.type)
_HEADS = select(func.min(inbox.c.id).label("head")).where(NEW).group_by(inbox.c.lane).subquery()
_FREE = (
    select(lane_rows.c.lane, lane_rows.c.worker, inbox.c.id)
    .join(inbox, inbox.c.lane == lane_rows.c.lane)
    .join(_HEADS, _HEADS.c.head == inbox.c.id)
    .where(lanes.free_at(BOX, _NOW), or_(inbox.c.not_before.is_(None), inbox.c.not_before <= _NOW))
    .order_by(inbox.c.id)
    .limit(bindparam("most"))
    .with_for_update(of=lane_rows, skip_locked=True)
)
"""Free lanes whose first update need not wait; their rows are locked, those locked by others left out."""

_CUT_SHORT = (
    update(inbox)
    .where(inbox.c.id.in_(bindparam("ids", expanding=True)))
    .values(attempts=inbox.c.attempts + DEATH, error="the process ended while it was dealt with")
)

_PLACES = (
    select(inbox.c.id, func.row_number().over(partition_by=inbox.c.lane, order_by=inbox.c.id).label("place"))
    .where(NEW, inbox.c.lane.in_(bindparam("names", expanding=True)))
    .subquery()
)
_TAKEN = (
    select(inbox, lane_rows.c.fence)
    .join(_PLACES, _PLACES.c.id == inbox.c.id)
    .join(lane_rows, (lane_rows.c.lane == inbox.c.lane) & (lane_rows.c.box == BOX))
    .where(_PLACES.c.place <= LONGEST_TURN)
    .order_by(inbox.c.lane, inbox.c.id)
)
_DONE = update(inbox).where(_ROW).values(status="done", done_at=bindparam("now"), error=None)
_PUT_BY = (
    update(inbox)
    .where(_ROW)
    .values(
        status="asked",
        error=None,
        came_at=func.coalesce(inbox.c.came_at, bindparam("came", type_=inbox.c.came_at.type)),
    )
)
_AGAIN = (
    update(inbox)
    .where(inbox.c.lane == bindparam("of_lane"), one_of(inbox.c.status, "asked"))
    .values(status="new", attempts=0, not_before=None)
)


@dataclass(frozen=True, slots=True)
class Waiting:
    """An update to be dealt with; `failures` is how often that has failed, `deaths` how often the process ended by it.

    Of the deaths it may be innocent: it stood at the head of its lane when the process was killed. `came_at` is the
    office's clock when it was put by, None for one that never was.
    """

    id: int
    update_id: int
    body: str
    failures: int
    deaths: int
    came_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Claimed:
    """What waits in one lane, which is this worker's till the lease ends; the fence proves it."""

    lane: str
    fence: int
    updates: tuple[Waiting, ...]


def claim(conn: Connection, worker: str, now: datetime, lease: timedelta, limit: int) -> list[Claimed]:
    """Take up to `limit` lanes whose first update may be dealt with now; the longest waiting first.

    A lane that its last worker never gave back was in his hands when he died: that is noted at its first update.
    """
    free = list(conn.execute(_FREE, {"now": now, "most": limit}))
    if not free:
        return []
    names = [row.lane for row in free]
    if cut_short := [row.id for row in free if row.worker is not None]:
        conn.execute(_CUT_SHORT, {"ids": cut_short})
    lanes.lease(conn, BOX, names, worker, now + lease)
    claimed = [turn for turn in _claimed(conn, names, now) if turn.updates]
    lanes.unlease(conn, BOX, set(names) - {turn.lane for turn in claimed})
    return claimed


def done(conn: Connection, lane: str, fence: int, row_id: int, now: datetime) -> None:
    """The update was dealt with, in this same transaction. Raises Fenced where somebody else has the lane."""
    lanes.hold(conn, BOX, lane, fence)
    if conn.execute(_DONE, {"row_id": row_id, "now": now}).rowcount != 1:
        raise Fenced(lane, fence)


def put_by(conn: Connection, lane: str, fence: int, row_id: int, came: datetime) -> None:
    """The update waits for its sender's answer to a question; it came at this moment of the office's clock (UTC).

    Raises Fenced where somebody else has the lane.
    """
    lanes.hold(conn, BOX, lane, fence)
    if conn.execute(_PUT_BY, {"row_id": row_id, "came": came}).rowcount != 1:
        raise Fenced(lane, fence)


def again(conn: Connection, lane: str) -> int:
    """What was put by in this chat is dealt with anew, in the order it came. Returns how many there were."""
    return conn.execute(_AGAIN, {"of_lane": lane}).rowcount


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
    """Note a failure: the update and its lane wait till `retry_at`, or it is dead after so many failures of its own.

    Returns whether it is dead. Raises Fenced where somebody else has the lane.
    """
    lanes.hold(conn, BOX, lane, fence)
    attempts: int | None = conn.scalar(select(inbox.c.attempts).where(_ROW), {"row_id": row_id})
    if attempts is None:
        raise Fenced(lane, fence)
    dead = attempts % DEATH + 1 >= dead_after
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


def _claimed(conn: Connection, names: Sequence[str], now: datetime) -> list[Claimed]:
    found = conn.execute(_TAKEN, {"names": names})
    lanes_of = {lane: list(group) for lane, group in groupby(found, key=lambda row: row.lane)}
    return [_turn(name, lanes_of[name], now) for name in names if name in lanes_of]


def _turn(lane: str, rows: Sequence[Any], now: datetime) -> Claimed:
    """The updates up to the first that must wait: those behind it wait with it."""
    ready = takewhile(lambda row: row.not_before is None or row.not_before <= now, rows)
    return Claimed(lane, rows[0].fence, tuple(map(_waiting, ready)))


def _waiting(row: Any) -> Waiting:
    deaths, failures = divmod(row.attempts, DEATH)
    return Waiting(row.id, row.update_id, row.body, failures, deaths, row.came_at)
