"""Duties: since when each is kept, when its rings were last looked at, who did what. Times are the office's, UTC."""

from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Table, and_, select, true, update

from storage.sql import insert_new
from storage.tables import duties, duties_done, people
from workflow.duties import DutyDone, DutyRecord
from workflow.words import OfficeId, PersonId

_RECENT = 100
"""Periods done that are looked at; what is still owed never lies so far back."""


@dataclass(frozen=True, slots=True)
class Place:
    """One duty of one office."""

    office: OfficeId
    procedure: str
    duty: str


def record(conn: Connection, place: Place, hold: bool = False) -> DutyRecord | None:
    """What is known of the duty; None where it is not kept yet. With `hold` nobody else changes it till the commit."""
    wanted = select(duties.c.since, duties.c.looked_at).where(_of(duties, place))
    row = conn.execute(wanted.with_for_update() if hold else wanted).first()
    return DutyRecord(row.since, row.looked_at, _done(conn, place)) if row else None


def keep(conn: Connection, place: Place, now: datetime) -> None:
    """Keep the duty from now on; nothing changes where it is kept already."""
    insert_new(conn, duties, [{**asdict(place), "since": now, "looked_at": now}])


def looked(conn: Connection, place: Place, now: datetime) -> None:
    """Note that everything that rings up to now was told."""
    conn.execute(update(duties).where(_of(duties, place)).values(looked_at=now))


def finish(conn: Connection, place: Place, period: str, by: PersonId, at: datetime) -> DutyDone:
    """Note that the duty of the period is done. Gives back what stands: somebody may have done it before."""
    insert_new(conn, duties_done, [{**asdict(place), "period": period, "by": by, "at": at}])
    return _done(conn, place, duties_done.c.period == period)[period]


def _done(conn: Connection, place: Place, which: ColumnElement[bool] | None = None) -> dict[str, DutyDone]:
    rows = conn.execute(
        select(duties_done, people.c.name)
        .join(people, people.c.id == duties_done.c.by, isouter=True)
        .where(_of(duties_done, place), true() if which is None else which)
        .order_by(duties_done.c.at.desc())
        .limit(_RECENT)
    )
    return {row.period: DutyDone(row.period, PersonId(row.by), row.name or "", row.at) for row in rows}


def _of(table: Table, place: Place) -> ColumnElement[bool]:
    return and_(*(table.c[name] == value for name, value in asdict(place).items()))
