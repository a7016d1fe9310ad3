"""Which office stands above which; nobody stands above himself, however many are in between."""

from collections.abc import Iterator

from sqlalchemy import Connection, select

from storage.tables import offices
from workflow.office_file import BadOfficeError
from workflow.words import OfficeId


def parent_named(conn: Connection, key: str, child: str) -> OfficeId | None:
    """The office with this key, to stand above the office `child`; None for an empty key.

    Raises BadOfficeError where there is no such office, or `child` stands above it already.
    """
    if not key:
        return None
    found = conn.scalar(select(offices.c.id).where(offices.c.key == key))
    if found is None:
        raise BadOfficeError("office, parent", [f"there is no office {key!r}; load it first, or mend the key"])
    if child in _above(conn, found):
        raise BadOfficeError("office, parent", [f"{key!r} is {child!r} itself or stands below it; name another one"])
    return OfficeId(found)


def key_of(conn: Connection, office: OfficeId | None) -> str:
    """The key of an office; empty where there is none."""
    return conn.scalar(select(offices.c.key).where(offices.c.id == office)) or ""


def _above(conn: Connection, office: int) -> Iterator[str]:
    """The keys of the office and of all that stand above it."""
    seen: set[int] = set()
    here: int | None = office
    while here is not None and here not in seen:
        seen.add(here)
        row = conn.execute(select(offices.c.key, offices.c.parent).where(offices.c.id == here)).one()
        yield row.key
        here = row.parent
