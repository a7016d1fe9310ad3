"""Loading offices, and who is who."""

import pytest

from storage import offices, people
from storage.work import Work
from tests.fixtures.offices import OFFICE_TEXT, person
from workflow.office import Comfort, Office
from workflow.office_file import OfficeFile, parse_office
from workflow.staffing.changes import Change
from workflow.words import PersonId, Role


async def load(work: Work, text: str) -> list[Change]:
    return await work.run(lambda conn: offices.load_office(conn, parse_office(text)))


async def now(work: Work, office: Office) -> Office:
    found = await work.read(lambda conn: offices.office_named(conn, office.key))
    assert found is not None
    return found


async def test_as_the_file_says(office: Office) -> None:
    """A loaded office is what its file says, in the file's order."""
    assert (office.name, office.group, office.procedures) == (
        "Администрация Лесного района",
        "-1001000000777",
        ("sobolevo",),
    )
    assert [unit.key for unit in office.departments] == ["roads", "utilities"]
    assert [one.key for one in office.people] == ["curator", "roads-1", "utilities-1", "head", "newcomer"]
    roads = office.people[1]
    assert (roads.address, roads.roles, roads.department, roads.locale) == ("102", {Role.EXECUTOR}, "roads", "ru")
    assert office.timetable.week[4] == (("09:00", "13:00"), ("14:00", "17:00"))


async def test_loaded_twice(work: Work, office: Office) -> None:
    """Loading the same file again changes nothing and says so."""
    assert await load(work, OFFICE_TEXT) == []
    assert await now(work, office) == office


async def test_only_what_differs(work: Work, office: Office) -> None:
    """Loading a changed file changes what differs and says what it was and is."""
    text = OFFICE_TEXT.replace('name = "ЖКХ"', 'name = "Водоканал"').replace("telegram_id = 104", "telegram_id = 204")
    assert await load(work, text) == [
        Change("department", "utilities", "name", "ЖКХ", "Водоканал"),
        Change("person", "head", "address", "104", "204"),
    ]


async def test_somebody_leaves(work: Work, office: Office) -> None:
    """One who is no longer in the file is told nothing more and does nothing more; his name is kept."""
    changes = await load(work, OFFICE_TEXT[: OFFICE_TEXT.index('[[person]]\nkey = "newcomer"')])
    assert changes == [Change("person", "newcomer", "", "Новый Куратор", None)]
    left = PersonId(person(office, "newcomer"))
    assert (await now(work, office)).person(left) is None
    assert await work.read(lambda conn: people.name_of(conn, left)) == "Новый Куратор"
    assert await load(work, OFFICE_TEXT) == [Change("person", "newcomer", "active", False, True)]


async def test_addresses_change_hands(work: Work, office: Office) -> None:
    """Two people may exchange their addresses in one loading."""
    text = OFFICE_TEXT.replace("telegram_id = 102", "telegram_id = 0").replace("telegram_id = 103", "telegram_id = 102")
    await load(work, text.replace("telegram_id = 0", "telegram_id = 103"))
    found = {one.key: one.address for one in (await now(work, office)).people}
    assert (found["roads-1"], found["utilities-1"]) == ("103", "102")


async def test_by_address(work: Work, office: Office) -> None:
    """A person is found by his address, in every office in which he works."""
    await load(work, OFFICE_TEXT.replace('key = "lesnoe"', 'key = "second"'))
    found = await work.read(lambda conn: people.by_address(conn, "telegram", "101"))
    assert len({place[0] for place in found}) == 2
    assert found[0] == (office.id, person(office, "curator"))
    assert await work.read(lambda conn: people.by_address(conn, "telegram", "999")) == []
    assert await work.read(lambda conn: people.by_address(conn, "other", "101")) == []


async def test_language(work: Work, office: Office) -> None:
    """A person's own language stays when the office file is loaded again."""
    curator = PersonId(person(office, "curator"))
    await work.run(lambda conn: people.set_locale(conn, curator, "en"))
    assert await load(work, OFFICE_TEXT) == []
    assert (await now(work, office)).people[0].locale == "en"


async def test_reachable(work: Work, office: Office) -> None:
    """Whom messages do not reach is known, and told of only when that changes."""
    head = (office.id, person(office, "head"))
    assert await work.run(lambda conn: people.set_reachable(conn, "telegram", "104", False)) == [head]
    assert await work.run(lambda conn: people.set_reachable(conn, "telegram", "104", False)) == []
    assert not (await now(work, office)).people[3].can_be_told()
    assert await work.run(lambda conn: people.set_reachable(conn, "telegram", "104", True)) == [head]


async def test_group_moves(work: Work, office: Office) -> None:
    """A group that has moved is followed."""
    assert await work.run(lambda conn: offices.move_group(conn, "telegram", "-1001000000777", "-1009")) == 1
    (found,) = await work.read(offices.all_offices)
    assert (found.office.group, found.group) == ("-1009", "telegram:-1009")


async def test_lanes(work: Work, office: Office) -> None:
    """Who has an address has a lane."""
    (found,) = await work.read(offices.all_offices)
    assert found.lane(PersonId(person(office, "curator"))) == "telegram:101"
    assert found.lane(PersonId(person(office, "newcomer"))) is None
    assert found.lane(None) == "telegram:-1001000000777"


@pytest.mark.parametrize("locale", ["en"])
async def test_office_language(work: Work, office_file: OfficeFile, locale: str) -> None:
    """People without a language of their own have the office's."""
    head = office_file.office.model_copy(update={"locale": locale})
    await work.run(lambda conn: offices.load_office(conn, office_file.model_copy(update={"office": head})))
    (found,) = await work.read(offices.all_offices)
    assert {one.locale for one in found.office.people} == {locale}


async def test_what_one_chooses_for_oneself(work: Work, office: Office) -> None:
    """Each choice is kept beside the others, and seen by whoever reads the office."""
    who = PersonId(person(office, "curator"))
    for field, value in (("quiet", True), ("digest", "08:00"), ("digest", "off"), ("mail", False)):
        await work.run(lambda conn, field=field, value=value: people.set_comfort(conn, who, field, value))
    found = (await now(work, office)).person(who)
    assert found is not None
    assert found.comfort == Comfort(digest="off", quiet=True, mail=False)
