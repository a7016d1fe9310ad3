"""Cards to look through for what a new one may repeat."""

from datetime import datetime, timedelta

import pytest

from storage import likely, offices
from storage.shelf import SqlShelf
from storage.work import Work
from tests.fixtures.cards import carried_out, opened, opening
from tests.fixtures.offices import NOW, OFFICE_TEXT, person
from tests.storage.test_plans import plans, walks
from workflow.card import Card
from workflow.commands import Act
from workflow.desk import Done
from workflow.office import Office
from workflow.office_file import parse_office
from workflow.repeats import LOOK_BACK, Reason, like, sketch_of
from workflow.words import PersonId


async def _opened_at(work: Work, office: Office, text: str, at: datetime) -> Card:
    outcome = await carried_out(work, opening(office, text), at)
    assert isinstance(outcome, Done)
    return outcome.card


async def test_newest_first_and_none_too_old(work: Work, office: Office) -> None:
    """Cards opened at the given moment or later come, the newest first, and no older one."""
    for days in (91, 90, 5, 0):
        await _opened_at(work, office, f"{days} дней назад", NOW - timedelta(days=days))
    found = await work.read(lambda conn: SqlShelf(conn).recent(office.id, NOW - LOOK_BACK))
    assert [card.post.text for card in found] == ["0 дней назад", "5 дней назад", "90 дней назад"]


async def test_closed_ones_too(work: Work, office: Office) -> None:
    """A closed card comes as well: a repeat is mostly of what was answered."""
    card = await opened(work, office)
    await carried_out(work, Act(card.id, PersonId(person(office, "curator")), "dismiss", ground="abuse"))
    (found,) = await work.read(lambda conn: likely.recent(conn, office.id, NOW))
    assert (found.id, found.open) == (card.id, False)


async def test_no_more_than_the_newest(work: Work, office: Office) -> None:
    """There is a limit, and it leaves the newest."""
    for n in range(4):
        await opened(work, office, f"Пост {n}")
    found = await work.read(lambda conn: likely.recent(conn, office.id, NOW, 2))
    assert [card.number for card in found] == [4, 3]
    assert likely.MOST == 500


async def test_no_other_office(work: Work, office: Office) -> None:
    """Another office's cards are not seen."""
    await opened(work, office)
    text = OFFICE_TEXT.replace('key = "lesnoe"', 'key = "other"', 1)
    await work.run(lambda conn: offices.load_office(conn, parse_office(text, "other.toml")))
    other = await work.read(lambda conn: offices.office_named(conn, "other"))
    assert other is not None
    assert await work.read(lambda conn: likely.recent(conn, other.id, NOW)) == []


@pytest.mark.clause("KLP-13", "KAM-2.9")
async def test_repeat_of_a_kept_card(work: Work, office: Office) -> None:
    """A post about what a kept card is about leads to that card, closed though it is."""
    first = await opened(work, office, "На улице Лесной не горят фонари, дети идут в темноте")
    await opened(work, office, "Не вывозят мусор на Школьной")
    await carried_out(work, Act(first.id, PersonId(person(office, "curator")), "dismiss", ground="abuse"))
    new = await opened(work, office, "Лесная улица опять без освещения")
    kept = await work.read(lambda conn: SqlShelf(conn).recent(office.id, NOW - LOOK_BACK))
    (found,) = like(sketch_of(new), map(sketch_of, kept))
    assert (found.card, found.number) == (first.id, first.number)
    assert found.why == (Reason.SIMILAR_TEXT, Reason.SAME_PLACE)


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
async def test_no_walk(work: Work, office: Office) -> None:
    """The newest are found by the index of numbers."""
    await opened(work, office)
    found = await work.read(lambda conn: plans(conn, lambda conn: likely.recent(conn, office.id, NOW)))
    assert any("INDEX" in plan and "office" in plan for plan in found)
    assert [plan for plan in found if walks(plan)] == []
