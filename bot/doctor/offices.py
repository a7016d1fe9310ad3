"""The offices: somebody for every step, an administrator, and a production calendar for the next year."""

from collections.abc import AsyncIterator, Iterator, Sequence

from sqlalchemy import Connection

from bot.commands import procedures
from bot.doctor.finding import Finding, fault, ok, warning
from bot.doctor.visit import Visit
from bot.printable import visible
from storage.offices import all_offices
from storage.saving import saved
from workflow.calendar.published import published
from workflow.office import Office, Person
from workflow.office_file import OfficeFile
from workflow.vacancies import vacancies
from workflow.words import Role

_PUBLISHED = 10
"""The month by which the government has mostly published the transfers of the next year."""


async def people(visit: Visit) -> AsyncIterator[Finding]:
    """Every role that a step needs, a curator, a head, and an administrator."""
    if not visit.offices:
        yield warning("offices", "there is none yet", "python -m bot office link --new, or office load FILE")
        return
    assert visit.storage is not None  # noqa: S101 - without it there were no offices
    known = procedures.shipped(visit.storage.procedures_dir)
    for finding in out_of_reach(visit.offices):
        yield finding
    for file in await visit.database.read(_files):
        key = visible(file.office.key)
        vacant, unheld = vacancies(file, known), list(_unheld(file))
        for how, lines in ((fault, vacant), (warning, unheld)):
            for line in lines:
                words, _, mend = visible(line).partition("; ")
                yield how("offices", f"{key}: {words}", mend or "see docs/people-and-offices.md")
        if not (vacant or unheld):
            yield ok("offices", f"{key}: somebody for every step")


def _files(conn: Connection) -> list[OfficeFile]:
    return [saved(conn, one.office.id) for one in all_offices(conn)]


def out_of_reach(offices: Sequence[Office]) -> Iterator[Finding]:
    """How many people nothing reaches: what was for them alone ends quietly, and is not counted as stuck."""
    for office in offices:
        away = [one for one in office.people if one.address is not None and one.present and not one.reachable]
        if away:
            words = f"{visible(office.key)}: out of reach, since the bot is blocked or was never started: {len(away)}"
            yield warning("offices", words, f"let them open the bot and press Start: {_named(away)}")


def _named(people: Sequence[Person]) -> str:
    return ", ".join(visible(one.key) for one in people)


def _unheld(file: OfficeFile) -> Iterator[str]:
    """Roles that no step may ask for, and without which nobody can be told or nothing be mended."""
    held = {role for person in file.person for role in person.roles}
    if Role.ADMINISTRATOR not in held:
        yield f"nobody is administrator; python -m bot office link {file.office.key}"
    if not held & {Role.CURATOR, Role.COORDINATOR}:
        yield "nobody is curator; let one join with /staff in the chat"
    if not held & {Role.HEAD, Role.RESPONSIBLE, Role.COORDINATOR}:
        yield "nobody is head: an escalation has nobody to go to; let one join with /staff in the chat"


def calendar(visit: Visit) -> Iterator[Finding]:
    """From October on next year's transfers are known; without them its working days are known by law alone."""
    year, known = visit.now.year, published()
    wanted = [year, *([year + 1] if visit.now.month >= _PUBLISHED else [])]
    lacking = [str(one) for one in wanted if one not in known]
    if lacking:
        mend = (
            "bring a newer version of Otklik, or put the year's file into procedures/calendars (docs/working-time.md)"
        )
        yield warning("calendar", f"no production calendar of {', '.join(lacking)}", mend)
    else:
        yield ok("calendar", f"production calendars up to {max(known)}")
