"""Looking cards up."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from storage import outbox, queries, views
from storage.shelf import SqlShelf
from storage.tables import cards
from storage.work import Work
from tests.fixtures.cards import carried_out, opened
from tests.fixtures.offices import NOW
from workflow.commands import Act, SetImportance
from workflow.office import Office
from workflow.words import CardId, Importance, PersonId


@pytest.mark.clause("SOB-10b")
async def test_most_urgent_first(work: Work, office: Office) -> None:
    """Open cards come important ones first, then by the nearest deadline, those without one last."""
    made = [await opened(work, office, f"Пост {n}") for n in range(5)]
    curator = made[0].curator
    assert curator is not None
    await carried_out(work, SetImportance(made[3].id, curator, Importance.HIGH))
    await carried_out(work, Act(made[4].id, curator, "dismiss", ground="abuse"))
    for card, due in ((made[0], None), (made[1], NOW + timedelta(hours=2)), (made[2], NOW + timedelta(hours=1))):
        change = update(cards).where(cards.c.id == card.id).values(next_due=due)
        await work.run(lambda conn, change=change: conn.execute(change).close())
    found = await work.read(lambda conn: queries.open_cards(conn, office.id))
    assert [card.number for card in found] == [4, 3, 2, 1]
    assert len(await work.read(lambda conn: queries.open_cards(conn, office.id, 2))) == 2
    assert [card.number for card in await work.read(lambda conn: queries.recent(conn, office.id, 2))] == [5, 4]


async def test_shelf(work: Work, office: Office) -> None:
    """The shelf finds a card by number, by key, and by any message that is about it."""
    card = await opened(work, office, key="msg:1")
    lane = "telegram:101"
    await work.run(lambda conn: views.shown(conn, card.id, lane, "50", PersonId(1), 1, "", NOW))
    (first,) = await work.run(lambda conn: outbox.claim(conn, "w", NOW, timedelta(seconds=9), 1))
    await work.run(lambda conn: outbox.sent(conn, first, "51", NOW))

    def look(shelf: SqlShelf) -> list[object]:
        return [
            shelf.card(card.id),
            shelf.numbered(office.id, 1),
            shelf.opened_under(office.id, "msg:1"),
            shelf.shown_by(lane, "50"),
            shelf.shown_by(lane, "51"),
            shelf.shown_by("telegram:102", "51"),
            shelf.card(CardId(99)),
            shelf.numbered(office.id, 99),
            shelf.procedure("sobolevo").name,
            [one.id for one in shelf.open_cards(office.id)],
            list(shelf.held(lane)),
        ]

    found = await work.read(lambda conn: look(SqlShelf(conn)))
    assert found == [card, card, card.id, card.id, card.id, None, None, None, "sobolevo", [card.id], []]
