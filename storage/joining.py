"""Carrying out what becomes of invitations: made, withdrawn, accepted, each in one transaction."""

from datetime import datetime
from functools import singledispatch
from typing import Any

from sqlalchemy import Connection, and_, func, insert, select, update

from storage import invitations
from storage.books import SqlBooks
from storage.invitations import Invitation
from storage.offices import touch
from storage.snapshots import snapshot, waiting_people
from storage.staffing import note
from storage.tables import offices, people
from storage.turning import turn_over
from workflow.office import Office, Person
from workflow.rights.row import What
from workflow.staffing.changes import Change, Source, Thing
from workflow.staffing.joining import (
    LASTS,
    Accept,
    HereAlready,
    Invite,
    Invited,
    JoinCommand,
    Joined,
    JoinOutcome,
    Revoke,
    Revoked,
    not_invitable,
    still_fits,
)
from workflow.staffing.keys import numbered_key
from workflow.staffing.refusals import StaffRefusal, StaffWhy
from workflow.staffing.rights import may_here
from workflow.words import OfficeId, PersonId

_NOBODY = StaffRefusal(StaffWhy.NO_SUCH)
"""What everybody gets whose link does not let him in, whatever the reason."""


@singledispatch
def do(command: JoinCommand, conn: Connection, now: datetime, real: datetime) -> JoinOutcome:
    """Carry out one command. `now` is the office's clock, `real` is real time, by which invitations run out."""
    raise TypeError(f"nobody carries out the command {command!r}")


@do.register
def _(command: Invite, conn: Connection, now: datetime, real: datetime) -> JoinOutcome:
    office = _held(conn, command.office)
    if refusal := not_invitable(command, office):
        return refusal
    person = office.person(command.person)
    made = Invitation(
        roles=tuple(sorted(person.roles)) if person else command.roles,
        expires_at=real + LASTS,
        office=office.id,
        department=person.department if person else command.department,
        name=person.name if person else None,
        person=command.person,
        by=command.by,
    )
    if person:
        invitations.revoke_of(conn, office.id, person.id, real)
    word = invitations.make(conn, made, real)
    kept = invitations.find(conn, invitations.hashed(word))
    return Invited(word, kept.id if kept else 0, made.roles, made.department, made.person)


@do.register
def _(command: Revoke, conn: Connection, now: datetime, real: datetime) -> JoinOutcome:
    office = _held(conn, command.office)
    if not may_here(command.by, What.REVOKE, office):
        return StaffRefusal(StaffWhy.NOT_YOURS)
    return Revoked() if invitations.revoke(conn, command.invitation, office.id, real) else _NOBODY


@do.register
def _(command: Accept, conn: Connection, now: datetime, real: datetime) -> JoinOutcome:
    """Of several who open one link one is let in; who is of the office already leaves the link as it is."""
    found = invitations.find(conn, command.hash)
    if found is None or found.office is None:
        return _NOBODY
    office = _held(conn, found.office)
    if here := _here(conn, office, command):
        return here
    if not still_fits(found.roles, found.department, found.person, office) or _not_his_to_give(found, office):
        return _NOBODY
    used = invitations.use_hashed(conn, command.hash, real)
    return _enter(conn, office, used, command, now, real) if used else _NOBODY


def _held(conn: Connection, office: OfficeId) -> Office:
    """The office, held till the commit."""
    conn.execute(select(offices.c.id).where(offices.c.id == office).with_for_update())
    return snapshot(conn, office).office


def _not_his_to_give(found: Invitation, office: Office) -> bool:
    """Whether the one who invited may do so no more: nobody comes back by a link that he made for himself."""
    return found.by is not None and not may_here(found.by, What.INVITE, office)


def _here(conn: Connection, office: Office, command: Accept) -> HereAlready | None:
    theirs = and_(people.c.office == office.id, people.c.channel == command.channel, people.c.active)
    found = conn.scalar(select(people.c.id).where(theirs, people.c.address == command.address))
    if found is None:
        return None
    person, waits = _known(conn, office.id, PersonId(found))
    return HereAlready(office, person, waits)


def _enter(
    conn: Connection, office: Office, used: Invitation, command: Accept, now: datetime, real: datetime
) -> Joined:
    """Let him in; open cards that nobody could go on with may be his at once."""
    who = _take_place(conn, office, used, command) if used.person is not None else _add(conn, office, used, command)
    invitations.used_by(conn, used.id, who)
    person, waits = _known(conn, office.id, who)
    came = used.person is None
    change = Change(Thing.PERSON, person.key, "" if came else "address", None, person.name if came else person.address)
    note(conn, office.id, [change], who, Source.CHAT, now)
    if not waits:
        turn_over(conn, office, SqlBooks(conn, real), now, who)
    return Joined(snapshot(conn, office.id).office, person, waits)


def _take_place(conn: Connection, office: Office, used: Invitation, command: Accept) -> PersonId:
    """One of whom the office knew: everything stays but how he is reached."""
    assert used.person is not None  # noqa: S101 - asked by the caller
    values = {"channel": command.channel, "address": command.address, "reachable": True}
    this = people.c.id == used.person
    conn.execute(update(people).where(this).values(**values, confirmed=not office.confirms))
    touch(conn, office.id)
    return used.person


def _add(conn: Connection, office: Office, used: Invitation, command: Accept) -> PersonId:
    """A new one, with exactly the roles and the department of the invitation."""
    mine = people.c.office == office.id
    taken = set(conn.scalars(select(people.c.key).where(mine)))
    last: int | None = conn.scalar(select(func.max(people.c.position)).where(mine))
    values: dict[str, Any] = {
        "office": office.id,
        "key": numbered_key(used.roles[0].value, taken),
        "name": command.name,
        "roles": [role.value for role in used.roles],
        "department": used.department,
        "channel": command.channel,
        "address": command.address,
        "confirmed": not office.confirms,
        "position": 0 if last is None else last + 1,
    }
    made = conn.execute(insert(people).values(values).returning(people.c.id)).scalar_one()
    touch(conn, office.id)
    return PersonId(made)


def _known(conn: Connection, office: OfficeId, who: PersonId) -> tuple[Person, bool]:
    """Him, and whether he waits to be let in."""
    person = snapshot(conn, office).office.person(who)
    if person:
        return person, False
    return next(one for one in waiting_people(conn, office) if one.id == who), True
