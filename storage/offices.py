"""Loading an office from its file: only what differs is written, and every difference is told."""

import secrets
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Table, delete, insert, select, update

from storage.leaving import leave
from storage.parents import parent_named
from storage.snapshots import Snapshot, snapshot
from storage.tables import departments, offices, people
from workflow.office import Office
from workflow.office_file import CHANNEL, OfficeFile
from workflow.staffing.changes import Change
from workflow.words import OfficeId, PersonId


def load_office(conn: Connection, file: OfficeFile) -> list[Change]:
    """Make the office as its file says; loading the same file again changes nothing.

    Whoever is no longer in the file leaves: his cards still name him, but he is told nothing more. Who waits to be
    let in goes on waiting. Raises BadOfficeError where the office above it is not known.
    """
    row = conn.execute(select(offices).where(offices.c.key == file.office.key).with_for_update()).mappings().first()
    changes = _put(
        conn, offices, "office", None if row is None else dict(row), _office_values(conn, file), {"stamp": ""}
    )
    office = OfficeId(conn.scalars(select(offices.c.id).where(offices.c.key == file.office.key)).one())
    changes += _departments(conn, office, file)
    changes += _people(conn, office, file)
    if changes:
        touch(conn, office)
    return changes


def touch(conn: Connection, office: OfficeId) -> None:
    """Note that the office is another one now, so that nobody goes by what he remembers of it."""
    conn.execute(update(offices).where(offices.c.id == office).values(stamp=secrets.token_hex(8)))


def office_named(conn: Connection, key: str) -> Office | None:
    """The office with this key, or None."""
    found: OfficeId | None = conn.scalar(select(offices.c.id).where(offices.c.key == key))
    return None if found is None else snapshot(conn, found).office


def all_offices(conn: Connection) -> list[Snapshot]:
    """Every office with the lanes of its people, in the order they were loaded."""
    return [snapshot(conn, office) for office in conn.scalars(select(offices.c.id).order_by(offices.c.id)).all()]


def stamps(conn: Connection) -> list[str]:
    """The stamps of all offices, in the order they were loaded: another list after every change of any of them."""
    return list(conn.scalars(select(offices.c.stamp).order_by(offices.c.id)))


def with_group(conn: Connection, channel: str, address: str) -> list[Office]:
    """The offices whose deadlines are told in this group."""
    theirs = (offices.c.channel == channel) & (offices.c.group_address == address)
    found = conn.scalars(select(offices.c.id).where(theirs).order_by(offices.c.id)).all()
    return [snapshot(conn, OfficeId(office)).office for office in found]


def move_group(conn: Connection, channel: str, old: str, new: str) -> int:
    """A group's chat has another address now. Returns how many offices it was the group of."""
    moved = (offices.c.channel == channel) & (offices.c.group_address == old)
    found = conn.scalars(select(offices.c.id).where(moved)).all()
    for office in found:
        conn.execute(update(offices).where(offices.c.id == office).values(group_address=new))
        touch(conn, OfficeId(office))
    return len(found)


def _office_values(conn: Connection, file: OfficeFile) -> dict[str, Any]:
    """What the file says of the office itself; what it leaves out of the newer keys stays as it is."""
    given = file.office.model_fields_set
    parent = {"parent": parent_named(conn, file.office.parent, file.office.key)} if "parent" in given else {}
    confirms = {"confirms": file.office.confirm_joining} if "confirm_joining" in given else {}
    return {**_always_given(file), **parent, **confirms}


def _always_given(file: OfficeFile) -> dict[str, Any]:
    timetable = file.timetable
    return {
        "key": file.office.key,
        "name": file.office.name,
        "zone": file.office.zone,
        "locale": file.office.locale,
        "procedures": list(file.office.procedures),
        "channel": CHANNEL,
        "group_address": file.office.group,
        "group_topic": file.office.group_topic,
        "bare_hours": file.office.bare_hours,
        "day_off": file.office.day_off_deadlines,
        "schedule": [[list(span) for span in day] for day in timetable.week],
        "days_off": sorted(day.isoformat() for day in timetable.days_off),
        "working_days": sorted(day.isoformat() for day in timetable.working_days),
        "accounts": [entry.model_dump(exclude_none=True) for entry in file.account],
    }


def _departments(conn: Connection, office: OfficeId, file: OfficeFile) -> list[Change]:
    known = _known(conn, departments, office)
    changes: list[Change] = []
    places = _places([entry.key for entry in file.department], known)
    for entry in file.department:
        values = {
            "key": entry.key,
            "name": entry.name,
            "topics": list(entry.topics),
            "places": list(entry.places),
            "position": places[entry.key],
        }
        changes += _put(conn, departments, "department", known.pop(entry.key, None), values, {"office": office})
    for key, row in known.items():
        conn.execute(delete(departments).where(departments.c.id == row["id"]))
        changes.append(Change("department", key, "", row["name"], None))
    return changes


def _people(conn: Connection, office: OfficeId, file: OfficeFile) -> list[Change]:
    known = _known(conn, people, office)
    places = _places([entry.key for entry in file.person], known)
    wanted = {entry.key: _person_values(entry, places[entry.key], known) for entry in file.person}
    gone = [row for key, row in known.items() if key not in wanted and row["active"] and row["confirmed"]]
    changes = _leave(conn, gone)
    _free_addresses(conn, known, wanted)
    for key, values in wanted.items():
        changes += _put(conn, people, "person", known.get(key), values, {"office": office})
    return changes


def _person_values(entry: Any, position: int, known: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    values = {
        "key": entry.key,
        "name": entry.name,
        "roles": [role.value for role in entry.roles],
        "department": entry.department,
        "email": entry.email,
        "active": True,
        "confirmed": True,
        "left_on": None,
        "position": position,
    }
    if "substitutes" in entry.model_fields_set:
        values["substitutes"] = list(entry.substitutes)
    if entry.address is not None:
        values |= {"channel": CHANNEL, "address": entry.address}
        if entry.key in known and known[entry.key]["address"] != entry.address:
            values["reachable"] = True
    return values


def _leave(conn: Connection, rows: Sequence[Mapping[str, Any]]) -> list[Change]:
    for row in rows:
        leave(conn, PersonId(row["id"]))
    return [Change("person", row["key"], "", row["name"], None) for row in rows]


def _free_addresses(conn: Connection, known: Mapping[str, Mapping[str, Any]], wanted: Mapping[str, Any]) -> None:
    """An address that goes from one person to another is first taken away, since no two may have it."""
    owners = {values["address"]: key for key, values in wanted.items() if "address" in values}
    for key, row in known.items():
        if row["address"] is not None and owners.get(row["address"], key) != key:
            conn.execute(update(people).where(people.c.id == row["id"]).values(channel=None, address=None))


def _places(wanted: Sequence[str], known: Mapping[str, Mapping[str, Any]]) -> dict[str, int]:
    """The place of each in the file's order; where those that are known stand in it already, they keep theirs."""
    there = [key for key in wanted if key in known]
    present = sorted(there, key=lambda key: (known[key]["position"], known[key]["id"]))
    if present != wanted[: len(there)]:
        return {key: place for place, key in enumerate(wanted)}
    after = max((known[key]["position"] for key in there), default=-1) + 1
    fresh = {key: after + index for index, key in enumerate(wanted[len(there) :])}
    return {**{key: known[key]["position"] for key in there}, **fresh}


def _known(conn: Connection, table: Table, office: OfficeId) -> dict[str, Mapping[str, Any]]:
    rows = conn.execute(select(table).where(table.c.office == office).order_by(table.c.id)).mappings()
    return {row["key"]: dict(row) for row in rows}


def _put(
    conn: Connection,
    table: Table,
    what: str,
    row: Mapping[str, Any] | None,
    values: Mapping[str, Any],
    fixed: Mapping[str, Any],
) -> list[Change]:
    """Insert the row, or write what differs in it."""
    key = str(values["key"])
    if row is None:
        conn.execute(insert(table).values({**values, **fixed}))
        return [Change(what, key, "", None, values["name"])]
    differing = {name: value for name, value in values.items() if row[name] != value}
    if differing:
        conn.execute(update(table).where(table.c.id == row["id"]).values(differing))
    return [Change(what, key, name, row[name], value) for name, value in differing.items()]
