"""Offices that stand below another one, and what it looks up of them."""

from datetime import datetime

from sqlalchemy import Connection, select

from storage.snapshots import snapshot
from storage.tables import cards, offices
from workflow.card import Card
from workflow.office import Office
from workflow.words import OfficeId


def children(conn: Connection, office: OfficeId) -> list[Office]:
    """The offices right below this one, by their names."""
    found = conn.scalars(select(offices.c.id).where(offices.c.parent == office).order_by(offices.c.name, offices.c.id))
    return [snapshot(conn, OfficeId(one)).office for one in found.all()]


def closed_since(conn: Connection, office: OfficeId, since: datetime) -> list[Card]:
    """Cards of the office that were closed at the moment (UTC) or after it, in the order of their numbers."""
    these = (cards.c.office == office) & ~cards.c.open & (cards.c.closed_at >= since)
    return [Card.model_validate_json(body) for body in conn.scalars(select(cards.c.body).where(these))]
