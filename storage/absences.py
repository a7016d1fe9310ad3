"""Absences: rows that are planned, begin and end at their minute by the office's clock."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Row, and_, insert, or_, select, update

from storage.offices import touch
from storage.snapshots import snapshot
from storage.tables import absences, offices
from workflow.office import Office
from workflow.presence import Reason
from workflow.staffing.commands import Absent
from workflow.staffing.spells import Spell, State
from workflow.words import OfficeId, PersonId

_LIVING = (State.PLANNED.value, State.BEGUN.value)


def spells(conn: Connection, office: OfficeId) -> tuple[Spell, ...]:
    """Absences of the office that are planned or last, the earliest first."""
    mine = and_(absences.c.office == office, absences.c.state.in_(_LIVING))
    rows = conn.execute(select(absences).where(mine).order_by(absences.c.since, absences.c.id))
    return tuple(map(_spell, rows))


def plan(conn: Connection, command: Absent, now: datetime) -> None:
    """Write the absence down as one that is planned; `advance` begins it where its time has come."""
    conn.execute(
        insert(absences).values(
            office=command.office,
            person=command.person,
            since=command.since,
            until=command.until,
            why=command.why.value,
            substitutes=list(command.substitutes),
            stays=command.stays,
            state=State.PLANNED.value,
            by=command.by,
            made_at=now,
        )
    )


def give_up(conn: Connection, spell: Spell, now: datetime) -> None:
    """It is over as of now, or will not be."""
    if spell.state is State.PLANNED:
        _put(conn, spell, state=State.CANCELLED.value)
    else:
        _put(conn, spell, state=State.ENDED.value, until=now)


def give_up_all(conn: Connection, office: OfficeId, person: PersonId, now: datetime) -> None:
    """Nothing more is known of the absences of one who has left."""
    for spell in spells(conn, office):
        if spell.person == person:
            give_up(conn, spell, now)


def due(conn: Connection, now: datetime, limit: int | None = None) -> list[tuple[OfficeId, PersonId]]:
    """Whose absence is to begin or to end now, in the order in which it was to happen."""
    rows = conn.execute(
        select(absences.c.office, absences.c.person).where(_due(now)).order_by(absences.c.since).limit(limit)
    )
    return list(dict.fromkeys((OfficeId(row.office), PersonId(row.person)) for row in rows))


def advance(conn: Connection, office: OfficeId, person: PersonId, now: datetime) -> Office | None:
    """Begin and end what has come due for one person. Returns the office as it was before; None where nothing was due.

    The office is held till the commit. What began and ended while nobody looked has only ended: nobody was told of it,
    and nothing went over.
    """
    conn.execute(select(offices.c.id).where(offices.c.id == office).with_for_update())
    mine = and_(absences.c.office == office, absences.c.person == person, _due(now))
    found = [_spell(row) for row in conn.execute(select(absences).where(mine).with_for_update())]
    if not found:
        return None
    before = snapshot(conn, office).office
    for spell in found:
        over = spell.until is not None and spell.until <= now
        _put(conn, spell, state=(State.ENDED if over else State.BEGUN).value)
    touch(conn, office)
    return before


def _due(now: datetime) -> ColumnElement[bool]:
    begins = and_(absences.c.state == State.PLANNED.value, absences.c.since <= now)
    return or_(begins, and_(absences.c.state == State.BEGUN.value, absences.c.until <= now))


def _put(conn: Connection, spell: Spell, **values: object) -> None:
    conn.execute(update(absences).where(absences.c.id == spell.id).values(values))


def _spell(row: Row[tuple[object, ...]]) -> Spell:
    substitutes: Sequence[int] = row.substitutes
    return Spell(
        id=row.id,
        person=PersonId(row.person),
        since=row.since,
        until=row.until,
        why=Reason(row.why),
        substitutes=tuple(map(PersonId, substitutes)),
        stays=row.stays,
        state=State(row.state),
    )
