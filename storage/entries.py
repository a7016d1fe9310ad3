"""Whole entries of an office that come and go, and the order in which its departments stand."""

from collections.abc import Sequence

from sqlalchemy import Connection, and_, delete, func, insert, select, update

from storage.leaving import leave
from storage.tables import departments, people
from workflow.staffing.changes import Change, Thing
from workflow.words import OfficeId, PersonId


def come_or_go(conn: Connection, office: OfficeId, change: Change) -> None:
    """A department comes or goes, or a person leaves: his cards still name him, and his address is free."""
    if change.what == Thing.DEPARTMENT and change.old is None:
        _add(conn, office, change)
    elif change.what == Thing.DEPARTMENT:
        conn.execute(delete(departments).where(departments.c.office == office, departments.c.key == change.key))
    elif change.what == Thing.PERSON and change.new is None:
        this = and_(people.c.office == office, people.c.key == change.key)
        for person in conn.scalars(select(people.c.id).where(this)).all():
            leave(conn, PersonId(person))


def put_in_order(conn: Connection, office: OfficeId, keys: Sequence[str]) -> None:
    """The departments stand in this order from now on."""
    for position, key in enumerate(keys):
        this = and_(departments.c.office == office, departments.c.key == key)
        conn.execute(update(departments).where(this).values(position=position))


def _add(conn: Connection, office: OfficeId, change: Change) -> None:
    last: int | None = conn.scalar(select(func.max(departments.c.position)).where(departments.c.office == office))
    first = {"office": office, "key": change.key, "name": change.new, "topics": [], "places": []}
    conn.execute(insert(departments).values(**first, position=0 if last is None else last + 1))
