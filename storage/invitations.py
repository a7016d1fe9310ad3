"""Invitations: a word of a link lets one person in, once, for a while. Only its hash is kept."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from sqlalchemy import ColumnElement, Connection, Row, and_, func, insert, or_, select, update

from storage.tables import invitations, people
from workflow.words import OfficeId, PersonId, Role

_BYTES = 24
"""Random bytes of a word: 192 bits, which nobody guesses."""

LENGTH = 32
"""Letters of a word."""


@dataclass(frozen=True, slots=True)
class Invitation:
    """Whom an invitation lets in as what; without an office it is for the first administrator of a new one.

    `person` is one whom the office knows already, and who has no address yet. `expires_at` is real time.
    """

    roles: tuple[Role, ...]
    expires_at: datetime
    office: OfficeId | None = None
    department: str | None = None
    name: str | None = None
    person: PersonId | None = None
    by: PersonId | None = None
    id: int = 0


def make(conn: Connection, invitation: Invitation, now: datetime) -> str:
    """Keep the invitation and return its word, which is kept nowhere. `now` is real time."""
    word = secrets.token_urlsafe(_BYTES)
    conn.execute(
        insert(invitations).values(
            office=invitation.office,
            hash=hashed(word),
            roles=[role.value for role in invitation.roles],
            department=invitation.department,
            name=invitation.name,
            person=invitation.person,
            by=invitation.by,
            made_at=now,
            expires_at=invitation.expires_at,
        )
    )
    return word


def use(conn: Connection, word: str, now: datetime) -> Invitation | None:
    """Take the invitation; None where there is no such one, or it is used, withdrawn or over.

    Of two who race for it one gets it: the row is taken by the very statement that looks whether it is free.
    """
    return use_hashed(conn, hashed(word), now)


def use_hashed(conn: Connection, known: str, now: datetime) -> Invitation | None:
    """The same for a word of which only what is kept of it is known."""
    free = and_(
        invitations.c.hash == known,
        invitations.c.used_at.is_(None),
        invitations.c.revoked_at.is_(None),
        invitations.c.expires_at > now,
    )
    if conn.execute(update(invitations).where(free).values(used_at=now)).rowcount != 1:
        return None
    return _read(conn.execute(select(invitations).where(invitations.c.hash == known)).one())


def find(conn: Connection, known: str) -> Invitation | None:
    """The invitation with this hash of its word, whatever became of it; None where there never was one."""
    row = conn.execute(select(invitations).where(invitations.c.hash == known)).first()
    return _read(row) if row else None


def used_by(conn: Connection, invitation: int, person: PersonId) -> None:
    """Note who came in by it."""
    conn.execute(update(invitations).where(invitations.c.id == invitation).values(used_by=person))


def revoke(conn: Connection, invitation: int, office: OfficeId, now: datetime) -> bool:
    """Withdraw one of the office's that nobody has used. False where there is none to withdraw."""
    open_one = and_(invitations.c.id == invitation, invitations.c.office == office, _waiting(now))
    return conn.execute(update(invitations).where(open_one).values(revoked_at=now)).rowcount == 1


def revoke_of(conn: Connection, office: OfficeId, person: PersonId, now: datetime) -> int:
    """Withdraw all that are this person's own and that nobody has used. Returns how many."""
    theirs = and_(invitations.c.office == office, invitations.c.person == person, _waiting(now))
    return conn.execute(update(invitations).where(theirs).values(revoked_at=now)).rowcount


def expected(conn: Connection, office: OfficeId) -> frozenset[PersonId]:
    """Those who came in by an invitation of their own: the office knew them before."""
    own = and_(invitations.c.office == office, invitations.c.used_by == invitations.c.person)
    return frozenset(PersonId(one) for one in conn.scalars(select(invitations.c.used_by).where(own)) if one is not None)


def waiting(conn: Connection, office: OfficeId | None, now: datetime) -> list[Invitation]:
    """Those that may still be used, the newest first; of no office the ones that set up a new one."""
    mine = invitations.c.office.is_(None) if office is None else invitations.c.office == office
    rows = conn.execute(select(invitations).where(mine, _waiting(now)).order_by(invitations.c.id.desc()))
    return [_read(row) for row in rows]


def nobody_yet(conn: Connection) -> bool:
    """Whether there is no office and so nobody who could invite."""
    return not conn.scalar(select(func.count()).select_from(people).where(or_(people.c.active, people.c.confirmed)))


def hashed(word: str) -> str:
    """What is kept of a word."""
    return sha256(word.encode()).hexdigest()


def _waiting(now: datetime) -> ColumnElement[bool]:
    free = and_(invitations.c.used_at.is_(None), invitations.c.revoked_at.is_(None))
    return and_(free, invitations.c.expires_at > now)


def _read(row: Row[tuple[object, ...]]) -> Invitation:
    return Invitation(
        roles=tuple(Role(role) for role in row.roles),
        expires_at=row.expires_at,
        office=None if row.office is None else OfficeId(row.office),
        department=row.department,
        name=row.name,
        person=None if row.person is None else PersonId(row.person),
        by=None if row.by is None else PersonId(row.by),
        id=row.id,
    )
