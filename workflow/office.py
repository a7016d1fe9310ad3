"""An office as the core sees it during one decision: its people, departments, and timetable."""

from dataclasses import dataclass, field
from datetime import date

from workflow.presence import Away, Stead
from workflow.words import OfficeId, PersonId, Role


@dataclass(frozen=True, slots=True)
class Department:
    """A structural unit that answers for some topics; no places means the whole territory."""

    key: str
    name: str
    topics: tuple[str, ...] = ()
    places: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Comfort:
    """What a person chose for himself: when his morning digest comes, and what comes to him how.

    `digest` is local time as "09:00"; empty for the beginning of the working day, "off" for none. `quiet`: outside
    working time what can wait comes without a sound. `mail`: notices also come by mail, where he has an address.
    """

    digest: str = ""
    quiet: bool = False
    mail: bool = True


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who works in an office.

    `address` is where the messenger finds him; None until he has one. `reachable` is False
    after the messenger said that it cannot deliver to him. `roles` are his own; `steads` are those for whom he
    stands in while they are away, and `away` is why he is away himself. `substitutes` are the keys of those who stand
    in for him, the first before the others (Sobolevo 9, the supplement of Kozhevnikovo).
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
    away: Away | None = None
    steads: tuple[Stead, ...] = ()
    substitutes: tuple[str, ...] = ()
    comfort: Comfort = Comfort()

    @property
    def plays(self) -> frozenset[Role]:
        """Every role in which he may act now: his own, and those of whom he stands in for."""
        return self.roles.union(*(one.roles for one in self.steads)) if self.steads else self.roles

    @property
    def present(self) -> bool:
        """Whether he is at work."""
        return self.away is None

    def units(self, role: Role) -> frozenset[str]:
        """The departments for which he plays this role now."""
        own = [self.department] if role in self.roles else []
        found = [*own, *(one.department for one in self.steads if role in one.roles)]
        return frozenset(unit for unit in found if unit is not None)

    def can_be_told(self) -> bool:
        """Whether a notice to him has a chance to arrive, and he is there to act on it."""
        return self.address is not None and self.reachable and self.present


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
    override what the procedure says; None leaves it to the procedure. `parent` is the office above it (Sobolevo, the
    order's 5). `confirms`: who joins waits for an administrator's word.
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
    parent: OfficeId | None = None
    confirms: bool = False

    def person(self, person_id: PersonId | None) -> Person | None:
        """The person with this id, or None where he is not of this office."""
        return next((person for person in self.people if person.id == person_id), None)

    def department(self, key: str | None) -> Department | None:
        """The department with this key, or None."""
        return next((department for department in self.departments if department.key == key), None)

    def holding(self, role: Role) -> tuple[Person, ...]:
        """Everybody who plays the role now, in the order of the office's list; whoever stands in has the other's place.

        Nobody who is away is among them.
        """
        held = [person for person in self.people if person.present and role in person.plays]
        return tuple(sorted(held, key=lambda person: self._place(person, role)))

    def _place(self, person: Person, role: Role) -> int:
        """Where he comes among those with the role: at his own place, or at that of the one he stands in for."""
        order = {one.id: place for place, one in enumerate(self.people)}
        standing = [order.get(one.person, len(order)) for one in person.steads if role in one.roles]
        return min([*([order[person.id]] if role in person.roles else []), *standing])

    def staff_of(self, department: str) -> tuple[Person, ...]:
        """Whoever may take a card that comes to the department: its executors, and its head."""
        heads = tuple(one for one in self.holding(Role.CHIEF) if department in one.units(Role.CHIEF))
        return (*self.executors_of(department), *heads)

    def executors_of(self, department: str) -> tuple[Person, ...]:
        """Executors of one department at work; the first is in charge, the others stand in for him (SOB-9a)."""
        return tuple(one for one in self.holding(Role.EXECUTOR) if department in one.units(Role.EXECUTOR))
