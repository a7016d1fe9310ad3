"""Whose part of a common answer is asked for."""

from workflow.card import Card
from workflow.contributions import Contribution
from workflow.office import Person
from workflow.words import Role


def part_of(person: Person, card: Card) -> Contribution | None:
    """The part that is asked of him now: his own, else an absent colleague's, else his department's."""
    units = person.units(Role.EXECUTOR)
    waiting = [one for one in card.contributions if one.waiting]
    own = [one for who in own_ids(person) for one in waiting if one.executor == who]
    return next(iter([*own, *(one for one in waiting if one.department in units)]), None)


def own_ids(person: Person) -> tuple[int, ...]:
    """Himself, and those for whom he stands in."""
    return (person.id, *(one.person for one in person.steads))
