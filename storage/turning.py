"""The people of an office are others now: open cards go where they must and people are told, in one transaction."""

from datetime import datetime

from sqlalchemy import Connection

from storage import outbox, procedures, queries
from storage.books import SqlBooks
from storage.snapshots import Snapshot, snapshot
from workflow import desk
from workflow.events import HandedOver
from workflow.notices import Urgency
from workflow.office import Office
from workflow.staffing.handovers import handovers
from workflow.staffing.news import STAFF, StaffNotice
from workflow.staffing.telling import Order, Turned, news
from workflow.words import PersonId


def turn_over(
    conn: Connection,
    before: Office,
    books: SqlBooks,
    now: datetime,
    by: PersonId | None = None,
    to: PersonId | None = None,
    order: Order | None = None,
) -> None:
    """Make of the office's open cards what its change from `before` asks for. `now` is the office's clock.

    `to` takes over from somebody who has left, by this `order`; `by` did it.
    """
    books.forget(before.id)
    known = snapshot(conn, before.id)
    found = queries.open_cards(conn, before.id)
    over = tuple(
        (outcome.card, event)
        for command in handovers(before, known.office, found, to)
        if isinstance(outcome := desk.do(command, books, now), desk.Done)
        for event in outcome.happened
        if isinstance(event, HandedOver)
    )
    moved = {card.id: card for card, _ in over}
    now_open = [moved.get(one.id, one) for one in found]
    kept = tuple((one, procedures.get(conn, one.procedure, one.digest)) for one in now_open)
    tell(conn, known, news(Turned(before, known.office, now, over, kept, by), order), books.now_real)


def tell(conn: Connection, known: Snapshot, notices: tuple[StaffNotice, ...], real: datetime) -> None:
    """Put the notices out for sending, each once for ever by its key. `real` is real time."""
    outbox.put(conn, [_message(notice, lane) for notice in notices if (lane := known.lane(notice.to))], real)


def _message(notice: StaffNotice, lane: str) -> outbox.Message:
    return outbox.Message(
        lane=lane,
        kind=STAFF,
        body=notice.model_dump_json(),
        urgency=Urgency.URGENT,
        key=notice.key,
        office=notice.office,
        person=notice.to,
    )
