"""Links of the command line, and what they give: a set-up, or a way into an office."""

from datetime import UTC, datetime, timedelta

import pytest

from storage import first_links, founding, invitations, offices, procedures
from storage.invitations import Invitation, hashed
from storage.work import Work
from tests.fixtures.offices import OFFICE_TEXT, PROCEDURE_TEXT
from workflow.office import Office
from workflow.office_file import OfficeFile, parse_office
from workflow.words import OfficeId, PersonId, Role

NOW = datetime(2026, 3, 4, tzinfo=UTC)
ALONE = """
[office]
key = "lesnoe"
name = "Лесное"
procedures = ["sobolevo"]
zone = "Asia/Kamchatka"
[[department]]
key = "roads"
name = "Дороги"
[[person]]
key = "administrator"
name = "Анна"
telegram_id = 900
roles = ["administrator", "curator"]
"""


async def made(work: Work, office: OfficeId | None = None) -> str:
    return hashed(await work.run(lambda conn: first_links.fresh(conn, office, NOW)))


async def taken(work: Work, known: str, now: datetime = NOW) -> Invitation | None:
    return await work.run(lambda conn: first_links.taken(conn, known, now))


async def founded(work: Work, ticket: int, file: OfficeFile) -> founding.Founded | None:
    await work.run(lambda conn: procedures.put(conn, PROCEDURE_TEXT, NOW))
    return await work.run(lambda conn: founding.found(conn, ticket, file, NOW))


async def test_a_link_is_taken_once(work: Work) -> None:
    """Whoever is second gets nothing, and so does everybody with a word that there never was."""
    known = await made(work)
    first = await taken(work, known)
    assert (first and first.roles, first and first.office) == ((Role.ADMINISTRATOR,), None)
    assert await taken(work, known) is None
    assert await taken(work, hashed("forged")) is None


async def test_a_day_later_it_is_over(work: Work) -> None:
    """The link lives for a day."""
    known = await made(work)
    assert await taken(work, known, NOW + timedelta(days=1)) is None
    assert await taken(work, known, NOW + timedelta(hours=23))


async def test_a_newer_one_withdraws_it(work: Work, office: Office) -> None:
    """The newest link for an office, and the newest for a new one, are the only ones of their kind."""
    first, into, second = await made(work), await made(work, office.id), await made(work)
    assert await taken(work, first) is None
    assert await taken(work, into)
    assert await taken(work, second)


async def test_invitations_of_people_are_no_such_links(work: Work, office: Office) -> None:
    """An invitation that an administrator made is not taken here, and stays good for its own way."""
    by = office.people[0].id
    invitation = Invitation((Role.HEAD,), NOW + timedelta(days=1), office.id, by=by)
    word = await work.run(lambda conn: invitations.make(conn, invitation, NOW))
    assert await taken(work, hashed(word)) is None
    assert await work.run(lambda conn: invitations.use(conn, word, NOW))


@pytest.mark.parametrize(("address", "key"), [("103", "utilities-1"), ("555", "administrator")])
async def test_into_an_office(work: Work, office: Office, address: str, key: str) -> None:
    """One of its people becomes its administrator besides what he is; somebody new comes as one."""
    invitation = await taken(work, await made(work, office.id))
    assert invitation
    who = await work.run(lambda conn: first_links.admit(conn, invitation, address, "Новый", NOW))
    now = await work.read(lambda conn: offices.office_named(conn, office.key))
    person = now and now.person(PersonId(who))
    assert person
    assert (person.key, person.address) == (key, address)
    assert Role.ADMINISTRATOR in person.roles
    assert (Role.EXECUTOR in person.roles) == (key == "utilities-1")


async def test_an_office_is_founded_once(work: Work) -> None:
    """By one ticket one office is made, as its file says; without a ticket that was taken, none."""
    file = parse_office(ALONE)
    assert await founded(work, 1, file) is None
    invitation = await taken(work, await made(work))
    assert invitation
    office = await founded(work, invitation.id, file)
    assert office
    assert office.missing == (Role.EXECUTOR, Role.HEAD)
    assert office.office.person(office.by) == office.office.people[0]
    assert await founded(work, invitation.id, file) is None
    assert await work.run(lambda conn: offices.load_office(conn, file)) == []


async def test_a_key_that_is_taken(work: Work, office: Office) -> None:
    """A second office of the same name gets a key of its own; the first stays as it is."""
    invitation = await taken(work, await made(work))
    assert invitation
    second = await founded(work, invitation.id, parse_office(ALONE))
    assert second
    assert second.office.key == "lesnoe-2"
    assert await work.run(lambda conn: offices.load_office(conn, parse_office(OFFICE_TEXT))) == []
