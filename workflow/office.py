"""An office as the core sees it during one decision: its people, departments, and timetable."""

from dataclasses import dataclass, field
from datetime import date

from workflow.words import OfficeId, PersonId, Role


@dataclass(frozen=True, slots=True)
class Department:
    """A structural unit that answers for some topics; no places means the whole territory."""

    key: str
    name: str
    topics: tuple[str, ...] = ()
    places: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who works in an office.

    `address` is where the messenger finds him; None until he has one. `reachable` is False
    after the messenger said that it cannot deliver to him.
    """

    id: PersonId
    key: str
    name: str
    roles: frozenset[Role]
    department: str | None = None
    address: str | None = None
    email: str | None = None
    locale: str = "ru"
    reachable: bool = True

    def can_be_told(self) -> bool:
        """Whether a notice to him has a chance to arrive."""
        return self.address is not None and self.reachable


@dataclass(frozen=True, slots=True)
class Account:
    """An account of the office's own in a network; `excluded` names what keeps its posts out of a procedure."""

    network: str
    name: str
    link: str
    excluded: str = ""


@dataclass(frozen=True, slots=True)
class Timetable:
    """When an office works: spans of local time per weekday, Monday first, and its own exceptions."""

    zone: str
    week: tuple[tuple[tuple[str, str], ...], ...]
    days_off: frozenset[date] = frozenset()
    working_days: frozenset[date] = frozenset()


@dataclass(frozen=True, slots=True)
class Office:
    """One office with everything that a decision needs to know of it.

    `group` is the address of the chat where deadlines are called out. `bare_hours` and `day_off`
    override what the procedure says; None leaves it to the procedure.
    """

    id: OfficeId
    key: str
    name: str
    timetable: Timetable
    locale: str = "ru"
    procedures: tuple[str, ...] = ()
    group: str | None = None
    group_topic: int | None = None
    bare_hours: str | None = None
    day_off: str | None = None
    departments: tuple[Department, ...] = ()
    people: tuple[Person, ...] = field(default=(), repr=False)
    accounts: tuple[Account, ...] = ()

    def person(self, person_id: PersonId | None) -> Person | None:
        """The person with this id, or None where he is not of this office."""
        return next((person for person in self.people if person.id == person_id), None)

    def department(self, key: str | None) -> Department | None:
        """The department with this key, or None."""
        return next((department for department in self.departments if department.key == key), None)

    def holding(self, role: Role) -> tuple[Person, ...]:
        """Everybody with the role, in the order of the office's list."""
        return tuple(person for person in self.people if role in person.roles)

    def staff_of(self, department: str) -> tuple[Person, ...]:
        """Whoever may take a card that comes to the department: its executors, and its head."""
        heads = tuple(one for one in self.holding(Role.CHIEF) if one.department == department)
        return (*self.executors_of(department), *heads)

    def executors_of(self, department: str) -> tuple[Person, ...]:
        """Executors of one department; the first is in charge, the others stand in for him (SOB-9a)."""
        return tuple(person for person in self.holding(Role.EXECUTOR) if person.department == department)
