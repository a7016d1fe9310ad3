"""Machines whose clocks are not the database's, as their processes have found: marks that whoever leads may read."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, select

from storage import marks
from storage.tables import marks as rows

_NAME = "clock of "
FRESH = timedelta(minutes=3)
"""A process says it anew every minute; one that has been silent for so long is gone, or its clock is right."""

_FORGOTTEN = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Apart:
    """A machine, and by how much its clock is ahead of the shared one; behind it where it is negative."""

    machine: str
    ahead: timedelta


def note(conn: Connection, process: str, found: Apart, now: datetime) -> None:
    """The process has found this of its machine. `now` is the present moment by the shared clock."""
    conn.execute(delete(rows).where(rows.c.name.startswith(_NAME), rows.c.at < now - _FORGOTTEN))
    marks.put(conn, _NAME + process, now, machine=found.machine, seconds=round(found.ahead.total_seconds()))


def agrees(conn: Connection, process: str) -> None:
    """The process has found that its machine's clock is right again."""
    marks.forget(conn, _NAME + process)


def apart(conn: Connection, now: datetime) -> list[Apart]:
    """All machines of which that was found lately, each once, by name. `now` as above."""
    fresh = select(rows).where(rows.c.name.startswith(_NAME), rows.c.at.between(now - FRESH, now + FRESH))
    found = {str(row.about["machine"]): timedelta(seconds=row.about["seconds"]) for row in conn.execute(fresh)}
    return [Apart(machine, found[machine]) for machine in sorted(found)]
