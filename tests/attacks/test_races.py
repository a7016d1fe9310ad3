"""Attacks 3 and 5: two devices, two people, two processes at the same moment, on both databases."""

import asyncio
from collections.abc import AsyncIterator, Callable
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import Connection

from storage import staffing
from storage.books import SqlBooks
from storage.snapshots import snapshot
from storage.work import Work
from tests.attacks.furnished import furnish
from tests.bot.fakes import Wall, rows
from tests.proof.counting import Tried
from workflow import desk
from workflow.commands import Act, Command
from workflow.desk import Done
from workflow.office import Office
from workflow.refusals import Refusal
from workflow.staffing.commands import Dismiss
from workflow.words import CardId, OfficeId, PersonId

NOW = Wall().at


@pytest.fixture(params=["sqlite", "postgresql"])
def backend(request: pytest.FixtureRequest) -> str:
    """Both."""
    return str(request.param)


@pytest.fixture
async def two(work: Work, database_url: str) -> AsyncIterator[tuple[Work, Work]]:
    """Two processes' ways to one database; a SQLite file has one process, and both are the same."""
    if database_url.startswith("sqlite"):
        yield work, work
        return
    async with await Work.open(database_url) as other:
        yield work, other


def doing(command: Command) -> Callable[[Connection], Any]:
    """One command in a transaction of its own."""
    return lambda conn: desk.do(command, SqlBooks(conn, NOW), NOW)


async def both(two: tuple[Work, Work], first: Callable[[Connection], Any], second: Callable[[Connection], Any]) -> Any:
    """Both at once."""
    return await asyncio.gather(two[0].run(first), two[1].run(second))


async def settled(two: tuple[Work, Work]) -> tuple[dict[str, int], Office]:
    """A furnished office: its cards by step, and itself."""
    cards = await furnish(two[0], "own", NOW)
    return cards, await two[0].read(lambda conn: snapshot(conn, OfficeId(1)).office)


def named(office: Office, role: str) -> PersonId:
    """Somebody of the office."""
    return next(one.id for one in office.people if one.key == f"own-{role}")


RACES: dict[str, tuple[str, tuple[str, str, dict[str, Any]], tuple[str, str, dict[str, Any]]]] = {
    "one button, two devices": ("approve", ("head", "approve", {}), ("head", "approve", {})),
    "yes and no": ("approve", ("head", "approve", {}), ("head", "send_back", {"note": "Нет"})),
    "two curators route": (
        "route",
        ("curator", "route", {"department": "own-unit"}),
        ("coordinator", "route", {"department": "own-other"}),
    ),
    "route and dismiss": (
        "route",
        ("curator", "route", {"department": "own-unit"}),
        ("coordinator", "dismiss", {"ground": "abuse"}),
    ),
    "two publish": (
        "publish",
        ("curator", "publish", {"link": "https://vk.com/wall-1_7"}),
        ("coordinator", "publish", {"link": "https://vk.com/wall-1_8"}),
    ),
}


@pytest.mark.attack(3, 5)
@pytest.mark.parametrize("race", RACES)
async def test_of_two_who_race_one_wins_and_the_other_is_told(two: tuple[Work, Work], tried: Tried, race: str) -> None:
    """One event is written; whoever was later gets a refusal with its reason, not silence and not a second event."""
    cards, office = await settled(two)
    step, *taps = RACES[race]
    card = CardId(cards[step])
    ((turn,),) = await rows(two[0], f"SELECT count(*) FROM events WHERE card = {card}")  # noqa: S608 - a number
    seen = await two[0].run(lambda conn: SqlBooks(conn, NOW).card(card))
    assert seen is not None
    first, second = (doing(Act(card, named(office, who), action, seen.turn, **more)) for who, action, more in taps)
    outcomes = await both(two, first, second)
    ((after,),) = await rows(two[0], f"SELECT count(*) FROM events WHERE card = {card}")  # noqa: S608 - a number
    tried.count(repeated=0)
    assert after == turn + 1
    assert sorted(type(one).__name__ for one in outcomes) == ["Done", "Refusal"]
    assert all(isinstance(one, Done | Refusal) for one in outcomes)


async def _trusting(two: tuple[Work, Work], office: Office) -> tuple[PersonId, PersonId]:
    """Two administrators and no other."""
    first, second = named(office, "administrator"), named(office, "moderator")

    def promote(conn: Connection) -> None:
        conn.exec_driver_sql(f"UPDATE people SET roles = '[\"administrator\"]' WHERE id = {second}")  # noqa: S608 - a number
        conn.exec_driver_sql(f"UPDATE offices SET stamp = '{uuid4()}'")  # noqa: S608 - a word of our own making

    await two[0].run(promote)
    return first, second


@pytest.mark.attack(5)
async def test_two_administrators_remove_each_other_and_one_stays(two: tuple[Work, Work], tried: Tried) -> None:
    """However they race, the office keeps somebody who administers it."""
    _, office = await settled(two)
    first, second = await _trusting(two, office)

    def removing(by: PersonId, whom: PersonId) -> Callable[[Connection], Any]:
        command = Dismiss(OfficeId(1), by, whom, NOW.date())
        return lambda conn: staffing.do(conn, command, SqlBooks(conn, NOW), NOW)

    outcomes = await both(two, removing(first, second), removing(second, first))
    tried.count()
    assert sorted(type(one).__name__ for one in outcomes) == ["Changed", "StaffRefusal"]
    left = "SELECT count(*) FROM people WHERE active AND roles LIKE '%administrator%'"
    assert await rows(two[0], left) == [(1,)]
