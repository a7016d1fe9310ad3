"""Which of several processes does what only one may do: a lease on the job, with a fence.

Times are real ones, UTC, by one clock for all (storage.clocks).
"""

from datetime import datetime

from sqlalchemy import ColumnElement, Connection, select

from storage import lanes
from storage.tables import lanes as rows

BOX: lanes.Box = "job"


class HeldError(Exception):
    """A transaction that has not ended keeps the job for whoever has it."""


def lead(conn: Connection, job: str, worker: str, now: datetime, until: datetime) -> int | None:
    """Take the job, or keep it till `until`. Returns the fence that proves it; None where somebody else has it.

    Raises HeldError at once where a transaction holds it, be it that of one who is frozen or one of the worker's own
    (see `hold`): nobody waits for either. Where the clock was put back, a term that would end later than one that
    begins now is cut to that; who lives renews it in time.
    """
    lanes.ensure(conn, BOX, [job])
    row = conn.execute(select(rows).where(_is(job)).with_for_update(skip_locked=True)).first()
    held = row is not None and row.leased_until is not None and row.leased_until > now
    if row is None:
        raise HeldError(job)
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


def keep(conn: Connection, job: str, fence: int, until: datetime) -> None:
    """In a transaction that holds the job: have it till then from the commit on. Raises Fenced where it is lost."""
    lanes.renew(conn, BOX, job, fence, until)


def leader(conn: Connection, job: str) -> tuple[str | None, datetime | None]:
    """Who has the job, and till when."""
    row = conn.execute(select(rows.c.worker, rows.c.leased_until).where(_is(job))).first()
    return (row.worker, row.leased_until) if row else (None, None)


def _is(job: str) -> ColumnElement[bool]:
    return (rows.c.box == BOX) & (rows.c.lane == job)
