"""Erasing somebody who has left the office: his name, addresses and choices. The journal keeps his number alone."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Text, and_, cast, delete, exists, func, insert, literal, or_, select, update

from storage import queries
from storage.erasing_lanes import erase_lane
from storage.erasing_wanted import Wanted, want
from storage.erasing_words import Needles, scrubbed
from storage.offices import touch
from storage.tables import absences, callers, conversations, invitations, office_changes, people
from workflow.staffing.changes import Source, Thing
from workflow.words import OfficeId, PersonId

ERASED = "erased"
"""The field under which the book of an office's changes says that somebody was erased."""


class StillHereError(ValueError):
    """He works here, or holds open cards: who answers for them must be known."""


@dataclass(frozen=True, slots=True)
class Gone:
    """Somebody who is to be erased."""

    id: PersonId
    key: str
    name: str
    channel: str | None
    address: str | None
    email: str | None
    erased: bool


def find(conn: Connection, office: OfficeId, key: str) -> Gone | None:
    """Who has this key in the office, present or not; None where nobody has."""
    row = conn.execute(select(people).where(people.c.office == office, people.c.key == key)).first()
    return _gone(row) if row else None


def left_before(conn: Connection, moment: datetime, most: int) -> list[tuple[OfficeId, str]]:
    """Those who had left by the moment (the office's clock) and are not erased yet: their offices and keys."""
    went = (
        select(func.max(office_changes.c.at))
        .where(office_changes.c.office == people.c.office, office_changes.c.key == people.c.key)
        .where(office_changes.c.what == Thing.PERSON.value)
        .scalar_subquery()
    )
    these = and_(people.c.active.is_(False), people.c.key != _key(people.c.id), went < moment)
    rows = conn.execute(select(people.c.office, people.c.key).where(these).order_by(people.c.id).limit(most))
    return [(OfficeId(row.office), row.key) for row in rows]


def erase_person(conn: Connection, office: OfficeId, key: str, name: str, now: datetime, real: datetime) -> int:
    """Erase him; `name` is what he is called from now on. Returns in how many rows of other tables he was found.

    What others wrote of him is looked for afterwards (bot.erasing.looking). `now` is the office's clock, `real` is
    real time. Raises StillHereError where he works or holds open cards, and LookupError where there is nobody with
    this key.
    """
    found = find(conn, office, key)
    if found is None:
        raise LookupError(f"there is nobody with the key {key!r}")
    refuse_who_is_here(conn, office, found)
    refs = [one for one in (found.email, found.address) if one]
    needles = Needles([found.name], refs)
    rows = _of_office(conn, office, found, needles, name)
    if found.address and not _works_elsewhere(conn, found):
        rows += _of_address(conn, found, real)
    if found.email:
        rows += erase_lane(conn, f"mail:{found.email}", f"{ERASED}:{found.id}", real)
    want(conn, Wanted(f"person {found.id}", name, (found.name,), tuple(refs), person=True, names=(found.name,)), real)
    _bare(conn, office, found, name, now)
    return rows


def _key(number: Any) -> Any:
    return literal("gone") + cast(number, Text)


def _gone(row: Any) -> Gone:
    erased = row.key == f"gone{row.id}"
    return Gone(PersonId(row.id), row.key, row.name, row.channel, row.address, row.email, erased)


def refuse_who_is_here(conn: Connection, office: OfficeId, found: Gone) -> None:
    """Raise StillHereError where he works, or holds open cards."""
    if conn.scalar(select(people.c.active).where(people.c.id == found.id)):
        raise StillHereError(f"{found.key} works here; dismiss him first, in the chat or by the office's file")
    held = sorted(card.number for card in queries.open_cards(conn, office) if found.id in card.holders.values())
    if held:
        raise StillHereError(f"{found.key} holds open cards: {', '.join(map(str, held))}; give them to somebody first")


def _works_elsewhere(conn: Connection, found: Gone) -> bool:
    same = and_(people.c.channel == found.channel, people.c.address == found.address, people.c.id != found.id)
    return bool(conn.scalar(select(exists().where(same, people.c.active))))


def _of_office(conn: Connection, office: OfficeId, found: Gone, needles: Needles, name: str) -> int:
    """The book of changes, invitations, absences, and lists of those who stand in for others."""
    new = f"gone{found.id}"
    rows = _book(conn, office, found, needles, name)
    for row in conn.execute(select(people.c.id, people.c.substitutes).where(people.c.office == office)).all():
        if found.key in row.substitutes:
            left = [one for one in row.substitutes if one != found.key]
            conn.execute(update(people).where(people.c.id == row.id).values(substitutes=left))
            rows += 1
    mine = or_(invitations.c.person == found.id, invitations.c.used_by == found.id, invitations.c.name == found.name)
    invited = and_(mine, or_(invitations.c.office == office, invitations.c.office.is_(None)))
    rows += conn.execute(update(invitations).where(invited).values(name=new)).rowcount
    return rows + conn.execute(delete(absences).where(absences.c.person == found.id)).rowcount


def _book(conn: Connection, office: OfficeId, found: Gone, needles: Needles, name: str) -> int:
    """Rows stay; in them his key becomes his number, and what was said of him goes."""
    count, book = 0, office_changes
    for row in conn.execute(select(book).where(book.c.office == office).order_by(book.c.id)).all():
        his = row.what == Thing.PERSON.value and row.key == found.key
        values = {
            "key": f"gone{found.id}" if his else row.key,
            "old": None if his else scrubbed(_without(row.old, found.key), needles, name),
            "new": None if his else scrubbed(_without(row.new, found.key), needles, name),
        }
        if values != {"key": row.key, "old": row.old, "new": row.new}:
            conn.execute(update(book).where(book.c.id == row.id).values(values))
            count += 1
    return count


def _without(value: Any, key: str) -> Any:
    """A list of keys without his."""
    return [one for one in value if one != key] if isinstance(value, list) else value


def _of_address(conn: Connection, found: Gone, real: datetime) -> int:
    """What the messenger's address leaves: talks, the menu, updates and messages of his chat."""
    by = and_(conversations.c.channel == found.channel, conversations.c.person == found.address)
    rows = conn.execute(delete(conversations).where(by)).rowcount
    named = and_(callers.c.channel == found.channel, callers.c.address == found.address)
    rows += conn.execute(delete(callers).where(named)).rowcount
    lane = f"{found.channel}:{found.address}"
    return rows + erase_lane(conn, lane, f"{ERASED}:{found.id}", real, found.address or "")


def _bare(conn: Connection, office: OfficeId, found: Gone, name: str, now: datetime) -> None:
    left: dict[str, Any] = {"key": f"gone{found.id}", "name": name, "substitutes": [], "settings": {}}
    none = dict.fromkeys(("locale", "channel", "address", "email"))
    conn.execute(update(people).where(people.c.id == found.id).values({**left, **none}))
    noted = {"what": Thing.PERSON.value, "key": f"gone{found.id}", "field": ERASED, "old": None, "new": True}
    conn.execute(insert(office_changes).values(office=office, at=now, by=None, source=Source.FILE.value, **noted))
    touch(conn, office)
