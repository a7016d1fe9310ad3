"""Looking cards up: by number, by office, by what is most urgent, by what happened last."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, case, func, select, true

from storage.tables import cards, events
from workflow.card import Card
from workflow.words import CardId, Importance, OfficeId

_URGENT_FIRST = (
    case((cards.c.importance == Importance.HIGH.value, 0), else_=1),
    cards.c.next_due.is_(None),
    cards.c.next_due,
    cards.c.id,
)


def card(conn: Connection, card_id: CardId) -> Card | None:
    """The card, or None. It is not held: look only."""
    return next(iter(_cards(conn, select(cards.c.body).where(cards.c.id == card_id))), None)


def number(conn: Connection, card_id: CardId) -> int | None:
    """The number under which people know the card, or None; the card itself need not be readable."""
    found: int | None = conn.scalar(select(cards.c.number).where(cards.c.id == card_id))
    return found


def first_opened(conn: Connection) -> datetime | None:
    """When the first card of all offices was opened (the office's clock), or None where there is none."""
    found: datetime | None = conn.scalar(select(func.min(cards.c.opened_at)))
    return found


def numbered(conn: Connection, office: OfficeId, number: int) -> Card | None:
    """The card with this number in the office, or None."""
    this = (cards.c.office == office) & (cards.c.number == number)
    return next(iter(_cards(conn, select(cards.c.body).where(this))), None)


def open_cards(conn: Connection, office: OfficeId, limit: int | None = None) -> list[Card]:
    """Open cards of an office: important ones first (SOB-10b), then by the nearest deadline."""
    rows = select(cards.c.body).where(cards.c.office == office, cards.c.open).order_by(*_URGENT_FIRST)
    return _cards(conn, rows.limit(limit))


def open_ids(conn: Connection, office: OfficeId | None = None) -> list[CardId]:
    """Open cards of one office, or of all."""
    of_office = cards.c.office == office if office is not None else true()
    return list(conn.scalars(select(cards.c.id).where(cards.c.open, of_office).order_by(cards.c.id)))


def recent(conn: Connection, office: OfficeId, limit: int = 20) -> list[Card]:
    """The newest cards of an office, closed ones too."""
    rows = select(cards.c.body).where(cards.c.office == office).order_by(cards.c.number.desc())
    return _cards(conn, rows.limit(limit))


def changed(conn: Connection, office: OfficeId, limit: int = 20) -> list[Card]:
    """The cards of an office, closed ones too, to which something has happened last."""
    last = select(func.max(events.c.chain_seq)).where(events.c.card == cards.c.id).scalar_subquery()
    rows = select(cards.c.body).where(cards.c.office == office).order_by(last.desc())
    return _cards(conn, rows.limit(limit))


def opened_under(conn: Connection, office: OfficeId, key: str) -> CardId | None:
    """The card that was opened under this key, or None."""
    found: CardId | None = conn.scalar(select(cards.c.id).where(cards.c.office == office, cards.c.key == key))
    return found


def _cards(conn: Connection, bodies: Select[Any]) -> list[Card]:
    return [Card.model_validate_json(body) for body in conn.scalars(bodies)]
