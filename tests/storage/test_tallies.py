"""Tallies: each thing counts once, within its window, for its own subject."""

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import Connection
from sqlalchemy.dialects import sqlite

from storage import tallies
from storage.books import SqlBooks
from storage.work import Work
from tests.fixtures.cards import opened
from tests.fixtures.offices import NOW
from workflow.card import Card
from workflow.counters import Tally
from workflow.office import Office

HOUR = timedelta(hours=1)
SINCE, UNTIL = NOW - HOUR, NOW + HOUR


@pytest.fixture
async def card(work: Work, office: Office) -> Card:
    return await opened(work, office)


def late(card: Card, what: str = "draft/2", at: datetime = NOW, subject: str = "roads") -> Tally:
    return Tally(card.office, card.procedure, "misses", subject, card.id, what, 5, at)


async def noted(work: Work, *some: Tally) -> list[bool]:
    return [await work.run(lambda conn, one=one: SqlBooks(conn, NOW).note_tally(one)) for one in some]


async def others(work: Work, one: Tally) -> int:
    return await work.run(lambda conn: SqlBooks(conn, NOW).tally_count(one, SINCE, UNTIL))


async def test_nothing_counts_twice(work: Work, card: Card) -> None:
    """The same thing of a card is noted once, whatever else is said of it the second time."""
    assert await noted(work, late(card), replace(late(card), seq=9, at=NOW + HOUR, subject="x")) == [True, False]
    assert await others(work, late(card, "answer/1")) == 1


async def test_others_only(work: Work, card: Card) -> None:
    """What is asked about is no other of itself, before it is noted and after."""
    await noted(work, late(card, "answer/1"))
    before = await others(work, late(card))
    await noted(work, late(card))
    assert (before, await others(work, late(card))) == (1, 1)


async def test_window(work: Work, card: Card) -> None:
    """The start of the time is in it, its end is not."""
    moments = (SINCE - timedelta.resolution, SINCE, UNTIL - timedelta.resolution, UNTIL)
    await noted(work, *(late(card, f"a/{number}", at) for number, at in enumerate(moments)))
    assert await others(work, late(card)) == 2


async def test_apart(work: Work, card: Card) -> None:
    """Another subject, another counter and another procedure have counts of their own."""
    others_of = [late(card, "a", subject="utilities"), replace(late(card, "b"), counter="x")]
    await noted(work, *others_of, replace(late(card, "c"), procedure="x"))
    assert await others(work, late(card)) == 0


async def test_two_at_once(work: Work, office: Office) -> None:
    """Of two that are counted at the same moment one sees the other: nobody's limit is passed unseen."""
    cards = [await opened(work, office, text) for text in ("a", "b")]

    async def count(card: Card) -> int:
        def counted(conn: Connection) -> int:
            books = SqlBooks(conn, NOW)
            found = books.tally_count(late(card), SINCE, UNTIL)
            books.note_tally(late(card))
            return found

        return await work.run(counted)

    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(count(card)) for card in cards]
    assert sorted(task.result() for task in tasks) == [0, 1]


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
async def test_counting_uses_the_index(work: Work, card: Card) -> None:
    """Among everything that was ever counted a window is found without looking at the rest."""
    sql = str(tallies._COUNTED.compile(dialect=sqlite.dialect()))
    plan = await work.read(lambda conn: conn.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", (1,) * sql.count("?")).all())
    assert any("USING INDEX ix_tallies_window" in str(row) for row in plan), plan
