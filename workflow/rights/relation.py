"""What a card or another person is to somebody: one predicate for each word of the table."""

from collections.abc import Callable, Mapping

from workflow.contributors import own_ids
from workflow.office import Person
from workflow.owners import caretakers, in_role
from workflow.rights.asked import Asked
from workflow.rights.row import Relation
from workflow.words import Role

_OVER_OTHERS = frozenset({Role.CHIEF, Role.COORDINATOR, Role.HEAD, Role.ADMINISTRATOR})
"""Roles whose holders no head of a department, and nobody who stands in for one, says to be away or dismissed."""

_Holds = Callable[[Person | None, Role, Asked], bool]


def holds(relation: Relation, person: Person | None, role: Role, asked: Asked) -> bool:
    """Whether it is so for this person in this role. `person` is None for the citizen who wrote the post."""
    return _HOLDS[relation](person, role, asked)


def _any(person: Person | None, role: Role, asked: Asked) -> bool:
    return person is not None


def _charge(person: Person | None, role: Role, asked: Asked) -> bool:
    card, office = asked.card, asked.office
    if card is None or person is None:
        return False
    return card.executor in own_ids(person) or (office is not None and person in in_role(Role.EXECUTOR, card, office))


def _unit(person: Person | None, role: Role, asked: Asked) -> bool:
    if person is None:
        return False
    found = {asked.card.department if asked.card else None, _answered_for(asked.other)}
    return bool(person.units(role) & found)


def _answered_for(other: Person | None) -> str | None:
    """The department whose head answers for this person; nobody's for one who is himself set over others."""
    return None if other is None or other.roles & _OVER_OTHERS else other.department


def _opened(person: Person | None, role: Role, asked: Asked) -> bool:
    return person is not None and asked.card is not None and asked.card.curator in own_ids(person)


def _part(person: Person | None, role: Role, asked: Asked) -> bool:
    if asked.card is None or person is None:
        return False
    units, ids = person.units(role), own_ids(person)
    own = (one.executor in ids and role is Role.EXECUTOR for one in asked.card.contributions)
    return any(own) or any(one.department in units for one in asked.card.contributions)


def _passed(person: Person | None, role: Role, asked: Asked) -> bool:
    return person is not None and asked.card is not None and asked.card.outside


def _care(person: Person | None, role: Role, asked: Asked) -> bool:
    return (
        asked.card is not None
        and asked.office is not None
        and person in caretakers(asked.office, asked.card.department)
    )


def _himself(person: Person | None, role: Role, asked: Asked) -> bool:
    return person is not None and asked.other is not None and person.id == asked.other.id


def _author(person: Person | None, role: Role, asked: Asked) -> bool:
    return person is None


def _nobody(person: Person | None, role: Role, asked: Asked) -> bool:
    return False


_HOLDS: Mapping[Relation, _Holds] = {
    Relation.ANY: _any,
    Relation.CHARGE: _charge,
    Relation.UNIT: _unit,
    Relation.OPENED: _opened,
    Relation.PART: _part,
    Relation.PASSED: _passed,
    Relation.CARE: _care,
    Relation.HIMSELF: _himself,
    Relation.AUTHOR: _author,
    Relation.NOBODY: _nobody,
}
