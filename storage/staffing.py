"""Carrying out what was decided about an office: its rows, and the book of its changes, in one transaction."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Row, Table, and_, insert, select, update

from storage import absences, procedures, queries
from storage.books import SqlBooks
from storage.entries import come_or_go, put_in_order
from storage.invitations import expected
from storage.offices import touch
from storage.people import key_of
from storage.snapshots import snapshot, waiting_people
from storage.tables import cards, departments, office_changes, offices, people
from storage.turning import turn_over
from workflow.card import Card
from workflow.deadlines import time_of
from workflow.procedure import Procedure
from workflow.staffing.changes import Change, Source, Thing
from workflow.staffing.commands import Absent, Add, Back, Confirm, Dismiss, Edit, Remove, StaffCommand
from workflow.staffing.decide import decide_staff
from workflow.staffing.dismissal import late
from workflow.staffing.facts import Facts, Made
from workflow.staffing.leaving import TOUCHING
from workflow.staffing.outcome import Changed, StaffOutcome
from workflow.staffing.refusals import StaffRefusal
from workflow.staffing.telling import Order
from workflow.words import OfficeId, PersonId

_TABLES: dict[str, Table] = {Thing.OFFICE: offices, Thing.DEPARTMENT: departments, Thing.PERSON: people}


def do(conn: Connection, command: StaffCommand, books: SqlBooks, now: datetime) -> StaffOutcome:
    """Carry out one command, inside a transaction that somebody else commits. `now` is the office's clock.

    The office's row is held till the commit, so that of two who change the same thing the second sees what the first
    has done. What becomes of open cards by it goes through `books`, in the same transaction.
    """
    conn.execute(select(offices.c.id).where(offices.c.id == command.office).with_for_update())
    facts = facts_for(conn, command, now)
    decision = decide_staff(command, facts)
    if isinstance(decision, StaffRefusal):
        return decision
    if isinstance(command, Absent | Back):
        away_or_back(conn, command, facts, decision, books)
    else:
        write(conn, command.office, decision, command.by, Source.CHAT, now)
    if isinstance(command, Dismiss):
        left(conn, command, facts, books)
    elif decision and _of_people(command):
        turn_over(conn, facts.office, books, now, command.by)
    return Changed(decision)


def facts_for(conn: Connection, command: StaffCommand, now: datetime) -> Facts:
    """What the decision needs to know."""
    office = snapshot(conn, command.office).office
    return Facts(
        office=office,
        now=now,
        open_cards=_open_cards(conn, command) if isinstance(command, Remove) else (),
        last=_last(conn, command) if isinstance(command, Edit | Add | Remove | Confirm) else None,
        waiting=waiting_people(conn, office.id) if isinstance(command, Remove | Confirm) else (),
        expected=expected(conn, office.id) if isinstance(command, Confirm) else frozenset(),
        cards=_cards(conn, command) if _may_lose(command) else (),
        absences=absences.spells(conn, office.id) if isinstance(command, Absent | Back | Dismiss) else (),
    )


def away_or_back(
    conn: Connection, command: Absent | Back, facts: Facts, changes: Sequence[Change], books: SqlBooks
) -> None:
    """Write an absence down, or that it is over; where that holds from now on, open cards go over at once."""
    note(conn, command.office, changes, command.by, Source.CHAT, facts.now)
    if isinstance(command, Absent):
        absences.plan(conn, command, facts.now)
        before = absences.advance(conn, command.office, command.person, facts.now)
    else:
        spell = facts.spell(command.absence)
        assert spell is not None  # noqa: S101 - what is no absence was refused
        absences.give_up(conn, spell, facts.now)
        touch(conn, command.office)
        before = facts.office
    if before is not None:
        turn_over(conn, before, books, facts.now, command.by)


def left(conn: Connection, command: Dismiss, facts: Facts, books: SqlBooks) -> None:
    """What follows from a dismissal: his cards go over, and those who must know are told."""
    absences.give_up_all(conn, command.office, command.person, facts.now)
    touch(conn, command.office)
    told = time_of(facts.office.timetable).local_date(facts.now)
    order = Order(command.ordered, late(command.ordered, told, procedures.of_office(conn, facts.office)))
    turn_over(conn, facts.office, books, facts.now, command.by, command.to, order)


def write(
    conn: Connection, office: OfficeId, changes: Sequence[Change], by: PersonId | None, source: Source, now: datetime
) -> None:
    """Make the changes, and note all of them in the book; the office is another one afterwards."""
    for change in changes:
        if change.field:
            _set(conn, office, change)
        else:
            come_or_go(conn, office, change)
    note(conn, office, changes, by, source, now)
    if changes:
        touch(conn, office)


def note(
    conn: Connection, office: OfficeId, changes: Sequence[Change], by: PersonId | None, source: Source, now: datetime
) -> None:
    """Put the changes down in the book, which is only ever added to."""
    rows = [{"office": office, "at": now, "by": by, "source": source, **_columns(one)} for one in changes]
    if rows:
        conn.execute(insert(office_changes), rows)


def _columns(change: Change) -> dict[str, object]:
    return {"what": change.what, "key": change.key, "field": change.field, "old": change.old, "new": change.new}


def _set(conn: Connection, office: OfficeId, change: Change) -> None:
    table, values = _TABLES[change.what], {change.field: change.new}
    if table is offices and change.field == "order":
        put_in_order(conn, office, [str(key) for key in change.new] if isinstance(change.new, list) else [])
        return
    if change.field == "address" and change.new is None:
        values["channel"] = None
    conn.execute(update(table).where(_thing(table, office, change.key)).values(values))


def _thing(table: Table, office: OfficeId, key: str) -> ColumnElement[bool]:
    mine = table.c.id == office if table is offices else table.c.office == office
    return and_(mine, table.c.key == key)


def _open_cards(conn: Connection, command: Remove) -> tuple[int, ...]:
    """Cards of the department, and those in whose answer a part is asked of it."""
    if command.what != Thing.DEPARTMENT:
        return ()
    parted = (one.number for one in queries.open_cards(conn, command.office) if _owes_part(one, command.key))
    there = and_(cards.c.office == command.office, cards.c.open, cards.c.department == command.key)
    return tuple(sorted({*conn.scalars(select(cards.c.number).where(there)), *parted}))


def _owes_part(card: Card, department: str) -> bool:
    return any(one.department == department and not one.given for one in card.contributions)


def _of_people(command: StaffCommand) -> bool:
    """Whether somebody comes, goes, or is another one by it, so that cards of who is away may have somebody else."""
    return isinstance(command, Confirm) or (isinstance(command, Edit | Remove) and command.what == Thing.PERSON)


def _may_lose(command: StaffCommand) -> bool:
    return isinstance(command, Edit) and command.what == Thing.PERSON and command.field in TOUCHING


def _cards(conn: Connection, command: StaffCommand) -> tuple[tuple[Card, Procedure], ...]:
    found = queries.open_cards(conn, command.office)
    return tuple((card, procedures.get(conn, card.procedure, card.digest)) for card in found)


def _last(conn: Connection, command: Edit | Add | Remove | Confirm) -> Made | None:
    made = office_changes.c
    if isinstance(command, Confirm):
        what, key, fields = Thing.PERSON.value, key_of(conn, command.person), ["confirmed", "address", ""]
    else:
        what, key, fields = command.what, command.key, [command.field if isinstance(command, Edit) else ""]
    thing = and_(made.office == command.office, made.what == what, made.key == key)
    newest = select(office_changes).where(thing, made.field.in_(fields)).order_by(made.id.desc()).limit(1)
    row = conn.execute(newest).first()
    return _made(row) if row else None


def _made(row: Row[tuple[object, ...]]) -> Made:
    return Made(Change(row.what, row.key, row.field, row.old, row.new), row.by, row.at, row.source)
