"""Lanes that were taken by a claim of whose commit nobody heard: nobody works on them, so they go back."""

from datetime import datetime

from sqlalchemy import Connection, select

from storage import lanes
from storage.inbox.rows import BOX
from storage.tables import lanes as rows


def unclaim(conn: Connection, worker: str, until: datetime) -> int:
    """Give back the lanes of one claim, known by its worker and the end of its lease (real time). Returns how many."""
    of_claim = (rows.c.box == BOX) & (rows.c.worker == worker) & (rows.c.leased_until == until)
    names = list(conn.scalars(select(rows.c.lane).where(of_claim).with_for_update()))
    lanes.unlease(conn, BOX, names)
    return len(names)
