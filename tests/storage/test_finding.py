"""Finding cards in the books."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, insert, select, update

from bot.filling import fill_words
from storage import finding
from storage.shelf import SqlShelf
from storage.tables import cards
from storage.work import Work
from tests.cases import cases
from tests.fixtures.cards import carried_out, opened, routing
from tests.fixtures.offices import NOW, person
from workflow.access import sees
from workflow.card import Card
from workflow.commands import Act, Open
from workflow.desk import Done
from workflow.finding import Found, Looking, Part, parse_query, reach_of
from workflow.office import Office, Person
from workflow.post import Draft, Post
from workflow.post import Part as Piece
from workflow.words import DraftKind, PersonId

LAMPS = "На улице Лесной третий день не горят фонари"


def somebody(office: Office, key: str) -> Person:
    """The person with this key."""
    found = office.person(PersonId(person(office, key)))
    assert found is not None
    return found


def looking(
    office: Office, text: str, key: str = "curator", now: datetime = NOW, without: frozenset[Part] = frozenset()
) -> Looking:
    """What this person looks for."""
    reader = somebody(office, key)
    query = parse_query(text, now, office.timetable.zone, without)
    return Looking(office, query, now, lambda card: sees(reader, card), reach_of(reader))


async def found(work: Work, wanted: Looking, first: int = 0, most: int = 10) -> Found:
    """A page."""
    return await work.read(lambda conn: SqlShelf(conn).found(wanted, first, most))


async def numbers(work: Work, office: Office, text: str, key: str = "curator") -> list[int]:
    """Numbers of the cards on the first page."""
    page = await found(work, looking(office, text, key))
    assert page.count == len(page.cards)
    return [card.number for card in page.cards]


async def posted(work: Work, office: Office, post: Post, now: datetime = NOW) -> Card:
    """A card of this post."""
    outcome = await carried_out(work, Open(office.id, PersonId(person(office, "curator")), post), now)
    assert isinstance(outcome, Done)
    return outcome.card


@pytest.fixture
async def town(work: Work, office: Office) -> Sequence[Card]:
    """Three cards: lamps with an author and a link, snow on the roads, water that was closed a week later."""
    lamps = Post(
        author="Иван Петров",
        source="Подслушано",
        place="ул. Лесная",
        link="https://vk.com/wall-1_12",
        parts=(Piece(text=LAMPS),),
    )
    first = await posted(work, office, lamps, NOW - timedelta(days=10))
    snow = await opened(work, office, "Не чистят снег у школы, всё занесло")
    await carried_out(work, routing(snow, office))
    water = await opened(work, office, "Нет воды на Лесной 5")
    await carried_out(work, Act(water.id, PersonId(person(office, "curator")), "dismiss", ground="abuse"))
    return first, snow, water


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("фонари", [1]),
        ("ФОНАРЯМ", [1]),
        ("фонарь на лесной", [1]),
        ("Лесная", [3, 1]),
        ("лесн", [3, 1]),
        ("вода 5", [3]),
        ("все занесло", [2]),
        ("Петрова", [1]),
        ("подслушано", [2, 3, 1]),
        ("дороги", [2]),
        ("Дорожный", [2]),
        ("vk.ru/feed?w=wall-1_12&utm_source=a", [1]),
        ("https://vk.com/wall-1_13", []),
        ("2", [2]),
        ("№ 7", []),
        ("сегодня", [3, 2]),
        ("за неделю", [3, 2]),
        ("за месяц", [3, 2, 1]),
        ("открытые", [2, 1]),
        ("закрытые", [3]),
        ("с опозданием", [1]),
        ("Лесная открытые за месяц", [1]),
        ("дом", []),
    ],
)
async def test_what_is_found(work: Work, office: Office, town: Sequence[Card], text: str, expected: list[int]) -> None:
    """Words in any form, links however written, departments, executors, days and states, all of which must hold."""
    assert await numbers(work, office, text) == sorted(expected, reverse=True)


async def test_the_answer_is_found_too(work: Work, office: Office, town: Sequence[Card]) -> None:
    """A card is found by the words of its newest draft, and by them no more where another takes its place."""
    snow, executor = town[1], PersonId(person(office, "roads-1"))
    for text in ("Грейдер выйдет завтра", "Трактор выйдет завтра"):
        draft = Draft(kind=DraftKind.ANSWER, by=executor, at=NOW, parts=(Piece(text=text),))
        await carried_out(work, Act(snow.id, executor, "submit", draft=draft))
        assert await numbers(work, office, text.split()[0]) == [2]
        await carried_out(work, Act(snow.id, PersonId(person(office, "head")), "send_back", note="Короче"))
    assert await numbers(work, office, "грейдеру") == []


async def test_only_what_may_be_seen(work: Work, office: Office, town: Sequence[Card]) -> None:
    """An executor finds what came to his department, and is told of no other card, not even how many there are."""
    assert await numbers(work, office, "подслушано", "roads-1") == [2]
    assert await numbers(work, office, "1", "roads-1") == []
    assert await numbers(work, office, "за месяц", "utilities-1") == []
    assert await numbers(work, office, "за месяц", "head") == [3, 2, 1]


async def test_another_office_is_another_world(work: Work, office: Office, town: Sequence[Card]) -> None:
    """Cards of one office are not found in another."""
    wanted = looking(office, "за месяц")
    other = replace(wanted, office=replace(office, id=type(office.id)(office.id + 1)))
    assert (await found(work, other)).count == 0


async def test_pages(work: Work, office: Office) -> None:
    """Pages follow one another, and a card that comes meanwhile moves nothing."""
    for index in range(5):
        await opened(work, office, f"Яма {index}")
    wanted = replace(looking(office, "яма"), upto=5)
    await opened(work, office, "Ещё одна яма")
    assert [card.number for card in (await found(work, wanted, 0, 2)).cards] == [5, 4]
    assert [card.number for card in (await found(work, wanted, 4, 2)).cards] == [1]
    assert (await found(work, wanted, 6, 2)) == Found((), 5)


async def test_words_of_earlier_cards_are_filled_in_once(work: Work, office: Office) -> None:
    """Cards of an earlier version have no words: all get them, in several transactions, even one that says nothing."""
    bodies = [(await opened(work, office, text)).id for text in ("Яма", "Фонарь", "")]
    await work.run(lambda conn: conn.execute(update(cards).values(words="")).close())
    assert await numbers(work, office, "яма") == []
    last = await work.run(lambda conn: finding.fill(conn, 0, 2))
    assert last == bodies[1]
    assert await fill_words(work) == 1
    assert await fill_words(work) == 0
    assert await numbers(work, office, "яма") == [1]


async def test_twenty_thousand_cards(work: Work, office: Office) -> None:
    """A page and the count are right among twenty thousand cards."""
    card = await opened(work, office, LAMPS)

    def copy(conn: Connection) -> None:
        row = dict(conn.execute(select(cards)).mappings().one())
        rows = [
            {
                **row,
                "id": card.id + number,
                "number": 1 + number,
                "key": None,
                "words": row["words"] if number % 1000 == 0 else " снег ",
            }
            for number in range(1, 20_000)
        ]
        conn.execute(insert(cards), rows)

    await work.run(copy)
    page = await found(work, looking(office, "фонари"), 18, 6)
    assert (page.count, len(page.cards)) == (20, 2)
    assert (await found(work, looking(office, "снегом"), 0, 6)).count == 19_980


@given(text=st.text(max_size=400))
@settings(max_examples=cases(60), suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
async def test_nothing_that_is_written_does_harm(work: Work, office: Office, text: str) -> None:
    """Whatever is written is looked for and no more; the cards stay as they are."""
    await found(work, looking(office, text))


@pytest.mark.parametrize(
    "text", ["%", "_", "' OR 1=1 --", '"; DROP TABLE cards; --', "\u202eфонари", "100%", "a" * 5000]
)
async def test_signs_that_mean_something_to_a_database_mean_nothing(
    work: Work, office: Office, town: Sequence[Card], text: str
) -> None:
    """A sign that stands for any text elsewhere finds nothing by itself."""
    wanted = looking(office, text)
    page = await found(work, wanted)
    assert page.count in ({1, 3} if wanted.query.empty or "фонари" in text else {0})
    assert await work.read(lambda conn: conn.scalar(select(cards.c.id).where(cards.c.number == 3))) is not None
