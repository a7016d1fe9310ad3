"""A card is erased as a whole or not at all, also where rounds pass over one that fails and commit the rest."""

import pytest
from sqlalchemy import Connection, select

from storage import erasing, journal, queries
from storage.erasing_overdue import left_over
from storage.tables import cards, events
from storage.work import Work
from tests.bot.fakes import Wall
from tests.data.test_retention import forgotten
from tests.data.told import told_card
from tests.fixtures.cards import carried_out, opened
from tests.fixtures.offices import person
from workflow.card import Card
from workflow.commands import Act
from workflow.events import Erased
from workflow.office import Office
from workflow.words import CardId, PersonId


def _bodies(conn: Connection, card: CardId) -> list[tuple[object, ...]]:
    """All that the journal and the table of cards hold of it."""
    said = select(events.c.seq, events.c.body, events.c.salt).where(events.c.card == card).order_by(events.c.id)
    shown = select(cards.c.version, cards.c.body, cards.c.words).where(cards.c.id == card)
    return [tuple(row) for query in (said, shown) for row in conn.execute(query)]


async def test_one_that_fails_halfway_leaves_no_trace(
    work: Work, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A card that cannot be erased to the end is word for word as it was, the chain is whole, and others are erased."""
    bad, good = await told_card(work, office), await opened(work, office, "Пост про фонарь")
    await carried_out(work, Act(good.id, PersonId(person(office, "curator")), "dismiss", ground="abuse"))
    before, write = await work.read(lambda conn: _bodies(conn, bad.id)), erasing._write_card
    torn = list[int]()

    def tears(conn: Connection, card: Card, erased: Erased) -> None:
        write(conn, card, erased)
        if card.id == bad.id:
            assert _bodies(conn, bad.id) != before
            torn.append(card.id)
            raise RuntimeError("after the last of it was written")

    monkeypatch.setattr(erasing, "_write_card", tears)
    for day in (11, 12):
        await forgotten(work, Wall(), day, keep_cards_days=10)
    assert torn == [bad.id, bad.id]
    assert await work.read(lambda conn: _bodies(conn, bad.id)) == before
    assert await work.read(lambda conn: journal.verify(conn, office.id)) is None
    assert await work.read(left_over) == [bad.id]
    other = await work.read(lambda conn: queries.card(conn, good.id))
    assert other is not None
    assert other.erased_at is not None
