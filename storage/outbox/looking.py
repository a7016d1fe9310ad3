"""The outbox as somebody sees it who only looks: its rows, what has not gone yet before the rest."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, and_, case, select

from storage.outbox.rows import BOX, UNSENT
from storage.sql import one_of
from storage.tables import lanes, outbox


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the outbox. Times are real ones, UTC.

    `paused_until` is till when nothing at all goes into its lane.
    """

    id: int
    lane: str
    urgency: int
    kind: str
    body: str
    office: int | None
    card: int | None
    person: int | None
    created_at: datetime
    not_before: datetime | None
    attempts: int
    status: str
    message_id: str | None
    repeated: bool
    error: str | None
    settled_at: datetime | None
    paused_until: datetime | None


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of a row, and what the messenger calls its message."""

    status: str
    message_id: str | None


_COLUMNS: list[Any] = [outbox.c[name] for name in Row.__slots__ if name != "paused_until"]
_NEWEST = (
    select(*_COLUMNS, lanes.c.paused_until)
    .outerjoin(lanes, and_(lanes.c.box == BOX, lanes.c.lane == outbox.c.lane))
    .order_by(case((UNSENT, 0), else_=1), outbox.c.id.desc())
)


def newest(conn: Connection, limit: int) -> list[Row]:
    """The newest rows, those that have not gone yet before all others."""
    return [Row(**row) for row in conn.execute(_NEWEST.limit(limit)).mappings()]


def fate(conn: Connection, row_id: int) -> Fate | None:
    """What became of the row; None where it is not known any more."""
    found = conn.execute(select(outbox.c.status, outbox.c.message_id).where(outbox.c.id == row_id)).first()
    return Fate(found.status, found.message_id) if found else None


def told_since(conn: Connection, person: int, kinds: Collection[str], since: datetime) -> list[str]:
    """What rows of these kinds say that were put out for the person since the moment, sent or still to be sent."""
    heard = one_of(outbox.c.status, "new", "sending", "sent")
    his = and_(outbox.c.person == person, outbox.c.kind.in_(list(kinds)), outbox.c.created_at >= since, heard)
    return list(conn.scalars(select(outbox.c.body).where(his).order_by(outbox.c.id)))


def said_under(conn: Connection, lane: str, word: str, before: int) -> str | None:
    """What the messenger calls the newest message said in the lane under this word ahead of a row; None: not known."""
    ahead = (outbox.c.lane == lane, outbox.c.supersede == word, outbox.c.id < before)
    named = select(outbox.c.message_id).where(*ahead, outbox.c.message_id.is_not(None), outbox.c.kind == "reply")
    found: str | None = conn.scalar(named.order_by(outbox.c.id.desc()).limit(1))
    return found
