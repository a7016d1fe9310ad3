"""Invitations in the database: whom they let in, once, for a while, and that only a hash of the word is kept."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Connection, Update, select, update

from storage import invitations, joining, offices, people, queries, staffing
from storage.invitations import hashed
from storage.snapshots import waiting_people
from storage.tables import invitations as rows
from storage.tables import office_changes
from storage.tables import offices as office_rows
from storage.tables import people as people_rows
from storage.work import Work
from tests.fixtures.cards import books_of, carried_out, opened, routing
from tests.fixtures.offices import NOW, person
from workflow.office import Office
from workflow.presence import Reason
from workflow.staffing.commands import Absent
from workflow.staffing.joining import (
    LASTS,
    Accept,
    HereAlready,
    Invite,
    Invited,
    JoinCommand,
    Joined,
    JoinOutcome,
    Revoke,
    Revoked,
)
from workflow.staffing.refusals import StaffRefusal, StaffWhy
from workflow.words import PersonId, Role

REAL = datetime(2026, 3, 4, 9, 0, tzinfo=UTC)
NOBODY = StaffRefusal(StaffWhy.NO_SUCH)


async def done(work: Work, command: JoinCommand, real: datetime = REAL) -> JoinOutcome:
    return await work.run(lambda conn: joining.do(command, conn, NOW, real))


async def administrator(work: Work, office: Office) -> PersonId:
    """The curator administers the office from now on."""
    who = PersonId(person(office, "curator"))

    def raise_him(conn: Connection) -> None:
        conn.execute(update(people_rows).where(people_rows.c.id == who).values(roles=["administrator", "curator"]))
        offices.touch(conn, office.id)

    await work.run(raise_him)
    return who


async def link(work: Work, office: Office, *roles: Role, unit: str | None = None, whom: str = "") -> Invited:
    who = PersonId(person(office, whom)) if whom else None
    made = await done(work, Invite(office.id, await administrator(work, office), roles, unit, who))
    assert isinstance(made, Invited)
    return made


async def write(work: Work, statement: Update) -> None:
    def execute(conn: Connection) -> None:
        conn.execute(statement)

    await work.run(execute)


def opening(made: Invited, address: str = "900", name: str = "Новый") -> Accept:
    return Accept(hashed(made.word), "telegram", address, name)


async def now(work: Work, office: Office) -> Office:
    found = await work.read(lambda conn: offices.office_named(conn, office.key))
    assert found
    return found


async def test_lets_one_in(work: Work, office: Office) -> None:
    """Who opens the link is of the office in the same transaction, with exactly its roles and department."""
    came = await done(work, opening(await link(work, office, Role.EXECUTOR, unit="utilities")))
    assert isinstance(came, Joined)
    assert not came.waits
    found = (await now(work, office)).person(came.person.id)
    assert found == came.person
    assert (found.name, found.key, set(found.roles), found.department, found.address) == (
        "Новый",
        "executor-1",
        {Role.EXECUTOR},
        "utilities",
        "900",
    )
    noted = await work.read(lambda conn: conn.execute(select(office_changes)).all())
    assert [(one.what, one.key, one.field, one.new, one.by) for one in noted] == [
        ("person", "executor-1", "", "Новый", came.person.id)
    ]


@pytest.mark.attack(4)
async def test_only_a_hash_is_kept(work: Work, office: Office) -> None:
    """The word is long, another one each time, and stands in no row; its hash does."""
    made = [await link(work, office, Role.CURATOR) for _ in range(2)]
    assert made[0].word != made[1].word
    assert all(len(one.word) == 32 for one in made)
    kept = await work.read(lambda conn: conn.execute(select(rows)).all())
    assert [one.hash for one in kept] == [hashed(one.word) for one in made]
    assert not any(word.word in str(tuple(row)) for row in kept for word in made)


@pytest.mark.attack(4, 5)
async def test_two_race(work: Work, office: Office) -> None:
    """Of several transactions that use one link at the same moment one lets somebody in, and one row is added."""
    made = await link(work, office, Role.HEAD)
    before = len((await now(work, office)).people)
    came = await asyncio.gather(*(done(work, opening(made, str(900 + n))) for n in range(6)))
    assert sorted(type(one).__name__ for one in came) == ["Joined", *["StaffRefusal"] * 5]
    assert {one for one in came if isinstance(one, StaffRefusal)} == {NOBODY}
    assert len((await now(work, office)).people) == before + 1


@pytest.mark.attack(4)
async def test_runs_out(work: Work, office: Office) -> None:
    """A link is good till its last moment, and from that moment on it is not."""
    made = await link(work, office, Role.CURATOR)
    assert await done(work, opening(made), REAL + LASTS) == NOBODY
    assert await work.read(lambda conn: invitations.waiting(conn, office.id, REAL + LASTS)) == []
    came = await done(work, opening(made), REAL + LASTS - timedelta(seconds=1))
    assert isinstance(came, Joined)


@pytest.mark.attack(4)
async def test_withdrawn(work: Work, office: Office) -> None:
    """A withdrawn link lets nobody in; it cannot be withdrawn twice, nor by another office, nor by just anybody."""
    made = await link(work, office, Role.CURATOR)
    by = PersonId(person(office, "curator"))
    stranger = Revoke(office.id, PersonId(person(office, "head")), made.invitation)
    assert await done(work, stranger) == StaffRefusal(StaffWhy.NOT_YOURS)
    assert await done(work, Revoke(office.id, by, made.invitation)) == Revoked()
    assert await done(work, Revoke(office.id, by, made.invitation)) == NOBODY
    assert await done(work, opening(made)) == NOBODY


@pytest.mark.attack(4)
async def test_used_or_made_up(work: Work, office: Office) -> None:
    """A used word, one that never was, and a hash given for a word let nobody in."""
    made = await link(work, office, Role.CURATOR)
    await done(work, opening(made))
    for known in (hashed(made.word), hashed("never"), made.word, hashed(hashed(made.word)), ""):
        assert await done(work, Accept(known, "telegram", "901", "Другой")) == NOBODY


async def test_a_place_that_is_gone(work: Work, office: Office) -> None:
    """Where the department is no more nobody is let in, and the word is not used up: the place may come back."""
    made = await link(work, office, Role.EXECUTOR, unit="utilities")
    await write(work, rows.update().values(department="gone"))
    assert await done(work, opening(made)) == NOBODY
    await write(work, rows.update().values(department="roads"))
    assert isinstance(await done(work, opening(made)), Joined)


async def test_nobody_comes_back_by_a_link_of_his_own(work: Work, office: Office) -> None:
    """Whoever invites no more lets nobody in by what he made before; he himself does not come back by it either."""
    made = await link(work, office, Role.ADMINISTRATOR)
    await write(work, people_rows.update().where(people_rows.c.key == "curator").values(active=False, address=None))
    await work.run(lambda conn: offices.touch(conn, office.id))
    assert await done(work, opening(made, "101")) == NOBODY
    assert await done(work, opening(made)) == NOBODY


async def test_a_card_that_waits_for_somebody_is_his_at_once(work: Work, office: Office) -> None:
    """Where the only executor is away with nobody in his place, a new one has the card as soon as he has joined."""
    made = await link(work, office, Role.EXECUTOR, unit="roads")
    card = await opened(work, office)
    await carried_out(work, routing(card, office))
    roads = PersonId(person(office, "roads-1"))
    gone = Absent(office.id, roads, roads, NOW, None, Reason.ILLNESS)
    await work.run(lambda conn: staffing.do(conn, gone, books_of(conn), NOW))
    came = await done(work, opening(made))
    assert isinstance(came, Joined)
    found = await work.read(lambda conn: queries.card(conn, card.id))
    assert found is not None
    assert found.executor == came.person.id


async def test_here_already(work: Work, office: Office) -> None:
    """One of the office leaves the link as it is for another, and stays what he was."""
    made = await link(work, office, Role.HEAD)
    came = await done(work, opening(made, "102"))
    assert isinstance(came, HereAlready)
    assert (came.person.key, set(came.person.roles)) == ("roads-1", {Role.EXECUTOR})
    assert isinstance(await done(work, opening(made, "900")), Joined)


async def test_who_waits_is_nobody_yet(work: Work, office: Office) -> None:
    """Where new people are confirmed, one who has joined is in no office till then, and his address finds nobody."""
    made = await link(work, office, Role.CURATOR)
    await write(work, office_rows.update().values(confirms=True))
    await work.run(lambda conn: offices.touch(conn, office.id))
    came = await done(work, opening(made))
    assert isinstance(came, Joined)
    assert came.waits
    assert (await now(work, office)).person(came.person.id) is None
    assert await work.read(lambda conn: people.by_address(conn, "telegram", "900")) == []
    assert await work.read(lambda conn: waiting_people(conn, office.id)) == (came.person,)
    again = await done(work, opening(await link(work, office, Role.HEAD)))
    assert isinstance(again, HereAlready)
    assert again.waits


async def test_his_own_place(work: Work, office: Office) -> None:
    """One whom the office knew takes his place with what he was; a newer link of his withdraws the older one."""
    older = await link(work, office, whom="newcomer")
    newer = await link(work, office, whom="newcomer")
    assert await done(work, opening(older)) == NOBODY
    came = await done(work, opening(newer, name="vasya"))
    assert isinstance(came, Joined)
    assert (came.person.key, came.person.name, came.person.address) == ("newcomer", "Новый Куратор", "900")
    by = PersonId(person(office, "curator"))
    refused = await done(work, Invite(office.id, by, person=PersonId(person(office, "newcomer"))))
    assert isinstance(refused, StaffRefusal)
    assert refused.why is StaffWhy.THERE_ALREADY


async def test_who_may_be_invited(work: Work, office: Office) -> None:
    """No link without a role, for a citizen, for an executor of no department, of an unknown one, by just anybody."""
    by = await administrator(work, office)
    for roles, unit in (
        ((), None),
        ((Role.CITIZEN,), None),
        ((Role.EXECUTOR,), None),
        ((Role.CHIEF, Role.CURATOR), None),
        ((Role.EXECUTOR,), "nowhere"),
    ):
        assert isinstance(await done(work, Invite(office.id, by, roles, unit)), StaffRefusal)
    head = PersonId(person(office, "head"))
    assert await done(work, Invite(office.id, head, (Role.CURATOR,))) == StaffRefusal(StaffWhy.NOT_YOURS)
    assert await work.read(lambda conn: invitations.waiting(conn, office.id, REAL)) == []


async def test_keys_are_never_twice(work: Work, office: Office) -> None:
    """Each who joins has a key of his own, also beside one who has left."""
    keys = []
    for number in range(3):
        came = await done(work, opening(await link(work, office, Role.CURATOR), str(900 + number)))
        assert isinstance(came, Joined)
        keys.append(came.person.key)
    assert keys == ["curator-1", "curator-2", "curator-3"]
