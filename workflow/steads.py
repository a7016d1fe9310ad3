"""Who stands in for whom: worked out anew whenever an office is read, so that nobody keeps a list of it."""

from collections.abc import Mapping
from dataclasses import replace

from workflow.office import Office, Person
from workflow.presence import Stead
from workflow.words import PersonId, Role

_ONES_OWN = frozenset({Role.OUTSIDE, Role.CITIZEN, Role.ADMINISTRATOR})
"""Roles that nobody takes on for another: they are no work with cards."""


def with_steads(office: Office) -> Office:
    """The office in which everybody knows for whom he stands in now."""
    if all(person.present for person in office.people):
        return office
    steads: dict[PersonId, list[Stead]] = {}
    for person in office.people:
        if not person.present and (substitute := substitute_of(person, office)):
            stead = Stead(person.id, person.roles - _ONES_OWN, person.department)
            steads.setdefault(substitute.id, []).append(stead)
    return replace(office, people=tuple(_standing_in(person, steads) for person in office.people))


def substitute_of(person: Person, office: Office) -> Person | None:
    """Who stands in for somebody who is away; None where nobody is left.

    First those named for this absence, then those named for him once and for all, each in turn; one who is away
    himself, or cannot be told, is passed over. Then whoever stands in for those, and so on. An executor without any of
    them has the rest of his department.
    """
    asked, waiting = {person.id}, [person]
    while waiting:
        known = [one for each in waiting for one in _named(each, office) if one.id not in asked]
        if found := next((one for one in known if one.can_be_told()), None):
            return found
        asked |= {one.id for one in known}
        waiting = known
    return next((one for one in _of_the_unit(person, office) if one.can_be_told()), None)


def _named(person: Person, office: Office) -> list[Person]:
    """His substitutes in their order, each once."""
    ids = dict.fromkeys([*(person.away.substitutes if person.away else ()), *_by_key(person, office)])
    return [one for one in map(office.person, ids) if one is not None]


def _by_key(person: Person, office: Office) -> list[PersonId]:
    ids = {one.key: one.id for one in office.people}
    return [ids[key] for key in person.substitutes if key in ids]


def _of_the_unit(person: Person, office: Office) -> list[Person]:
    if Role.EXECUTOR not in person.roles or person.department is None:
        return []
    same = (one for one in office.people if one.department == person.department and Role.EXECUTOR in one.roles)
    return [one for one in same if one.id != person.id]


def _standing_in(person: Person, steads: Mapping[PersonId, list[Stead]]) -> Person:
    return replace(person, steads=tuple(steads[person.id])) if person.id in steads else person
