"""Which of several processes does what only one may do: a lease on the job, with a fence.

Times are real ones, UTC, by one clock for all (storage.clocks).
"""

from datetime import datetime

from sqlalchemy import ColumnElement, Connection, select

from storage import lanes
from storage.tables import lanes as rows

BOX: lanes.Box = "job"


def lead(conn: Connection, job: str, worker: str, now: datetime, until: datetime) -> int | None:
    """Take the job, or keep it till `until`. Returns the fence that proves it; None where somebody else has it.

    Nobody waits for one who is frozen in the middle of a commit: while he locks the job it is his. Where the clock was
    put back, a term that would end later than one that begins now is cut to that; who lives renews it in time.
    """
    lanes.ensure(conn, BOX, [job])
    mine = conn.scalar(select(rows.c.worker).where(_is(job))) == worker
    row = conn.execute(select(rows).where(_is(job)).with_for_update(skip_locked=not mine)).first()
    held = row is not None and row.leased_until is not None and row.leased_until > now
    if row is None:
        return None
    if held and row.worker != worker:
        if row.leased_until > until:
            lanes.renew(conn, BOX, job, row.fence, until)
        return None
    if held:
        lanes.renew(conn, BOX, job, row.fence, until)
        return int(row.fence)
    lanes.lease(conn, BOX, [job], worker, until)
    return int(row.fence) + 1


def hold(conn: Connection, job: str, fence: int) -> None:
    """Keep the job from changing hands till this transaction ends. Raises Fenced where it has."""
    lanes.hold(conn, BOX, job, fence)


def resign(conn: Connection, job: str, fence: int) -> None:
    """Give the job up, so that another need not wait. Raises Fenced where somebody else has it."""
    lanes.release(conn, BOX, job, fence)


def leader(conn: Connection, job: str) -> tuple[str | None, datetime | None]:
    """Who has the job, and till when."""
    row = conn.execute(select(rows.c.worker, rows.c.leased_until).where(_is(job))).first()
    return (row.worker, row.leased_until) if row else (None, None)


def _is(job: str) -> ColumnElement[bool]:
    return (rows.c.box == BOX) & (rows.c.lane == job)
