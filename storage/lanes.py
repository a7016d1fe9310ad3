"""Lanes: what belongs to one chat is done in order, by one worker at a time, under a lease and a fence."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import BindParameter, Connection, and_, bindparam, delete, or_, select, update

from storage.errors import Fenced
from storage.sql import insert_new
from storage.tables import lanes

Box = Literal["in", "out", "job"]
JOB: Box = "job"

ALIVE = "alive:"
"""How the names of lanes begin by which processes say that they live; see storage.presence."""

_THIS = and_(lanes.c.box == bindparam("of_box"), lanes.c.lane == bindparam("of_lane"))
_UNDER_FENCE = and_(_THIS, lanes.c.fence == bindparam("of_fence"))
_HOLD = select(lanes.c.fence).where(_THIS).with_for_update()
_LEASE = (
    update(lanes).where(_THIS).values(fence=lanes.c.fence + 1, worker=bindparam("by"), leased_until=bindparam("till"))
)
_RENEW = update(lanes).where(_UNDER_FENCE).values(leased_until=bindparam("till"))
_RELEASE = update(lanes).where(_UNDER_FENCE).values(worker=None, leased_until=None)


def ensure(conn: Connection, box: Box, names: Iterable[str]) -> None:
    """Make the lanes that are not there yet."""
    insert_new(conn, lanes, [{"box": box, "lane": name, "fence": 0} for name in sorted(set(names))])


def free_at(box: Box, now: datetime | BindParameter[datetime]) -> Any:
    """The condition that a lane is neither leased nor paused at `now` (real time, or a parameter for it)."""
    return and_(
        lanes.c.box == box,
        or_(lanes.c.leased_until.is_(None), lanes.c.leased_until <= now),
        or_(lanes.c.paused_until.is_(None), lanes.c.paused_until <= now),
    )


def lease(conn: Connection, box: Box, names: Iterable[str], worker: str, until: datetime) -> None:
    """Give the lanes to the worker; their fences move on. The caller has locked the rows."""
    rows = [{"of_box": box, "of_lane": name, "by": worker, "till": until} for name in names]
    if rows:
        conn.execute(_LEASE, rows)


def unlease(conn: Connection, box: Box, names: Iterable[str]) -> None:
    """Give back lanes that were leased in this same transaction and turned out to hold nothing."""
    rows = [{"of_box": box, "of_lane": name} for name in names]
    if rows:
        conn.execute(update(lanes).where(_THIS).values(worker=None, leased_until=None), rows)


def hold(conn: Connection, box: Box, lane: str, fence: int) -> None:
    """Keep the lane from being claimed till this transaction ends. Raises Fenced where it has been."""
    if conn.scalar(_HOLD, {"of_box": box, "of_lane": lane}) != fence:
        raise Fenced(lane, fence)


def renew(conn: Connection, box: Box, lane: str, fence: int, until: datetime) -> None:
    """Lengthen the lease. Raises Fenced where somebody else has the lane."""
    given = {"of_box": box, "of_lane": lane, "of_fence": fence, "till": until}
    if conn.execute(_RENEW, given).rowcount != 1:
        raise Fenced(lane, fence)


def release(conn: Connection, box: Box, lane: str, fence: int) -> None:
    """Give the lane back. Raises Fenced where somebody else has it."""
    if conn.execute(_RELEASE, {"of_box": box, "of_lane": lane, "of_fence": fence}).rowcount != 1:
        raise Fenced(lane, fence)


def pause(conn: Connection, box: Box, lane: str, until: datetime) -> None:
    """Let nobody claim the lane before this moment (real time): its chat was written to too fast."""
    ensure(conn, box, [lane])
    conn.execute(update(lanes).where(lanes.c.box == box, lanes.c.lane == lane).values(paused_until=until))


def abandon(conn: Connection, box: Box, names: Iterable[str]) -> None:
    """Free the lanes of a worker that is dead. His name stays till the next claim, which learns by it how he ended."""
    rows = [{"of_box": box, "of_lane": name} for name in names]
    if rows:
        conn.execute(update(lanes).where(_THIS).values(leased_until=None), rows)


def forget_leases(conn: Connection, worker: str) -> int:
    """End every lease of a worker that is known to be dead, so that nobody waits for them to run out.

    For the end of a process, and for its start under the name that it had before; see `abandon`. That it lived is
    forgotten too. Returns how many leases there were.
    """
    conn.execute(delete(lanes).where(lanes.c.box == JOB, lanes.c.lane == ALIVE + worker))
    leased = and_(lanes.c.worker == worker, lanes.c.leased_until.is_not(None))
    return conn.execute(update(lanes).where(leased).values(leased_until=None)).rowcount
