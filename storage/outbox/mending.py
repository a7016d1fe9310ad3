"""What a person sees of the outbox and does about it: rows with what they are about, and one that is let go."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, and_, or_, select, update

from storage.outbox.rows import STUCK, UNSENT
from storage.tables import cards, offices, outbox, people
from workflow.words import CardId


@dataclass(frozen=True, slots=True)
class Left:
    """A row that has not arrived for certain. `number` is its card's, `reader` whom it is for. Times are real, UTC."""

    id: int
    lane: str
    kind: str
    body: str
    status: str
    office: str | None
    card: CardId | None
    number: int | None
    reader: str | None
    attempts: int
    repeated: bool
    error: str | None
    created_at: datetime
    not_before: datetime | None

    @property
    def perhaps(self) -> bool:
        """Whether it may have arrived."""
        return self.status == "doubt" or self.repeated


_NAMED: dict[str, Any] = {"office": offices.c.key, "number": cards.c.number, "reader": people.c.name}
_COLUMNS: list[Any] = [(_NAMED[name] if name in _NAMED else outbox.c[name]).label(name) for name in Left.__slots__]
_ROWS: Select[Any] = (
    select(*_COLUMNS)
    .select_from(outbox)
    .outerjoin(offices, offices.c.id == outbox.c.office)
    .outerjoin(cards, cards.c.id == outbox.c.card)
    .outerjoin(people, people.c.id == outbox.c.person)
    .order_by(outbox.c.id)
)


def left(conn: Connection, office: str = "", *, waiting: bool = False) -> list[Left]:
    """Dead and doubtful rows of all offices, or of one by its key, the oldest first.

    With `waiting` those too that have not gone yet.
    """
    wanted = _ROWS.where(or_(UNSENT, STUCK) if waiting else STUCK)
    rows = wanted.where(offices.c.key == office) if office else wanted
    return [Left(**row) for row in conn.execute(rows).mappings()]


def one(conn: Connection, row_id: int) -> Left | None:
    """The row with this number, whatever became of it; None where it is not known, or not any more."""
    row = conn.execute(_ROWS.where(outbox.c.id == row_id)).mappings().first()
    return Left(**row) if row else None


def let_go(conn: Connection, row_id: int, why: str, now: datetime) -> bool:
    """Settle a dead or doubtful row as dropped, for this reason. False where it is neither."""
    this = and_(outbox.c.id == row_id, STUCK)
    return conn.execute(update(outbox).where(this).values(status="dropped", error=why, settled_at=now)).rowcount == 1
