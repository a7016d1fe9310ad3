"""Cards that a new one may be like, or may repeat: the late ones of its office."""

from datetime import datetime
from functools import lru_cache

from sqlalchemy import Connection, select

from storage.tables import cards
from workflow.card import Card
from workflow.words import OfficeId

MOST = 500
"""Cards that are looked through at most; a town's office opens fewer in a season."""


def recent(conn: Connection, office: OfficeId, since: datetime, most: int = MOST) -> list[Card]:
    """Cards of the office opened at `since` (UTC) or after it, closed ones too, the newest first.

    Of the `most` that have the highest numbers: an office numbers its cards as it opens them, so that the
    index of numbers gives the newest without a walk through all that came before.
    """
    newest = select(cards.c.body, cards.c.number, cards.c.opened_at).where(cards.c.office == office)
    late = newest.order_by(cards.c.number.desc()).limit(most).subquery()
    bodies = select(late.c.body).where(late.c.opened_at >= since).order_by(late.c.number.desc())
    return [_parsed(body) for body in conn.scalars(bodies)]


@lru_cache(maxsize=2 * MOST)
def _parsed(body: str) -> Card:
    """The card of a row; of the cards looked through for a new post nearly all are those of the post before.

    Twice as many are kept as are looked through, or one new card would drive out all the others in turn.
    """
    return Card.model_validate_json(body)
