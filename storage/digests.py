"""Digests that were put out for sending, by their keys."""

from collections.abc import Collection

from sqlalchemy import Connection, select

from storage.tables import outbox


def told(conn: Connection, keys: Collection[str]) -> frozenset[str]:
    """Those of the keys under which something was put out already."""
    if not keys:
        return frozenset()
    return frozenset(str(key) for key in conn.scalars(select(outbox.c.key).where(outbox.c.key.in_(keys))))
