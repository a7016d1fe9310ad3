"""Offices as the core sees them, read once and kept in memory till they change."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from sqlalchemy import Connection, Row, bindparam, select

from storage.tables import absences, departments, offices, people
from workflow.office import Account, Comfort, Department, Office, Person, Timetable
from workflow.presence import Away, Reason
from workflow.steads import with_steads
from workflow.words import OfficeId, PersonId, Role

_STAMP = select(offices.c.stamp).where(offices.c.id == bindparam("office"))


@dataclass(frozen=True, slots=True)
class Snapshot:
    """An office, and the lanes in which its people and its group are told things."""

    office: Office
    lanes: Mapping[PersonId, str]
    group: str | None

    def lane(self, person: PersonId | None) -> str | None:
        """Where the person is told, the group for None; None where there is no such place."""
        return self.group if person is None else self.lanes.get(person)


class _Known(dict[tuple[int, str], Snapshot]):
    """Snapshots by office and stamp; stamps never come twice, so what is here is never wrong."""

    most = 256

    def keep(self, key: tuple[int, str], snapshot: Snapshot) -> Snapshot:
        while len(self) >= self.most:
            self.pop(next(iter(self)), None)
        self[key] = snapshot
        return snapshot


_known = _Known()


def snapshot(conn: Connection, office: OfficeId) -> Snapshot:
    """The office as it is in this transaction. Raises LookupError where there is none."""
    stamp = conn.scalar(_STAMP, {"office": office})
    if stamp is None:
        raise LookupError(f"there is no office {office}")
    key = (office, stamp)
    return _known.get(key) or _known.keep(key, _read(conn, office))


def waiting_people(conn: Connection, office: OfficeId) -> tuple[Person, ...]:
    """Those who have joined and wait for an administrator's word, the first of them first."""
    locale = snapshot(conn, office).office.locale
    these = people.c.active & people.c.confirmed.is_(False) & (people.c.office == office)
    return tuple(_person(row, locale, None) for row in conn.execute(select(people).where(these).order_by(people.c.id)))


def lane_of(channel: str, address: str) -> str:
    """The name of the lane in which a chat is written to."""
    return f"{channel}:{address}"


def _read(conn: Connection, office: OfficeId) -> Snapshot:
    row = conn.execute(select(offices).where(offices.c.id == office)).one()
    units = conn.execute(
        select(departments).where(departments.c.office == office).order_by(departments.c.position, departments.c.id)
    ).all()
    staff = conn.execute(
        select(people)
        .where(people.c.office == office, people.c.active, people.c.confirmed)
        .order_by(people.c.position, people.c.id)
    ).all()
    away = _away(conn, office)
    persons = tuple(_person(one, row.locale, away.get(PersonId(one.id))) for one in staff)
    return Snapshot(
        office=with_steads(_office(row, tuple(map(_department, units)), persons)),
        lanes={PersonId(one.id): lane_of(one.channel, one.address) for one in staff if one.address is not None},
        group=lane_of(row.channel, row.group_address) if row.group_address is not None else None,
    )


def _office(row: Row[tuple[object, ...]], units: tuple[Department, ...], staff: tuple[Person, ...]) -> Office:
    return Office(
        id=OfficeId(row.id),
        key=row.key,
        name=row.name,
        timetable=Timetable(
            zone=row.zone,
            week=tuple(tuple((start, end) for start, end in day) for day in row.schedule),
            days_off=_days(row.days_off),
            working_days=_days(row.working_days),
        ),
        locale=row.locale,
        procedures=tuple(row.procedures),
        group=row.group_address,
        group_topic=row.group_topic,
        bare_hours=row.bare_hours,
        day_off=row.day_off,
        departments=units,
        people=staff,
        accounts=tuple(Account(**one) for one in row.accounts),
        parent=None if row.parent is None else OfficeId(row.parent),
        confirms=row.confirms,
    )


def _department(row: Row[tuple[object, ...]]) -> Department:
    return Department(row.key, row.name, tuple(row.topics), tuple(row.places))


def _away(conn: Connection, office: OfficeId) -> dict[PersonId, Away]:
    """Absences that have begun; of several of one person the one that lasts longest."""
    begun = select(absences).where(absences.c.office == office, absences.c.state == "begun")
    rows = sorted(
        conn.execute(begun.order_by(absences.c.id)).all(), key=lambda row: (row.until is None, row.until or 0)
    )
    return {PersonId(row.person): _absence(row) for row in rows}


def _absence(row: Row[tuple[object, ...]]) -> Away:
    substitutes = tuple(map(PersonId, row.substitutes))
    return Away(row.id, Reason(row.why), row.since, row.until, substitutes, row.stays)


def _person(row: Row[tuple[object, ...]], locale: str, away: Away | None) -> Person:
    return Person(
        id=PersonId(row.id),
        key=row.key,
        name=row.name,
        roles=frozenset(Role(role) for role in row.roles),
        department=row.department,
        address=row.address,
        email=row.email,
        locale=row.locale or locale,
        reachable=row.reachable,
        away=away,
        substitutes=tuple(row.substitutes),
        comfort=Comfort(**row.settings),
    )


@lru_cache(maxsize=1024)
def _day(text: str) -> date:
    return date.fromisoformat(text)


def _days(texts: list[str]) -> frozenset[date]:
    return frozenset(map(_day, texts))
