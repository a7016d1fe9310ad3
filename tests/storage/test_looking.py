"""What those see who only look: the newest rows of the outbox, the timers of a card, the cards by their last event."""

from datetime import timedelta

from sqlalchemy import Connection

from storage import outbox, queries, timers
from storage.outbox import Message
from storage.work import Work
from tests.fixtures.cards import carried_out, opened, routing
from tests.fixtures.offices import NOW
from workflow.office import Office


async def test_unsent_rows_stand_first(work: Work) -> None:
    """What has not gone stands before what has, the newest of each first; a paused lane says till when."""

    def fill(conn: Connection) -> None:
        rows = [Message(lane=f"telegram:{number}", kind="reply", body="{}", urgency=3 - number) for number in (1, 2, 3)]
        outbox.put(conn, rows, NOW)
        (first,) = outbox.claim(conn, "sender", NOW, timedelta(seconds=9), 1)
        outbox.sent(conn, first, "5", NOW)
        outbox.lane_pause(conn, "telegram:2", NOW + timedelta(seconds=30))

    await work.run(fill)
    rows = await work.read(lambda conn: outbox.newest(conn, 9))
    assert [(row.lane, row.status, row.message_id) for row in rows] == [
        ("telegram:2", "new", None),
        ("telegram:1", "new", None),
        ("telegram:3", "sent", "5"),
    ]
    assert [row.paused_until for row in rows] == [NOW + timedelta(seconds=30), None, None]
    assert len(await work.read(lambda conn: outbox.newest(conn, 2))) == 2


async def test_timers_of_a_card(work: Work, office: Office) -> None:
    """Every ping of the card is there, those that have rung too, the earliest first."""
    card = await opened(work, office)
    other = await opened(work, office, "Другой пост")
    await work.run(lambda conn: timers.reconcile(conn, card.id, {"b": NOW + timedelta(hours=1)}, ["a"], NOW))
    found = await work.read(lambda conn: timers.of_card(conn, card.id))
    assert [(one.ping, one.at, one.fired_at) for one in found] == [
        ("a", NOW, NOW),
        ("b", NOW + timedelta(hours=1), None),
    ]
    assert await work.read(lambda conn: timers.of_card(conn, other.id))


async def test_the_latest_change_first(work: Work, office: Office) -> None:
    """The card to which something has happened last comes first, however old it is."""
    first, second = await opened(work, office), await opened(work, office, "Другой пост")
    newest = await work.read(lambda conn: queries.changed(conn, office.id))
    assert [card.id for card in newest] == [second.id, first.id]
    await carried_out(work, routing(first, office))
    assert [card.id for card in await work.read(lambda conn: queries.changed(conn, office.id, 1))] == [first.id]
