"""Whose move a card is: who plays the role that its step asks for, now."""

from workflow.card import Card
from workflow.office import Office, Person
from workflow.procedure import Procedure
from workflow.words import Role

OPENERS = frozenset({Role.RESPONSIBLE, Role.OFFICER, Role.COORDINATOR, Role.MODERATOR})
"""Roles of which the one who opened the card goes on with it."""

_IN_CHARGE = frozenset({Role.EXECUTOR, Role.CHIEF})
"""Roles in which somebody may be in charge of a card."""


def owners(card: Card, office: Office, procedure: Procedure) -> tuple[Person, ...]:
    """Those whose move it is; where nobody plays that role, those who put down its word. Empty for a closed card."""
    step = procedure.at(card.step)
    if step is None:
        return ()
    owed = in_role(step.role(card.kind), card, office)
    return owed or (in_role(step.recorded_by, card, office) if step.recorded_by else ())


def in_role(role: Role, card: Card, office: Office) -> tuple[Person, ...]:
    """Who plays this role for this card: its own curator and executor, or everybody with the role.

    A card that has not been routed has no executor and no chief.
    """
    if role is Role.EXECUTOR:
        return _executors(card, office)
    if role is Role.CHIEF:
        return tuple(one for one in office.holding(role) if card.department and one.department == card.department)
    named = office.person(card.curator)
    if named and (role is Role.CURATOR or (role in OPENERS and role in named.plays)):
        return (named,)
    return office.holding(role)


def _executors(card: Card, office: Office) -> tuple[Person, ...]:
    """The one in charge; where he cannot be told, those of his unit who can stand in for him (SOB-9a).

    Who does such work no more is in charge of nothing: the card is his department's then.
    """
    if card.department is None:
        return ()
    named, unit = office.person(card.executor), office.executors_of(card.department)
    if named and not named.roles & _IN_CHARGE:
        named = None
    if named and named.can_be_told():
        return (named,)
    return tuple(person for person in unit if person.can_be_told()) or ((named,) if named else unit)
