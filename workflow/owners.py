"""Whose move a card is: who plays the role that its step asks for, now; nobody's it never is."""

from collections.abc import Callable, Iterator

from workflow.card import Card
from workflow.office import Office, Person
from workflow.procedure import Procedure
from workflow.steads import substitute_of
from workflow.words import PersonId, Role

OPENERS = frozenset({Role.RESPONSIBLE, Role.OFFICER, Role.COORDINATOR, Role.MODERATOR})
"""Roles of which the one who opened the card goes on with it."""

_MAY_CHARGE = frozenset({Role.EXECUTOR, Role.CHIEF})
"""Roles in which somebody may be in charge of a card."""

_MAY_OPEN = OPENERS | {Role.CURATOR}
_NEXT_IN_CARE = (Role.CURATOR, Role.RESPONSIBLE, Role.OFFICER, Role.HEAD, Role.MODERATOR, Role.ADMINISTRATOR)
_STRANGE = frozenset({Role.OUTSIDE, Role.CITIZEN})


def owners(card: Card, office: Office, procedure: Procedure) -> tuple[Person, ...]:
    """Those whose move it is, else those who take care of it. Empty for a closed card, or where nobody is there."""
    if procedure.at(card.step) is None:
        return ()
    owed = takers(card, office, procedure) or caretakers(office, card.department)
    return owed or tuple(one for one in office.people if one.present and one.plays - _STRANGE)


def takers(card: Card, office: Office, procedure: Procedure) -> tuple[Person, ...]:
    """Those who may take the step; where nobody plays its role, those who put down its word. Empty: nobody is left."""
    step = procedure.at(card.step)
    if step is None:
        return ()
    owed = in_role(step.role(card.kind), card, office)
    return owed or (in_role(step.recorded_by, card, office) if step.recorded_by else ())


def _is_there(person: Person) -> bool:
    return person.present


def caretakers(
    office: Office, unit: str | None = None, fit: Callable[[Person], bool] = _is_there
) -> tuple[Person, ...]:
    """Who takes care of what nobody else is there for: the department's head and the coordinators.

    Without any of them whoever routes, then heads, then administrators; only those who `fit`. They see the card and may
    hand it over; its step does not become theirs.
    """
    chiefs = [one for one in office.holding(Role.CHIEF) if unit in one.units(Role.CHIEF)]
    first = tuple(one for one in dict.fromkeys((*chiefs, *office.holding(Role.COORDINATOR))) if fit(one))
    others = (tuple(one for one in office.holding(role) if fit(one)) for role in _NEXT_IN_CARE)
    return first or next(filter(None, others), ())


def in_role(role: Role, card: Card, office: Office) -> tuple[Person, ...]:
    """Who plays this role for this card: its own curator and executor, or everybody with the role.

    A card that has not been routed has no executor and no chief. Whoever is away has given his place to another.
    """
    if role is Role.EXECUTOR:
        return executors(card.executor, card.department, office)
    if role is Role.CHIEF:
        return tuple(one for one in office.holding(role) if card.department in one.units(role))
    named = _in_charge(card.curator, office)
    if named and (named.plays & _MAY_OPEN if role is Role.CURATOR else role in OPENERS & named.plays):
        return (named,)
    return office.holding(role)


def executors(who: PersonId | None, unit: str | None, office: Office) -> tuple[Person, ...]:
    """The one in charge, or who stands in for him; where he cannot be told, those of his unit (SOB-9a)."""
    return next(filter(None, _executors(who, unit, office)), ()) if unit is not None else ()


def _executors(who: PersonId | None, unit: str, office: Office) -> Iterator[tuple[Person, ...]]:
    named = _in_charge(who, office)
    if named and not named.plays & _MAY_CHARGE:
        named = None  # who does such work no more is in charge of nothing: the card is his department's then
    yield (named,) if named and named.can_be_told() else ()
    there = office.executors_of(unit)
    yield tuple(person for person in there if person.can_be_told())
    yield (named,) if named else there


def _in_charge(who: PersonId | None, office: Office) -> Person | None:
    """The person himself while he is there, else who stands in for him; None for one who has left."""
    person = office.person(who)
    return person if person is None or person.present else substitute_of(person, office)
