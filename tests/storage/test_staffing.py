"""Changes of an office as they are carried out: rows, the book of changes, and two who do it at the same moment."""

import asyncio

from sqlalchemy import select

from storage import offices, staffing
from storage.books import SqlBooks
from storage.tables import office_changes
from storage.tables import people as people_rows
from storage.work import Work
from tests.fixtures.offices import NOW, person
from tests.storage.test_invitations import REAL, administrator
from workflow.office import Office
from workflow.staffing.commands import Add, Edit, Remove, StaffCommand
from workflow.staffing.outcome import Changed, StaffOutcome
from workflow.staffing.refusals import StaffRefusal, StaffWhy
from workflow.words import PersonId


async def done(work: Work, command: StaffCommand) -> StaffOutcome:
    return await work.run(lambda conn: staffing.do(conn, command, SqlBooks(conn, REAL), NOW))


async def now(work: Work, office: Office) -> Office:
    found = await work.read(lambda conn: offices.office_named(conn, office.key))
    assert found
    return found


async def noted(work: Work) -> list[tuple[object, ...]]:
    rows = await work.read(lambda conn: conn.execute(select(office_changes).order_by(office_changes.c.id)).all())
    return [(row.what, row.key, row.field, row.old, row.new, row.by, row.source) for row in rows]


async def test_a_field(work: Work, office: Office) -> None:
    """A field is written, the office is another one from then on, and who did what stands in the book."""
    by = await administrator(work, office)
    roles = ["executor"], ["executor", "moderator"]
    assert isinstance(await done(work, Edit(office.id, by, "person", "roads-1", "roles", *roles)), Changed)
    found = (await now(work, office)).person(PersonId(person(office, "roads-1")))
    assert found
    assert sorted(found.roles) == roles[1]
    assert await noted(work) == [("person", "roads-1", "roles", *roles, by, "chat")]


async def test_two_at_the_same_moment(work: Work, office: Office) -> None:
    """Of several who change what all of them have seen one does it; the others are told that it was he, and when."""
    by = await administrator(work, office)
    names = [f"Название {number}" for number in range(5)]
    came = await asyncio.gather(
        *(done(work, Edit(office.id, by, "department", "utilities", "name", "ЖКХ", name)) for name in names)
    )
    assert sorted(type(one).__name__ for one in came) == ["Changed", *["StaffRefusal"] * 4]
    assert {one for one in came if isinstance(one, StaffRefusal)} == {StaffRefusal(StaffWhy.STALE, by, NOW)}
    unit = (await now(work, office)).department("utilities")
    assert unit
    assert unit.name in names
    assert len(await noted(work)) == 1


async def test_the_same_department_twice(work: Work, office: Office) -> None:
    """Of two who add a department of the same name one does; its key is its name in Latin letters."""
    by = await administrator(work, office)
    command = Add(office.id, by, "department", "", {"name": "Парки", "topics": ["деревья"]})
    came = await asyncio.gather(*(done(work, command) for _ in range(2)))
    assert sorted(type(one).__name__ for one in came) == ["Changed", "StaffRefusal"]
    found = (await now(work, office)).departments
    assert [(unit.key, unit.topics) for unit in found][-1] == ("parki", ("деревья",))
    assert len(found) == 3


async def test_departments_change_places_and_go(work: Work, office: Office) -> None:
    """Departments stand in the order that was written; one without people goes, one with people stays."""
    by = await administrator(work, office)
    await done(work, Add(office.id, by, "department", "", {"name": "Парки"}))
    before, after = ["roads", "utilities", "parki"], ["parki", "utilities", "roads"]
    await done(work, Edit(office.id, by, "office", office.key, "order", before, after))
    assert [unit.key for unit in (await now(work, office)).departments] == after
    refused = await done(work, Remove(office.id, by, "department", "roads"))
    assert refused == StaffRefusal(StaffWhy.NOT_EMPTY, amount=1, names=("Пётр Дорожный",))
    assert isinstance(await done(work, Remove(office.id, by, "department", "parki")), Changed)
    assert [unit.key for unit in (await now(work, office)).departments] == ["utilities", "roads"]


async def test_access_ends(work: Work, office: Office) -> None:
    """Whose access has ended is in the office no more, and his address is free; a second order finds nobody."""
    by = await administrator(work, office)
    command = Remove(office.id, by, "person", "head")
    assert isinstance(await done(work, command), Changed)
    row = await work.read(
        lambda conn: conn.execute(select(people_rows).where(people_rows.c.id == person(office, "head"))).one()
    )
    assert (row.active, row.channel, row.address) == (False, None, None)
    assert await done(work, command) == StaffRefusal(StaffWhy.NO_SUCH, by, NOW)
