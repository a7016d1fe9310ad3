"""How far the rounds have come that erase closed cards, so that none of them comes to the same card twice.

Cards are taken in the order in which they were closed, by the office's clock. Where that is put back, one that is
closed afterwards may stand before the last that a round came to: then rounds go back, and no further than they must.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, or_, select, true

from storage import marks
from storage.sql import insert_new
from storage.tables import cards
from storage.tables import marks as rows

_MARK = "cards forgotten"

_UNSEEN = timedelta(days=1)
"""Longer than it takes till somebody notices that the clock was put back; cards may have been closed meanwhile."""


@dataclass(frozen=True, slots=True)
class Reached:
    """The last card that rounds came to, and when it was closed (the office's clock); None where they begin.

    `setbacks` tells how often the clock was put back: what was listed before that moves nothing after it.
    """

    closed_at: datetime | None = None
    card: int = 0
    setbacks: int = 0

    def at(self, closed_at: datetime, card: int) -> "Reached":
        """The same where the next card is reached."""
        return Reached(closed_at, card, self.setbacks)

    @property
    def after(self) -> ColumnElement[bool]:
        """The condition that rounds have still to come to a card."""
        c, at = cards.c, self.closed_at
        return or_(c.closed_at > at, and_(c.closed_at == at, c.id > self.card)) if at else true()


def reached(conn: Connection) -> Reached:
    """How far the rounds have come."""
    known = marks.get(conn, _MARK)
    return _read(known.about) if known else Reached()


def move_on(conn: Connection, came: Reached, to: Reached, real: datetime) -> bool:
    """Note that rounds have come on from the one card to the other, if they are there still. `real` is real time.

    False where the clock was put back in between, or another round has come on: then nothing changes.
    """
    if _held(conn, real) != came:
        return False
    _put(conn, to, real)
    return True


def move_back(conn: Connection, now: datetime) -> None:
    """Let rounds come to all that is closed from now on, by a clock that was put back; they come to no other anew."""
    known = _held(conn, now)
    at, card = known.closed_at, known.card
    if at is not None and at > now - _UNSEEN:
        at, card = now - _UNSEEN, 0
    _put(conn, Reached(at, card, known.setbacks + 1), now)


def _held(conn: Connection, real: datetime) -> Reached:
    """How far they have come, which nobody else changes till the commit."""
    insert_new(conn, rows, [{"name": _MARK, "at": real, "about": _about(Reached())}])
    return _read(conn.execute(select(rows.c.about).where(rows.c.name == _MARK).with_for_update()).one().about)


def _put(conn: Connection, to: Reached, real: datetime) -> None:
    marks.put(conn, _MARK, real, **_about(to))


def _about(one: Reached) -> dict[str, Any]:
    at = one.closed_at.isoformat() if one.closed_at else None
    return {"closed_at": at, "card": one.card, "setbacks": one.setbacks}


def _read(about: dict[str, Any]) -> Reached:
    at = about["closed_at"]
    return Reached(datetime.fromisoformat(at) if at else None, about["card"], about.get("setbacks", 0))
