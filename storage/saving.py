"""An office as its file would say it, read from the rows: `office load` takes it back and changes nothing."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, RowMapping, Table, select

from storage.parents import key_of
from storage.tables import departments, offices, people
from workflow.calendar.schedule import WEEKDAYS
from workflow.office_file import CHANNEL, OfficeFile
from workflow.words import OfficeId


def saved(conn: Connection, office: OfficeId) -> OfficeFile:
    """The office with its departments and with everybody who works there; who waits to be let in is not among them.

    Raises LookupError where there is no such office.
    """
    row = conn.execute(select(offices).where(offices.c.id == office)).mappings().first()
    if row is None:
        raise LookupError(f"there is no office {office}")
    staff = [one for one in _rows(conn, people, office) if one["active"] and one["confirmed"]]
    return OfficeFile.model_validate(
        {
            "office": _office(row, key_of(conn, row["parent"])),
            "schedule": _schedule(row),
            "department": [_unit(one) for one in _rows(conn, departments, office)],
            "account": row["accounts"],
            "person": [_person(one, {known["key"] for known in staff}) for one in staff],
        }
    )


def _rows(conn: Connection, table: Table, office: OfficeId) -> Sequence[RowMapping]:
    mine = select(table).where(table.c.office == office)
    return conn.execute(mine.order_by(table.c.position, table.c.id)).mappings().all()


def _office(row: RowMapping, parent: str) -> dict[str, Any]:
    known = {
        "key": row["key"],
        "name": row["name"],
        "procedures": row["procedures"],
        "zone": row["zone"],
        "locale": row["locale"],
        "group_chat": None if row["group_address"] is None else int(row["group_address"]),
        "group_topic": row["group_topic"],
        "bare_hours": row["bare_hours"],
        "day_off_deadlines": row["day_off"],
        "parent": parent or None,
        "confirm_joining": row["confirms"],
    }
    return _said(known)


def _schedule(row: RowMapping) -> Mapping[str, Any]:
    week = zip(WEEKDAYS, row["schedule"], strict=True)
    spans = {day: [f"{start}-{end}" for start, end in hours] for day, hours in week if hours}
    return {**spans, "days_off": row["days_off"], "working_days": row["working_days"]}


def _unit(row: RowMapping) -> dict[str, Any]:
    return {name: row[name] for name in ("key", "name", "topics", "places")}


def _person(row: RowMapping, staff: set[str]) -> dict[str, Any]:
    """One person; a substitute who has left is not named."""
    ours = row["channel"] == CHANNEL and row["address"] is not None
    known = {
        "key": row["key"],
        "name": row["name"],
        "roles": row["roles"],
        "telegram_id": int(row["address"]) if ours else None,
        "department": row["department"],
        "email": row["email"],
        "substitutes": [one for one in row["substitutes"] if one in staff],
    }
    return _said(known)


def _said(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}
