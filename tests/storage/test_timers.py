"""Timers: rows are the difference between what is wanted and what is there."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import insert, select
from sqlalchemy.dialects import sqlite
from sqlalchemy.exc import IntegrityError

from storage import timers
from storage.tables import timers as rows
from storage.work import Work
from tests.fixtures.cards import opened
from tests.fixtures.offices import NOW
from workflow.office import Office
from workflow.words import CardId


def at(minutes: int) -> datetime:
    return NOW + timedelta(days=365, minutes=minutes)


@pytest.fixture
async def card(work: Work, office: Office) -> CardId:
    """A card whose own timers were taken away."""
    made = (await opened(work, office)).id
    await work.run(lambda conn: timers.reconcile(conn, made, {}, [], NOW))
    return made


async def kept(work: Work) -> dict[str, tuple[datetime, bool]]:
    found = await work.read(lambda conn: conn.execute(select(rows)).all())
    return {row.ping: (row.at, row.fired_at is not None) for row in found}


async def test_difference(work: Work, card: CardId) -> None:
    """After reconciling the unfired timers are just those wanted: some come, some move, some go."""
    await work.run(lambda conn: timers.reconcile(conn, card, {"a": at(1), "b": at(2), "c": at(3)}, [], NOW))
    await work.run(lambda conn: timers.reconcile(conn, card, {"b": at(20), "c": at(3), "d": at(4)}, [], NOW))
    assert await kept(work) == {"b": (at(20), False), "c": (at(3), False), "d": (at(4), False)}


async def test_fired_never_again(work: Work, card: CardId) -> None:
    """A ping that has fired stays fired, though it be wanted again, and was not even known before."""
    await work.run(lambda conn: timers.reconcile(conn, card, {"a": at(1)}, [], NOW))
    await work.run(lambda conn: timers.reconcile(conn, card, {"a": at(9), "unheard": at(9)}, ["a", "unheard"], NOW))
    await work.run(lambda conn: timers.reconcile(conn, card, {"a": at(9), "unheard": at(9), "b": at(5)}, [], NOW))
    assert {ping: fired for ping, (_, fired) in (await kept(work)).items()} == {"a": True, "unheard": True, "b": False}
    assert await work.read(lambda conn: timers.due(conn, at(60), 10)) == [card]


async def test_unique(work: Work, card: CardId) -> None:
    """The database itself keeps a ping from being there twice."""
    row = {"card": card, "ping": "a", "at": at(1)}
    await work.run(lambda conn: conn.execute(insert(rows).values(row)).close())
    with pytest.raises(IntegrityError):
        await work.run(lambda conn: conn.execute(insert(rows).values(row)).close())


async def test_due(work: Work, office: Office, card: CardId) -> None:
    """Due cards come once each, the longest overdue first, no more than asked for."""
    other = (await opened(work, office)).id
    await work.run(lambda conn: timers.reconcile(conn, other, {"a": at(1), "b": at(50)}, [], NOW))
    await work.run(lambda conn: timers.reconcile(conn, card, {"a": at(2), "b": at(3), "c": at(99)}, [], NOW))
    assert await work.read(lambda conn: timers.due(conn, at(0), 10)) == []
    assert await work.read(lambda conn: timers.due(conn, at(3), 10)) == [other, card]
    assert await work.read(lambda conn: timers.due(conn, at(3), 1)) == [other]
    assert await work.read(timers.next_at) == at(1)


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
async def test_due_uses_the_index(work: Work) -> None:
    """Among many pending timers the due ones are found without looking at the others."""
    sql = str(timers._DUE.compile(dialect=sqlite.dialect()))
    plan = await work.read(lambda conn: conn.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", (5, 5, 0, 5, 0)).all())
    assert any("SEARCH timers USING INDEX ix_timers_due (at<?)" in str(row) for row in plan), plan
