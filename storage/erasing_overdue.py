"""What has been kept for long enough: closed cards, rows that are stuck, talks that nobody went on with."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, and_, delete, exists, not_, select

from storage import marks
from storage.erasing_reached import Reached, reached
from storage.inbox import asked
from storage.sql import one_of
from storage.tables import cards, conversations, events, inbox, outbox
from workflow.words import CardId, OfficeId

_LEFT = "cards not forgotten"

_WANTED = select(cards.c.id, cards.c.office, cards.c.closed_at).where(cards.c.open.is_(False))

_BARE = exists().where(events.c.card == cards.c.id, events.c.seq == cards.c.version, events.c.kind == "erased")
"""That nothing was said since the card was erased."""


@dataclass(frozen=True, slots=True)
class Overdue:
    """A closed card whose words have been kept for long enough."""

    card: CardId
    office: OfficeId
    closed_at: datetime


def of_cards(conn: Connection, these: Collection[CardId]) -> list[Overdue]:
    """The same for these cards, whatever rounds have come to."""
    rows = conn.execute(_WANTED.where(cards.c.id.in_(these)).order_by(cards.c.closed_at, cards.c.id))
    return [Overdue(CardId(row.id), OfficeId(row.office), row.closed_at) for row in rows]


def overdue(conn: Connection, before: datetime, most: int) -> tuple[Reached, list[Overdue]]:
    """Cards that were closed before the moment (the office's clock) and are not bare, after those rounds came to.

    With them how far the rounds have come, as `move_on` wants to hear it.
    """
    known = reached(conn)
    wanted = _WANTED.where(cards.c.closed_at < before, known.after, not_(_BARE))
    rows = conn.execute(wanted.order_by(cards.c.closed_at, cards.c.id).limit(most))
    return known, [Overdue(CardId(row.id), OfficeId(row.office), row.closed_at) for row in rows]


def left_over(conn: Connection) -> list[CardId]:
    """Cards that rounds came to and could not forget; they are tried again."""
    known = marks.get(conn, _LEFT)
    return [CardId(one) for one in known.about["cards"]] if known else []


def note_left_over(conn: Connection, these: Collection[CardId], real: datetime) -> None:
    """Note the cards that could not be forgotten, in place of those noted before. `real` is real time.

    All of them, however many: rounds have gone on past them, and come to them by this list alone.
    """
    marks.put(conn, _LEFT, real, cards=sorted(these))


def forget_stuck(conn: Connection, before: datetime) -> int:
    """Forget messages and updates that were given up, or are in doubt, since before the moment (real time)."""
    messages = and_(one_of(outbox.c.status, "dead", "doubt"), outbox.c.created_at < before)
    updates = and_(one_of(inbox.c.status, "dead"), inbox.c.received_at < before)
    return conn.execute(delete(outbox).where(messages)).rowcount + conn.execute(delete(inbox).where(updates)).rowcount


def forget_talks(conn: Connection, before: datetime) -> int:
    """Forget what people were asked before the moment (real time) and never answered, and what waited for it."""
    talks = conn.execute(delete(conversations).where(conversations.c.changed_at < before)).rowcount
    return talks + asked.forget(conn, before)
