"""Work that nobody is left to do: where, when somebody is away or has left."""

from dataclasses import replace

from workflow.office import Office, Person
from workflow.words import Role

_STRANGE = frozenset({Role.OUTSIDE, Role.CITIZEN, Role.ADMINISTRATOR})
_OF_A_UNIT = frozenset({Role.EXECUTOR, Role.CHIEF})
_UNASKED = frozenset({Role.CHIEF})
"""Who is missed only where a step of a procedure asks for him."""


def undone(person: Person, after: Office, asked: frozenset[Role]) -> list[str | None]:
    """Where work that was his, or that he did for another, has nobody to do it now: units, or None for the office.

    `after` is the office without him; `asked` are the roles for which steps of open cards ask.
    """
    roles = person.plays - _STRANGE
    of_a_unit = [(role, unit) for role in roles & _OF_A_UNIT - (_UNASKED - asked) for unit in person.units(role)]
    units = sorted({unit for role, unit in of_a_unit if not _done(role, after, unit)})
    everywhere = any(not _done(role, after) for role in roles - _OF_A_UNIT)
    return [*units, *([None] if everywhere else [])]


def without(office: Office, person: Person) -> Office:
    """The office as it is while he is away."""
    return replace(office, people=tuple(one for one in office.people if one.id != person.id))


def has_work(person: Person) -> bool:
    """Whether anything is his to do, for which others may stand in."""
    return bool(person.plays - _STRANGE)


def _done(role: Role, office: Office, unit: str | None = None) -> bool:
    """Whether somebody can be told of such work, in this unit where one is meant."""
    holders = office.holding(role)
    return any(one.can_be_told() for one in holders if unit is None or unit in one.units(role))
