"""People: who writes from which address, in what language, and whether he can be reached."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, and_, bindparam, select, update

from storage.offices import touch
from storage.tables import people
from workflow.words import OfficeId, PersonId, Role

Place = tuple[OfficeId, PersonId]

_BY_ADDRESS = (
    select(people.c.office, people.c.id)
    .where(people.c.channel == bindparam("of_channel"), people.c.address == bindparam("of_address"))
    .where(people.c.active, people.c.confirmed)
    .order_by(people.c.id)
)


def by_address(conn: Connection, channel: str, address: str) -> list[Place]:
    """Every office in which somebody with this address works, and who he is there."""
    rows = conn.execute(_BY_ADDRESS, {"of_channel": channel, "of_address": address})
    return [(OfficeId(row.office), PersonId(row.id)) for row in rows]


def set_locale(conn: Connection, person: PersonId, locale: str | None) -> None:
    """The language in which he is spoken to; None for the office's."""
    _change(conn, person, {"locale": locale})


def set_comfort(conn: Connection, person: PersonId, field: str, value: str | bool) -> None:
    """Change one thing that he has chosen for himself; the others stay as they are."""
    known = conn.scalar(select(people.c.settings).where(people.c.id == person).with_for_update())
    _change(conn, person, {"settings": {**(known or {}), field: value}})


def set_reachable(conn: Connection, channel: str, address: str, reachable: bool) -> list[Place]:
    """Note that messages reach this address, or do not. Returns those of whom something else was known."""
    theirs = and_(people.c.channel == channel, people.c.address == address, people.c.reachable != reachable)
    rows = conn.execute(select(people.c.office, people.c.id).where(theirs)).all()
    for row in rows:
        _change(conn, row.id, {"reachable": reachable})
    return [(OfficeId(row.office), PersonId(row.id)) for row in rows]


def uninvited(conn: Connection, office: OfficeId) -> list[PersonId]:
    """Those who have no address, and so wait for an invitation."""
    waiting = and_(people.c.office == office, people.c.active, people.c.address.is_(None))
    return [PersonId(person) for person in conn.scalars(select(people.c.id).where(waiting).order_by(people.c.position))]


def name_of(conn: Connection, person: PersonId) -> str | None:
    """His name, also after he has left; None where there never was such a person."""
    found: str | None = conn.scalar(select(people.c.name).where(people.c.id == person))
    return found


def key_of(conn: Connection, person: PersonId) -> str | None:
    """His key, also after he has left; None where there never was such a person."""
    found: str | None = conn.scalar(select(people.c.key).where(people.c.id == person))
    return found


def administered(conn: Connection) -> bool:
    """Whether anybody who writes to the bot administers an office."""
    there = people.c.active & people.c.confirmed & people.c.address.is_not(None)
    return any(Role.ADMINISTRATOR in roles for roles in conn.scalars(select(people.c.roles).where(there)))


def _change(conn: Connection, person: PersonId, values: Mapping[str, Any]) -> None:
    conn.execute(update(people).where(people.c.id == person).values(values))
    office = conn.scalar(select(people.c.office).where(people.c.id == person))
    if office is not None:
        touch(conn, OfficeId(office))
