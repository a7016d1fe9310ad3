"""What was taken by a claim of whose commit nobody heard: it was never in hand, so it goes back as if never taken."""

from datetime import datetime

from sqlalchemy import Connection, select, update

from storage import lanes
from storage.outbox.rows import BOX
from storage.sql import one_of
from storage.tables import lanes as lane_rows
from storage.tables import outbox


def unclaim(conn: Connection, worker: str, until: datetime) -> int:
    """Give back everything that one claim may have taken, known by its worker and the end of its lease (real time).

    Returns how many messages there were. None of them was begun with, so none is marked as a repeat.
    """
    of_claim = (lane_rows.c.box == BOX) & (lane_rows.c.worker == worker) & (lane_rows.c.leased_until == until)
    names = list(conn.scalars(select(lane_rows.c.lane).where(of_claim).with_for_update()))
    if not names:
        return 0
    taken = outbox.c.lane.in_(names) & one_of(outbox.c.status, "sending")
    count = conn.execute(update(outbox).where(taken).values(status="new", attempts=outbox.c.attempts - 1)).rowcount
    lanes.unlease(conn, BOX, names)
    return count
