"""An invented office in Kamchatka, another one beside it, and short names for their people."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from workflow.calendar import DEFAULT_SCHEDULE
from workflow.office import Department, Office, Person, Timetable
from workflow.procedure import Procedure
from workflow.procedure_file import parse_procedure
from workflow.words import OfficeId, PersonId, Role

ZONE = ZoneInfo("Asia/Kamchatka")
SOBOLEVO_TEXT = (Path(__file__).parents[2] / "procedures" / "sobolevo.toml").read_text(encoding="utf-8")
SOBOLEVO: Procedure = parse_procedure(SOBOLEVO_TEXT, "sobolevo.toml")

CURATOR, ROADS, HEAD, ROADS_2, UTILITIES, COORDINATOR = map(PersonId, range(1, 7))
OTHER_CURATOR, OTHER_ROADS, OTHER_HEAD, OTHER_COORDINATOR = map(PersonId, range(11, 15))
STRANGER = PersonId(99)

NAMES = {
    CURATOR: "curator",
    ROADS: "roads",
    HEAD: "head",
    ROADS_2: "roads-2",
    UTILITIES: "utilities",
    COORDINATOR: "coordinator",
    OTHER_CURATOR: "other-curator",
    OTHER_ROADS: "other-roads",
    OTHER_HEAD: "other-head",
    OTHER_COORDINATOR: "other-coordinator",
    STRANGER: "stranger",
}
"""How tests call people; None is the group."""

HERE, THERE = OfficeId(1), OfficeId(2)

DEPARTMENTS = (
    Department("roads", "Дорожное хозяйство", topics=("дороги", "снег", "освещение")),
    Department("utilities", "ЖКХ", topics=("вода", "отопление", "мусор")),
    Department("empty", "Отдел без людей"),
)


def person(who: PersonId, role: Role, department: str | None = None) -> Person:
    """A person whom the messenger can reach."""
    name = NAMES.get(who, f"person-{who}")
    return Person(who, name, name, frozenset({role}), department, address=str(1000 + who))


PEOPLE = (
    person(CURATOR, Role.CURATOR),
    person(ROADS, Role.EXECUTOR, "roads"),
    person(ROADS_2, Role.EXECUTOR, "roads"),
    person(UTILITIES, Role.EXECUTOR, "utilities"),
    person(HEAD, Role.HEAD),
    person(COORDINATOR, Role.COORDINATOR),
)

OFFICE = Office(
    id=HERE,
    key="here",
    name="Администрация района",
    timetable=Timetable("Asia/Kamchatka", DEFAULT_SCHEDULE.week),
    procedures=("sobolevo",),
    group="-1001",
    departments=DEPARTMENTS,
    people=PEOPLE,
)

NEIGHBOURS = replace(
    OFFICE,
    id=THERE,
    key="there",
    name="Соседний район",
    group=None,
    people=(
        person(OTHER_CURATOR, Role.CURATOR),
        person(OTHER_ROADS, Role.EXECUTOR, "roads"),
        person(OTHER_HEAD, Role.HEAD),
        person(OTHER_COORDINATOR, Role.COORDINATOR),
    ),
)


def local(text: str) -> datetime:
    """A moment in Kamchatka, written as "2026-03-04 10:00"."""
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


def shown(moment: datetime) -> str:
    """The same the other way round: local time to the minute."""
    return f"{moment.astimezone(ZONE):%Y-%m-%d %H:%M}"


def with_people(office: Office, *changed: Person) -> Office:
    """The office with these people in place of those with the same ids; new ones come last."""
    fresh = {one.id: one for one in changed}
    kept = tuple(fresh.pop(one.id, one) for one in office.people)
    return replace(office, people=(*kept, *fresh.values()))


def without(office: Office, *gone: PersonId) -> Office:
    """The office after these people left it."""
    return replace(office, people=tuple(one for one in office.people if one.id not in gone))


def unreachable(office: Office, *who: PersonId) -> Office:
    """The office where the messenger cannot deliver to these people."""
    return with_people(office, *(replace(one, reachable=False) for one in office.people if one.id in who))
