"""Links that the command line gives out: to set up a new office, or into one whose administrators have lost access."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, func, insert, select, text, update

from storage import invitations, staffing
from storage.invitations import Invitation
from storage.offices import touch
from storage.sql import serial
from storage.tables import invitations as rows
from storage.tables import people
from workflow.office_file import CHANNEL
from workflow.staffing.changes import Change, Source, Thing
from workflow.words import OfficeId, PersonId, Role

LIVES = timedelta(days=1)
"""Real time for which such a link may be used."""

YOUNG = timedelta(minutes=10)
"""Real time within which processes that start together show their links."""

_LOCK = 5_338_041_226_790_114_807
"""Any number that nobody else locks, see `one_at_a_time`."""


def fresh(conn: Connection, office: OfficeId | None, now: datetime) -> str:
    """A new word for the office, or for a new one (None); older unused ones are withdrawn. `now` is real time."""
    for old in invitations.waiting(conn, office, now):
        if old.by is None:
            conn.execute(update(rows).where(rows.c.id == old.id).values(revoked_at=now))
    return invitations.make(conn, Invitation((Role.ADMINISTRATOR,), now + LIVES, office), now)


def one_at_a_time(conn: Connection) -> None:
    """Of processes that start together on an empty database each sees what the one before it has made."""
    if not serial(conn):
        conn.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})


def just_made(conn: Connection, now: datetime) -> datetime | None:
    """When the link for a new office was made that is still good and minutes old; None where there is none."""
    moments = (one.expires_at - LIVES for one in invitations.waiting(conn, None, now) if one.by is None)
    return next((made for made in moments if abs(now - made) < YOUNG), None)


def taken(conn: Connection, known: str, now: datetime) -> Invitation | None:
    """Take a link of the command line by what is kept of its word (storage.invitations.hashed).

    None for any other, and for one that is used, withdrawn or over.
    """
    made_by_people = select(rows.c.id).where(rows.c.hash == known, rows.c.by.is_not(None))
    if conn.scalar(made_by_people) is not None:
        return None
    return invitations.use_hashed(conn, known, now)


def unused_ticket(conn: Connection, ticket: int) -> bool:
    """Whether an invitation was taken to set up an office, and none has been set up by it yet."""
    held = select(rows.c.id).where(
        rows.c.id == ticket, rows.c.office.is_(None), rows.c.used_at.is_not(None), rows.c.used_by.is_(None)
    )
    return conn.scalar(held.with_for_update()) is not None


def admit(conn: Connection, invitation: Invitation, address: str, name: str, now: datetime) -> PersonId:
    """Make whoever took the link an administrator of its office: he is one of its people, or comes to them."""
    assert invitation.office is not None  # noqa: S101 - told by the caller
    office = invitation.office
    mine = (people.c.office == office) & (people.c.channel == CHANNEL) & (people.c.address == address)
    row = conn.execute(select(people).where(mine)).mappings().first()
    person, change = _raised(conn, dict(row)) if row else _come(conn, office, address, name)
    invitations.used_by(conn, invitation.id, person)
    staffing.note(conn, office, [change], person, Source.CHAT, now)
    touch(conn, office)
    return person


def _raised(conn: Connection, row: dict[str, Any]) -> tuple[PersonId, Change]:
    roles = sorted({*row["roles"], Role.ADMINISTRATOR.value})
    values = {"roles": roles, "confirmed": True, "active": True}
    conn.execute(update(people).where(people.c.id == row["id"]).values(values))
    return PersonId(row["id"]), Change(Thing.PERSON, row["key"], "roles", row["roles"], roles)


def _come(conn: Connection, office: OfficeId, address: str, name: str) -> tuple[PersonId, Change]:
    theirs = people.c.office == office
    keys = set(conn.scalars(select(people.c.key).where(theirs)))
    key = free_key(Role.ADMINISTRATOR.value, keys)
    values = {
        "office": office,
        "key": key,
        "name": name,
        "roles": [Role.ADMINISTRATOR.value],
        "channel": CHANNEL,
        "address": address,
        "position": (conn.scalar(select(func.max(people.c.position)).where(theirs)) or 0) + 1,
    }
    made = conn.execute(insert(people).values(values).returning(people.c.id)).scalar_one()
    return PersonId(made), Change(Thing.PERSON, key, "", None, name)


def free_key(wanted: str, taken_keys: set[str]) -> str:
    """The key, with a number after it where it is taken."""
    names = (wanted, *(f"{wanted}-{number}" for number in range(2, len(taken_keys) + 3)))
    return next(name for name in names if name not in taken_keys)
