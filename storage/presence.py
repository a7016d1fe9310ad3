"""Which processes live: each says so every few seconds, and one that has fallen silent keeps no lane from the others.

Presence only shortens the wait. A process that was silent and lives after all is held off by the fences, as it would be
if its leases had run out. Times are real ones, UTC, by one clock for all (storage.clocks).
"""

from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, func, not_, select, update

from storage import lanes
from storage.tables import lanes as rows
from storage.work.sessions import end_sessions

_FORGOTTEN = timedelta(hours=1)
"""How long a silent one is remembered: by then every lease of his has run out."""

_PRESENT = (rows.c.box == lanes.JOB) & rows.c.lane.startswith(lanes.ALIVE)


def here(conn: Connection, worker: str, until: datetime) -> None:
    """The worker lives; unless it says so again, it counts as dead from this moment on."""
    name = lanes.ALIVE + worker
    lanes.ensure(conn, lanes.JOB, [name])
    conn.execute(
        update(rows).where(rows.c.box == lanes.JOB, rows.c.lane == name).values(worker=worker, leased_until=until)
    )


def living(conn: Connection, now: datetime) -> int:
    """How many say that they live."""
    return conn.scalar(select(func.count()).where(_PRESENT, rows.c.leased_until > now)) or 0


def names(conn: Connection, now: datetime) -> list[str]:
    """The workers that say that they live, in order."""
    alive = select(rows.c.worker).where(_PRESENT, rows.c.leased_until > now, rows.c.worker.is_not(None))
    return sorted(conn.scalars(alive))


def bury(conn: Connection, now: datetime) -> int:
    """End the leases of those who have fallen silent, and the sessions they had then. Returns how many leases.

    A worker that never said that it lives is left alone: its leases run out by themselves. What a frozen one
    has locked is freed at a later try: his sessions are ended, those only that are older than his silence.
    """
    silent_since = select(rows.c.worker, rows.c.leased_until).where(_PRESENT, rows.c.leased_until <= now)
    for row in conn.execute(silent_since).all():
        end_sessions(conn, row.worker, row.leased_until)
    silent = select(rows.c.worker).where(_PRESENT, rows.c.leased_until <= now)
    held = select(rows.c.box, rows.c.lane).where(
        not_(rows.c.lane.startswith(lanes.ALIVE) & (rows.c.box == lanes.JOB)),
        rows.c.worker.in_(silent),
        rows.c.leased_until.is_not(None),
    )
    free = [tuple(row) for row in conn.execute(held.with_for_update(skip_locked=True))]
    for box, lane in free:
        lanes.abandon(conn, box, [lane])
    long_ago = select(rows.c.lane).where(_PRESENT, rows.c.leased_until <= now - _FORGOTTEN)
    forgotten = list(conn.scalars(long_ago.with_for_update(skip_locked=True)))
    conn.execute(delete(rows).where(_PRESENT, rows.c.lane.in_(forgotten)))
    return len(free)
