"""Bytes that only erased cards had."""

from collections.abc import Iterable

from sqlalchemy import Connection, Text, cast, delete, select

from storage.tables import blob_files, blobs, cards, conversations, held


def erase_files(conn: Connection, shas: Iterable[str]) -> int:
    """Forget those of the files that no other card, talk or waiting post names any more. Returns how many."""
    gone = [sha for sha in shas if not _wanted(conn, sha)]
    conn.execute(delete(blob_files).where(blob_files.c.sha256.in_(gone)))
    return conn.execute(delete(blobs).where(blobs.c.sha256.in_(gone))).rowcount


def _wanted(conn: Connection, sha: str) -> bool:
    places = (
        select(cards.c.id).where(cards.c.body.contains(sha)),
        select(held.c.id).where(held.c.body.contains(sha)),
        select(conversations.c.chat).where(cast(conversations.c.data, Text).contains(sha)),
    )
    return any(conn.execute(one.limit(1)).first() is not None for one in places)
