"""Rounds that erase cards, and a clock that is put back: they go back as far as they must, and hold nobody up."""

from datetime import datetime, timedelta
from functools import partial
from typing import Any

import pytest
from sqlalchemy import Connection

from bot.retention import round as round_
from bot.retention.portions import next_card
from storage import erasing, journal, setbacks
from storage.erasing_overdue import overdue
from storage.work import Work
from tests.bot.fakes import Wall
from tests.data.test_erasing import ORDER
from tests.data.test_retention import forgotten
from tests.fixtures.cards import carried_out, opened
from tests.fixtures.offices import NOW, person
from tests.proof.counting import Tried
from workflow.commands import Act
from workflow.events import Erased
from workflow.office import Office
from workflow.words import CardId, PersonId

BACK = NOW - timedelta(days=3)
"""What the clock says after it was put back."""


@pytest.fixture
def wall() -> Wall:
    return Wall()


async def closed(work: Work, office: Office, *texts: str, at: datetime = NOW) -> list[CardId]:
    """Cards of these posts that were dismissed at the moment."""
    made = [(await opened(work, office, one)).id for one in texts]
    for one in made:
        await carried_out(work, Act(one, PersonId(person(office, "curator")), "dismiss", ground="abuse"), at)
    return made


async def is_bare(work: Work, card: CardId) -> bool:
    return isinstance((await work.read(partial(journal.history, card=card)))[-1], Erased)


@pytest.mark.fault(14)
async def test_bare_cards_hold_up_no_round(
    work: Work, office: Office, wall: Wall, monkeypatch: pytest.MonkeyPatch, tried: Tried
) -> None:
    """However many cards are bare, one closed after the setback goes with the first round; no other is touched."""
    monkeypatch.setattr(round_, "MOST_CARDS", 3)
    await closed(work, office, *(f"Пост номер {n} про фонарь" for n in range(7)))
    for day in (3, 4, 5):
        await forgotten(work, wall, day, keep_cards_days=2)
    await work.run(lambda conn: setbacks.end_waits(conn, BACK + timedelta(minutes=1)))
    [late] = await closed(work, office, "Снег", at=BACK)
    begun, erase = list[list[CardId]](), erasing.erase

    def noted(conn: Connection, these: list[CardId], order: Any) -> Any:
        begun.append(these)
        return erase(conn, these, order)

    monkeypatch.setattr(erasing, "erase", noted)
    await forgotten(work, wall, 6, keep_cards_days=2)
    gone = await is_bare(work, late)
    tried.count(lost=not gone)
    assert (begun, gone) == ([[late]], True)


@pytest.mark.parametrize("before", [0, 1])
async def test_a_round_that_a_setback_overtakes(work: Work, office: Office, before: int) -> None:
    """Rounds stay where a setback took them, whatever a round that had begun before still does."""
    await closed(work, office, "Фонарь", "Яма", "Снег")
    far = NOW + timedelta(days=9)
    came, these = await work.read(lambda conn: overdue(conn, far, 9))
    for n, one in enumerate(these):
        if n == before:
            await work.run(lambda conn: setbacks.end_waits(conn, BACK))
        found = await work.run(partial(next_card, one=one, came=came, now=far, real=far))
        assert found.done == 1
        came = came.at(one.closed_at, one.card)
    late = await closed(work, office, "Лужа", at=BACK)
    assert [one.card for one in (await work.read(lambda conn: overdue(conn, far, 9)))[1]] == late


async def test_bare_ones_are_not_counted(work: Work, office: Office) -> None:
    """A card that a command has erased meanwhile is come to, and not counted as forgotten."""
    await closed(work, office, "Фонарь")
    far = NOW + timedelta(days=9)
    came, [one] = await work.read(lambda conn: overdue(conn, far, 9))
    counts = [(await work.run(partial(next_card, one=one, came=came, now=far, real=far))).done for _ in range(2)]
    assert counts == [1, 0]


async def test_what_is_said_afterwards(work: Work, office: Office) -> None:
    """A card that was erased while it was open loses what was said since when its time is over."""
    card = (await opened(work, office, "Фонарь")).id
    even_open = ORDER.model_copy(update={"even_open": True})
    await work.run(lambda conn: erasing.erase(conn, [card], even_open))
    await carried_out(work, Act(card, PersonId(person(office, "curator")), "dismiss", ground="abuse"))
    far = NOW + timedelta(days=9)
    assert [one.card for one in (await work.read(lambda conn: overdue(conn, far, 9)))[1]] == [card]
