"""Absences and dismissals on both databases: rows, cards and notices in one commit, at their minute."""

from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import pytest
from sqlalchemy import Connection, select, update

from bot.absences import advance
from storage import absences, leaving, offices, people, queries, staffing
from storage.snapshots import snapshot
from storage.tables import absences as rows
from storage.tables import outbox
from storage.tables import people as persons
from storage.work import Work
from tests.fixtures.cards import books_of, carried_out, opened, routing
from tests.fixtures.offices import NOW, person
from workflow.card import Card
from workflow.handed import Handed
from workflow.office import Office
from workflow.presence import Reason
from workflow.staffing.commands import Absent, Back, Dismiss, StaffCommand
from workflow.staffing.news import STAFF, News, StaffNotice
from workflow.staffing.outcome import Changed, StaffOutcome
from workflow.staffing.refusals import StaffRefusal, StaffWhy
from workflow.words import PersonId, Role

WEEK = timedelta(days=7)


def who(office: Office, key: str) -> PersonId:
    """The id of the person with this key."""
    return PersonId(person(office, key))


async def do(work: Work, command: StaffCommand, now: datetime = NOW) -> StaffOutcome:
    """What comes of a command about the office, committed."""
    return await work.run(lambda conn: staffing.do(conn, command, books_of(conn), now))


def leave(office: Office, since: datetime = NOW, until: datetime | None = NOW + WEEK, **more: Any) -> Absent:
    """The leave of the roads' executor, for whom the utilities' one stands in."""
    roads, other = who(office, "roads-1"), who(office, "utilities-1")
    return Absent(office.id, roads, roads, since, until, Reason.LEAVE, (other,), **more)


async def his_card(work: Work, office: Office) -> Card:
    """A card that lies with the roads' executor."""
    card = await opened(work, office)
    await carried_out(work, routing(card, office))
    return await now_is(work, card)


async def now_is(work: Work, card: Card) -> Card:
    """The card as it stands."""
    found = await work.read(lambda conn: queries.card(conn, card.id))
    assert found is not None
    return found


async def told(work: Work) -> list[StaffNotice]:
    """Everything that was told of people, in order."""
    bodies = select(outbox.c.body).where(outbox.c.kind == STAFF).order_by(outbox.c.id)
    return [StaffNotice.model_validate_json(body) for body in await work.read(lambda conn: conn.scalars(bodies).all())]


async def tick(work: Work, office: Office, now: datetime) -> list[PersonId]:
    """The clock comes to this moment. Returns whose absence began or ended."""
    due = await work.read(lambda conn: absences.due(conn, now))
    for _, one in due:
        await work.run(partial(advance, office=office.id, person=one, now=now))
    return [one for _, one in due]


@pytest.mark.clause("SOB-9a")
async def test_an_absence_that_begins_now_gives_the_cards_over_at_once(work: Work, office: Office) -> None:
    """One commit holds the row, the substitute's cards, and a message to each of the two; coming back undoes it."""
    card = await his_card(work, office)
    assert card.executor == who(office, "roads-1")
    assert isinstance(await do(work, leave(office)), Changed)
    assert (await now_is(work, card)).executor == who(office, "utilities-1")
    away, stead = await told(work)
    assert (away.what, away.to) == (News.AWAY, who(office, "roads-1"))
    assert (stead.what, stead.to, stead.cards) == (News.STEAD, who(office, "utilities-1"), (card.id,))
    (spell,) = await work.read(lambda conn: absences.spells(conn, office.id))
    assert isinstance(await do(work, Back(office.id, who(office, "head"), spell.id)), StaffRefusal)
    assert isinstance(await do(work, Back(office.id, who(office, "roads-1"), spell.id), NOW + WEEK / 2), Changed)
    assert (await now_is(work, card)).executor == who(office, "roads-1")
    assert [one.what for one in (await told(work))[2:]] == [News.BACK, News.OVER]
    again = await do(work, Back(office.id, who(office, "roads-1"), spell.id))
    assert again == StaffRefusal(StaffWhy.NOT_AWAY)


@pytest.mark.clause("SOB-9a")
async def test_the_clock_begins_and_ends_what_is_planned(work: Work, office: Office) -> None:
    """Nothing happens before the minute; at it the card goes over, at the end it comes back, each once."""
    card = await his_card(work, office)
    since, until = NOW + timedelta(hours=1), NOW + WEEK
    await do(work, leave(office, since, until))
    assert await tick(work, office, since - timedelta(seconds=1)) == []
    assert await tick(work, office, since) == [who(office, "roads-1")]
    assert (await now_is(work, card)).handed == (Handed(place="executor", of=who(office, "roads-1"), returns=True),)
    assert await tick(work, office, until - timedelta(seconds=1)) == []
    assert await tick(work, office, until) == [who(office, "roads-1")]
    assert (await now_is(work, card)).executor == who(office, "roads-1")
    assert await tick(work, office, until) == []
    assert [one.what for one in await told(work)] == [News.AWAY, News.STEAD, News.BACK, News.OVER]


async def test_what_began_and_ended_while_nobody_looked_is_only_over(work: Work, office: Office) -> None:
    """After a long stand-still nobody is told of an absence that is past, and no card has moved."""
    card = await his_card(work, office)
    await do(work, leave(office, NOW + timedelta(hours=1), NOW + timedelta(hours=2)))
    assert await tick(work, office, NOW + WEEK) == [who(office, "roads-1")]
    assert (await now_is(work, card)).version == card.version
    assert await told(work) == []
    assert await work.read(lambda conn: conn.scalar(select(rows.c.state))) == "ended"


async def test_two_absences_at_the_same_time_and_other_nonsense_are_refused(work: Work, office: Office) -> None:
    """An overlap, a time that is over, an end before the beginning, oneself as substitute: nothing is written."""
    roads = who(office, "roads-1")
    await do(work, leave(office, NOW + WEEK, None))
    refused = {
        StaffWhy.AWAY_ALREADY: leave(office, NOW, NOW + 2 * WEEK),
        StaffWhy.NOT_YOURS: Absent(office.id, roads, who(office, "head"), NOW, None, Reason.LEAVE),
        StaffWhy.BAD_SUBSTITUTE: Absent(office.id, roads, roads, NOW, NOW + WEEK, Reason.LEAVE, (roads,)),
        StaffWhy.NO_SUCH: Absent(office.id, roads, PersonId(999), NOW, None, Reason.LEAVE),
    }
    for why, command in refused.items():
        outcome = await do(work, command)
        assert isinstance(outcome, StaffRefusal)
        assert outcome.why is why
    for since, until in ((NOW - WEEK, NOW), (NOW + WEEK, NOW), (NOW, NOW + 200 * WEEK), (NOW - 200 * WEEK, None)):
        outcome = await do(work, leave(office, since, until))
        assert outcome == StaffRefusal(StaffWhy.BAD_DATES)
    assert isinstance(await do(work, leave(office, NOW - WEEK, NOW + WEEK)), Changed), "one right before the other"
    assert len(await work.read(lambda conn: conn.execute(select(rows)).all())) == 2


@pytest.mark.clause("SOB-9b")
async def test_a_dismissal_ends_access_and_tells_how_late_it_was(work: Work, office: Office) -> None:
    """Cards go to whoever was chosen, the address is free, absences are over, the curator sees four days of delay."""
    card = await his_card(work, office)
    chief = await with_role(work, office, "head", Role.COORDINATOR)
    await do(work, leave(office, NOW + WEEK, None))
    ordered = datetime(2026, 2, 25, tzinfo=UTC).date()
    command = Dismiss(office.id, chief, who(office, "roads-1"), ordered, who(office, "utilities-1"))
    assert isinstance(await do(work, command), Changed)
    moved = await now_is(work, card)
    assert (moved.executor, moved.handed) == (who(office, "utilities-1"), ())
    assert await work.read(lambda conn: people.by_address(conn, "telegram", "102")) == []
    left = await work.read(lambda conn: conn.execute(select(persons).where(persons.c.key == "roads-1")).one())
    assert (left.active, left.left_on, left.address) == (False, "2026-02-25", None)
    assert await work.read(lambda conn: absences.spells(conn, office.id)) == ()
    late = [one for one in await told(work) if one.what is News.LEFT]
    assert {one.to for one in late} == {who(office, "curator"), chief}
    assert {(one.late, one.clause) for one in late} == {(4, "9")}


async def test_the_last_administrator_does_not_leave(work: Work, office: Office) -> None:
    """Nor does anybody leave by an order that is yet to come, or give his cards to himself."""
    head = await with_role(work, office, "head", Role.ADMINISTRATOR)
    curator = who(office, "curator")
    today = datetime(2026, 3, 4, tzinfo=UTC).date()
    assert await do(work, Dismiss(office.id, head, head, today)) == StaffRefusal(StaffWhy.LAST_ADMINISTRATOR)
    tomorrow = Dismiss(office.id, head, curator, today + timedelta(days=1))
    assert await do(work, tomorrow) == StaffRefusal(StaffWhy.BAD_DATES)
    assert await do(work, Dismiss(office.id, head, curator, today, curator)) == StaffRefusal(StaffWhy.BAD_SUBSTITUTE)
    assert await do(work, Dismiss(office.id, curator, head, today)) == StaffRefusal(StaffWhy.NOT_YOURS)


async def with_role(work: Work, office: Office, key: str, role: Role) -> PersonId:
    """Somebody holds one more role now."""

    def give(conn: Connection) -> None:
        known = snapshot(conn, office.id).office.person(who(office, key))
        assert known is not None
        values = {"roles": [*(one.value for one in known.roles), role.value]}
        conn.execute(update(persons).where(persons.c.id == known.id).values(values))
        offices.touch(conn, office.id)

    await work.run(give)
    return who(office, key)


async def test_whoever_was_taken_out_comes_back_as_one_who_is_there(work: Work, office: Office) -> None:
    """Somebody who leaves while he is away is not away any more when the office has him again."""
    await do(work, leave(office, until=None))
    roads = who(office, "roads-1")
    await work.run(lambda conn: leaving.leave(conn, roads))
    assert await work.read(lambda conn: absences.spells(conn, office.id)) == ()
