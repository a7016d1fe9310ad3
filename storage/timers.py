"""Timers: when a card next wants to be woken. Rows are the difference between what is wanted and what is there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from storage.tables import timers
from workflow.words import CardId

_OF_CARD = select(timers.c.ping, timers.c.at, timers.c.fired_at).where(timers.c.card == bindparam("card"))
_ONE = (timers.c.card == bindparam("of_card")) & (timers.c.ping == bindparam("of_ping"))
_FORGET = delete(timers).where(_ONE)
_MOVE = update(timers).where(_ONE).values(at=bindparam("new_at"))
_FIRE = update(timers).where(_ONE).values(fired_at=bindparam("new_fired_at"))
_UNFIRED = timers.c.fired_at.is_(None)
_PINGS_A_CARD = 8
_OLDEST = (
    select(timers.c.card, timers.c.at)
    .where(_UNFIRED, timers.c.at <= bindparam("now", type_=timers.c.at.type))
    .order_by(timers.c.at)
    .limit(bindparam("most_pings"))
    .subquery()
)
_DUE = (
    select(_OLDEST.c.card)
    .group_by(_OLDEST.c.card)
    .order_by(func.min(_OLDEST.c.at), _OLDEST.c.card)
    .limit(bindparam("most"))
)
"""The oldest due pings first, then their cards: so the index is walked no further than needed, however many are due."""


@dataclass(frozen=True, slots=True)
class Timer:
    """One ping of a card: when it rings (the office's clock), and when that was noted (real time)."""

    ping: str
    at: datetime
    fired_at: datetime | None


def of_card(conn: Connection, card: CardId) -> list[Timer]:
    """Every ping of the card, those that have rung too, the earliest first."""
    rows = conn.execute(_OF_CARD.order_by(timers.c.at, timers.c.ping), {"card": card})
    return [Timer(row.ping, row.at, row.fired_at) for row in rows]


def reconcile(
    conn: Connection, card: CardId, rings: Mapping[str, datetime], fired: Sequence[str], now: datetime
) -> None:
    """Make the card's unfired timers just `rings`, and note at `now` those that have fired.

    A ping that has fired once is never wanted again, whatever `rings` says.
    """
    known = {row.ping: row for row in conn.execute(_OF_CARD, {"card": card})}
    gone = {ping for ping, row in known.items() if row.fired_at is not None} | set(fired)
    wanted = {ping: at for ping, at in rings.items() if ping not in gone}
    _each(conn, _FIRE, card, [(ping, now) for ping in fired if ping in known], "new_fired_at")
    _each(conn, _FORGET, card, [(ping, None) for ping in known if ping not in wanted and ping not in gone])
    _each(conn, _MOVE, card, [(p, at) for p, at in wanted.items() if p in known and known[p].at != at], "new_at")
    fresh = [{"card": card, "ping": p, "at": at, "fired_at": None} for p, at in wanted.items() if p not in known]
    fresh += [{"card": card, "ping": p, "at": now, "fired_at": now} for p in fired if p not in known]
    if fresh:
        conn.execute(insert(timers), fresh)


def due(conn: Connection, now: datetime, limit: int) -> list[CardId]:
    """Cards that have something to ring at `now` (the office's clock), the longest overdue first.

    There may be fewer than `limit` although more are due; there are none only where nothing is.
    """
    return [
        CardId(card) for card in conn.scalars(_DUE, {"now": now, "most": limit, "most_pings": limit * _PINGS_A_CARD})
    ]


def put_off(conn: Connection, card: CardId, until: datetime) -> None:
    """Let nothing of the card ring before the moment (the office's clock)."""
    early = (timers.c.card == card) & _UNFIRED & (timers.c.at < until)
    conn.execute(update(timers).where(early).values(at=until))


def next_at(conn: Connection) -> datetime | None:
    """When the next timer wants to fire (the office's clock); None where there is nothing to wait for."""
    at: datetime | None = conn.scalar(select(func.min(timers.c.at)).where(_UNFIRED))
    return at


def _each(conn: Connection, statement: Any, card: CardId, pings: Sequence[tuple[str, Any]], value: str = "") -> None:
    if pings:
        rows = [{"of_card": card, "of_ping": ping, **({value: what} if value else {})} for ping, what in pings]
        conn.execute(statement, rows)
