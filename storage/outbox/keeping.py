"""Looking after the outbox: which message says what, what goes elsewhere, once more, or not at all."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, and_, delete, exists, not_, or_, select, update

from storage import lanes
from storage.outbox.rows import BOX, STUCK, UNSENT
from storage.sql import one_of
from storage.tables import cards, outbox
from workflow.words import CardId, PersonId

_FINISHED = one_of(outbox.c.status, "sent", "dropped", "superseded")


@dataclass(frozen=True, slots=True)
class Subject:
    """What a sent message is about."""

    card: CardId | None
    kind: str
    person: PersonId | None


def message(conn: Connection, lane: str, message_id: str) -> Subject | None:
    """What the message in this chat is about, or None where it was not sent from here."""
    found = conn.execute(
        select(outbox.c.card, outbox.c.kind, outbox.c.person)
        .where(outbox.c.lane == lane, outbox.c.message_id == message_id)
        .order_by(outbox.c.id.desc())
        .limit(1)
    ).first()
    return Subject(found.card, found.kind, found.person) if found else None


def lane_pause(conn: Connection, lane: str, until: datetime) -> None:
    """Send nothing into this lane before the moment (real time)."""
    lanes.pause(conn, BOX, lane, until)


def redirect(conn: Connection, old: str, new: str) -> int:
    """Move everything unsent from one lane to another: the chat has moved. Returns how many."""
    lanes.ensure(conn, BOX, [new])
    moved = and_(outbox.c.lane == old, UNSENT)
    return conn.execute(update(outbox).where(moved).values(lane=new)).rowcount


def requeue(conn: Connection, row_id: int) -> bool:
    """Send a dead or doubtful message after all. False where there is no such one.

    What may have arrived goes marked, also where it was refused when it went for the second time.
    """
    stuck = and_(outbox.c.id == row_id, STUCK)
    arrived = or_(outbox.c.repeated, outbox.c.status == "doubt")
    fresh = {"status": "new", "not_before": None, "settled_at": None, "repeated": arrived}
    return conn.execute(update(outbox).where(stuck).values(fresh)).rowcount == 1


def purge(conn: Connection, before: datetime) -> int:
    """Forget what was finished before the moment (real time). Returns how many.

    Dead and doubtful rows stay, and those of open cards: an answer to such a message is about its card.
    """
    of_open = exists().where(cards.c.id == outbox.c.card, cards.c.open)
    old = and_(_FINISHED, outbox.c.settled_at < before, not_(of_open))
    return conn.execute(delete(outbox).where(old)).rowcount
