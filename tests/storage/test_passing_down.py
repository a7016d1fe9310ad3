"""A card between two offices on real books: one commit for both, both journals whole, and two who act at once."""

import asyncio
from dataclasses import dataclass
from functools import partial

import pytest
from sqlalchemy import Connection

from storage import journal, offices, queries
from storage.shelf import SqlShelf
from storage.work import Work
from tests.fixtures.cards import carried_out, opened
from tests.fixtures.offices import NOW, OFFICE_TEXT, person
from workflow import desk
from workflow.card import Card
from workflow.commands import Act, PassDown, Withdraw
from workflow.history import replay
from workflow.office import Office
from workflow.office_file import parse_office
from workflow.words import CardId, PersonId

BELOW = (
    OFFICE_TEXT.replace('key = "lesnoe"', 'key = "below"\nparent = "lesnoe"')
    .replace("-1001000000777", "-1001000000778")
    .replace("telegram_id = 1", "telegram_id = 9")
)


@dataclass
class Pair:
    """An office, one below it, and a card that was passed down."""

    above: Office
    below: Office
    upper: CardId
    lower: CardId


@pytest.fixture
async def pair(work: Work, office: Office) -> Pair:
    """The card of the office above is passed down."""

    def load(conn: Connection) -> Office:
        offices.load_office(conn, parse_office(BELOW))
        found = offices.office_named(conn, "below")
        assert found is not None
        return found

    below = await work.run(load)
    card = await opened(work, office)
    done = await carried_out(work, PassDown(card.id, PersonId(person(office, "curator")), below.id))
    assert isinstance(done, desk.Done)
    assert done.card.passed is not None
    return Pair(office, below, card.id, done.card.passed.card)


async def card_of(work: Work, card: CardId) -> Card:
    """How the card stands."""
    found = await work.read(lambda conn: queries.card(conn, card))
    assert found is not None
    return found


async def whole(work: Work, pair: Pair) -> None:
    """The chains of both offices have no broken link."""
    for office in (pair.above, pair.below):
        assert await work.read(partial(journal.verify, office=office.id)) is None


async def test_both_are_kept(work: Work, pair: Pair) -> None:
    """Both cards are the sums of their journals, and both offices' chains are whole."""
    for one in (pair.upper, pair.lower):
        kept = await card_of(work, one)
        assert replay(await work.read(partial(journal.history, card=one))) == kept
    await whole(work, pair)


async def test_taken_back_and_set_aside_at_once(work: Work, pair: Pair) -> None:
    """Of those who take it back above and set it aside below at the same moment one is first; both cards agree."""
    await asyncio.gather(
        carried_out(work, Withdraw(pair.upper, PersonId(person(pair.above, "curator")), "сами")),
        carried_out(work, Act(pair.lower, PersonId(person(pair.below, "curator")), "dismiss", ground="abuse")),
    )
    upper, lower = await card_of(work, pair.upper), await card_of(work, pair.lower)
    assert upper.open
    assert not upper.awaits_below
    assert not lower.open
    assert upper.passed is not None
    assert (upper.passed.end == "withdrawn") == (lower.last.action == "withdrawn")
    await whole(work, pair)


async def test_what_stands_below_is_looked_up(work: Work, pair: Pair) -> None:
    """The office above has one below it, that one none; what was closed there since a moment is found by it."""
    assert [one.key for one in await work.read(lambda conn: SqlShelf(conn).children(pair.above.id))] == ["below"]
    assert await work.read(lambda conn: SqlShelf(conn).children(pair.below.id)) == []
    assert await work.read(lambda conn: SqlShelf(conn).closed_since(pair.below.id, NOW)) == []
    await carried_out(work, Act(pair.lower, PersonId(person(pair.below, "curator")), "dismiss", ground="abuse"))
    found = await work.read(lambda conn: SqlShelf(conn).closed_since(pair.below.id, NOW))
    assert [one.id for one in found] == [pair.lower]
