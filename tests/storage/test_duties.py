"""Duties that are kept, and who did them: the first who said so."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import Connection

from storage import duties
from storage.duties import Place
from storage.work import Work
from tests.fixtures.offices import NOW, person
from workflow.duties import DutyDone, DutyRecord
from workflow.office import Office
from workflow.words import PersonId

LATER = NOW + timedelta(hours=1)


@pytest.fixture
def place(office: Office) -> Place:
    return Place(office.id, "sobolevo", "report")


async def record(work: Work, place: Place) -> DutyRecord | None:
    return await work.read(lambda conn: duties.record(conn, place))


async def test_kept_once(work: Work, place: Place) -> None:
    """A duty is kept from the first moment on, however often it is said."""
    assert await record(work, place) is None
    for now in (NOW, LATER):
        await work.run(lambda conn, now=now: duties.keep(conn, place, now))
    assert await record(work, place) == DutyRecord(NOW, NOW)


async def test_looked(work: Work, place: Place) -> None:
    """What was looked at moves on for one duty and for no other."""
    other = Place(place.office, "sobolevo", "list")
    for one in (place, other):
        await work.run(lambda conn, one=one: duties.keep(conn, one, NOW))
    await work.run(lambda conn: duties.looked(conn, place, LATER))
    assert await record(work, place) == DutyRecord(NOW, LATER)
    assert await record(work, other) == DutyRecord(NOW, NOW)


async def test_first_stands(work: Work, office: Office, place: Place) -> None:
    """Who says second that it is done learns who was first, and the record keeps the first."""
    vera, petr = PersonId(person(office, "curator")), PersonId(person(office, "roads-1"))
    first = await work.run(lambda conn: duties.finish(conn, place, "2026-W10", vera, NOW))
    second = await work.run(lambda conn: duties.finish(conn, place, "2026-W10", petr, LATER))
    assert first == second == DutyDone("2026-W10", vera, "Вера Куратор", NOW)
    await work.run(lambda conn: duties.keep(conn, place, NOW))
    assert await record(work, place) == DutyRecord(NOW, NOW, {"2026-W10": first})


async def test_each_period(work: Work, office: Office, place: Place) -> None:
    """A period that is done leaves the next one to be done, and another duty of the same period too."""
    vera = PersonId(person(office, "curator"))
    await work.run(lambda conn: duties.keep(conn, place, NOW))
    for one, period in (
        (place, "2026-W10"),
        (place, "2026-W11"),
        (Place(place.office, "sobolevo", "list"), "2026-W12"),
    ):
        await work.run(lambda conn, one=one, period=period: duties.finish(conn, one, period, vera, NOW))
    found = await record(work, place)
    assert found is not None
    assert sorted(found.done) == ["2026-W10", "2026-W11"]


async def test_the_latest_are_known(work: Work, office: Office, place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """However much was done over the years, what is looked at are the latest periods."""
    monkeypatch.setattr(duties, "_RECENT", 1)
    await work.run(lambda conn: duties.keep(conn, place, NOW))
    for period, now in (("2026-W10", NOW), ("2026-W11", LATER), ("2026-W09", NOW)):
        by = PersonId(person(office, "curator"))
        await work.run(lambda conn, by=by, period=period, now=now: duties.finish(conn, place, period, by, now))
    found = await record(work, place)
    assert found is not None
    assert list(found.done) == ["2026-W11"]


async def test_two_say_so_at_once(work: Work, office: Office, place: Place) -> None:
    """Of two who say so at the same moment one stands, and both are told the same."""
    people = [PersonId(one.id) for one in office.people[:2]]

    def say(conn: Connection, by: PersonId) -> DutyDone:
        return duties.finish(conn, place, "2026-W10", by, NOW)

    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(work.run(lambda conn, by=by: say(conn, by))) for by in people]
    assert len({task.result().by for task in tasks}) == 1
