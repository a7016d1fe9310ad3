"""What becomes of open cards when somebody is another one than before: each must still have somebody."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from workflow.card import Card
from workflow.office import Office, Person
from workflow.owners import owners, takers
from workflow.procedure import Procedure
from workflow.staffing.changes import Thing
from workflow.staffing.commands import Edit
from workflow.staffing.facts import Facts
from workflow.staffing.refusals import StaffRefusal, StaffWhy
from workflow.steads import with_steads
from workflow.words import CardId, PersonId, Role

TOUCHING = frozenset({"roles", "department"})
"""Fields of a person by which a card may come to others, or to nobody."""


@dataclass(frozen=True, slots=True)
class Passed:
    """An open card whose move was somebody's, and those whose move it is without him; nobody where it is left alone."""

    card: CardId
    number: int
    to: tuple[Person, ...]


def left_alone(command: Edit, facts: Facts) -> StaffRefusal | None:
    """The refusal of a change after which some open card would be nobody's; None where each has somebody."""
    if command.what != Thing.PERSON or command.field not in TOUCHING:
        return None
    alone = [one for one in passed(command, facts.office, facts.cards) if not one.to]
    numbers = tuple(str(one.number) for one in alone)
    return StaffRefusal(StaffWhy.OPEN_CARDS, amount=len(numbers), names=numbers) if numbers else None


def passed(command: Edit, office: Office, cards: Iterable[tuple[Card, Procedure]]) -> tuple[Passed, ...]:
    """The cards that are his now and would be no more, each with those whose it would be."""
    person = next((one for one in office.people if one.key == command.key), None)
    if person is None:
        return ()
    after = _after(office, _with(person, command))
    found = (_of(card, procedure, person.id, office, after) for card, procedure in cards)
    return tuple(one for one in found if one is not None)


def _of(card: Card, procedure: Procedure, who: PersonId, before: Office, after: Office) -> Passed | None:
    if who not in {one.id for one in owners(card, before, procedure)}:
        return None
    to = takers(card, after, procedure)
    return None if who in {one.id for one in to} else Passed(card.id, card.number, to)


def _with(person: Person, command: Edit) -> Person:
    value = command.value
    if command.field == "roles":
        return replace(person, roles=frozenset(map(Role, value if isinstance(value, list) else ())))
    return replace(person, department=value if isinstance(value, str) else None)


def _after(office: Office, changed: Person) -> Office:
    """The office with him as he will be; who stands in for whom is worked out anew."""
    bare = (replace(one, steads=()) for one in office.people)
    people = tuple(replace(changed, steads=()) if one.id == changed.id else one for one in bare)
    return with_steads(replace(office, people=people))
