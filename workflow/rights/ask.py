"""The table, asked: whether somebody may, and by which row and in which role he may."""

from collections.abc import Iterator

from workflow.office import Person
from workflow.rights.asked import Asked, named_roles
from workflow.rights.relation import holds
from workflow.rights.row import Row, What
from workflow.rights.table import ROWS
from workflow.words import PersonId, Role

_CITIZEN = frozenset({Role.CITIZEN})


def may(person: Person | None, what: What, asked: Asked) -> bool:
    """Whether the table lets him do it. `person` is None for the citizen who wrote the post."""
    return next(granted(person, what, asked), None) is not None


def roles_of(what: What) -> frozenset[Role]:
    """Every role that may at all, of its own or where a procedure names it."""
    return frozenset[Role]().union(*(row.roles for row in ROWS[what]))


def known_may(by: PersonId | None, what: What, asked: Asked) -> bool:
    """The same for whoever has this id in the office; somebody unknown there may do nothing."""
    person = asked.office.person(by) if asked.office else None
    return (by is None or person is not None) and may(person, what, asked)


def granted(person: Person | None, what: What, asked: Asked) -> Iterator[tuple[Row, Role]]:
    """The rows that let him do it, each with the role in which he may."""
    plays = _CITIZEN if person is None else person.plays
    for row in ROWS[what]:
        for role in sorted(plays & meant(row, asked)):
            if holds(row.relation, person, role, asked):
                yield row, role


def meant(row: Row, asked: Asked) -> frozenset[Role]:
    """The roles that the row lets, where the procedure says so of the card's step, or of what is asked for."""
    if row.named is None:
        return row.roles
    named = named_roles(row.named, asked)
    if row.instead is not None:
        return row.roles if row.instead in named else frozenset()
    return row.roles & named
