"""Everything that is kept, row by row, for whoever carries it away: secrets and raw bodies are left out."""

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import Column, Connection, LargeBinary, Table, and_, or_, select

from storage.tables import metadata
from storage.tables.types import Utc, micros

_PAGE = 500

LEFT_OUT: Mapping[str, frozenset[str]] = {
    "cards": frozenset({"words"}),
    "invitations": frozenset({"hash"}),
    "inbox": frozenset({"body"}),
    "outbox": frozenset({"body", "key", "supersede"}),
    "blobs": frozenset({"content"}),
    "procedures": frozenset({"body"}),
    "offices": frozenset({"stamp"}),
}
"""Columns that are not carried away: hashes of invitations, raw updates and messages, what is derived or in a file."""

TABLES = (
    "offices", "departments", "people", "absences", "invitations", "office_changes", "procedures", "cards", "events",
    "timers", "views", "tallies", "duties", "duties_done", "inbox", "outbox", "held", "intake_acts", "chats", "blobs",
)  # fmt: skip
"""What is carried away."""

NOT_CARRIED = frozenset({"lanes", "menus", "marks", "conversations", "callers", "blob_files"})
"""What is not: leases, menus, marks, talks under way, for which office somebody speaks, what messengers call files."""


def rows(conn: Connection, name: str) -> Iterator[dict[str, Any]]:
    """Each row of a table in the order of its key. Moments are ISO 8601 in UTC; of events also whole microseconds."""
    table = metadata.tables[name]
    columns = [one for one in table.columns if one.name not in LEFT_OUT.get(name, ()) and not _bytes(one)]
    for row in _pages(conn, table, columns):
        yield {one.name: _open(row[one.name], one) for one in columns} | _exact(name, row)


def bodies(conn: Connection, name: str, column: str) -> Iterator[tuple[Mapping[str, Any], Any]]:
    """One big column of a table, a row at a time, with the others beside it."""
    table = metadata.tables[name]
    others = [one for one in table.columns if one.name != column]
    for row in _pages(conn, table, others):
        this = and_(*(one == row[one.name] for one in table.primary_key.columns))
        yield row, conn.scalar(select(table.c[column]).where(this))


def _pages(conn: Connection, table: Table, columns: list[Column[Any]]) -> Iterator[dict[str, Any]]:
    keys = list(table.primary_key.columns)
    wanted = select(*columns, *(one for one in keys if one not in columns)).order_by(*keys).limit(_PAGE)
    page = list(map(dict, conn.execute(wanted).mappings()))
    while page:
        yield from page
        page = list(map(dict, conn.execute(wanted.where(_after(keys, page[-1]))).mappings()))


def _after(keys: list[Column[Any]], last: Mapping[str, Any]) -> Any:
    """Rows that come after this one: the keys before are the same, and the next is greater."""
    return or_(
        *(and_(*(one == last[one.name] for one in keys[:at]), key > last[key.name]) for at, key in enumerate(keys))
    )


def _exact(name: str, row: Mapping[str, Any]) -> dict[str, int]:
    """The hash of an event covers its moment as a number."""
    return {"at_us": micros(row["at"])} if name == "events" else {}


def _open(value: Any, column: Column[Any]) -> Any:
    return value.isoformat() if value is not None and isinstance(column.type, Utc) else value


def _bytes(column: Column[Any]) -> bool:
    return isinstance(column.type, LargeBinary)
