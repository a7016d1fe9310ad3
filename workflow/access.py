"""Who may do what with a card: one table, read by the buttons and by every decision alike."""

from dataclasses import dataclass

from workflow.actions import ACTIONS, Weight
from workflow.card import Card
from workflow.office import Office, Person
from workflow.procedure import Procedure
from workflow.words import Importance, Role

IMPORTANCE = "importance"
SIGNIFICANT = "significant"

MANAGERS = frozenset({Role.CURATOR, Role.COORDINATOR, Role.RESPONSIBLE})
"""Who may open cards and rank them; a coordinator may act for any curator (SOB-R3)."""


@dataclass(frozen=True, slots=True)
class Option:
    """Something a person may do with a card now. `value` tells departments and importances apart."""

    action: str
    weight: Weight
    value: str = ""


def owners(card: Card, office: Office, procedure: Procedure) -> tuple[Person, ...]:
    """Those whose move it is. Empty for a closed card."""
    step = procedure.at(card.step)
    if step is None:
        return ()
    return in_role(step.by, card, office)


def in_role(role: Role, card: Card, office: Office) -> tuple[Person, ...]:
    """Who plays this role for this card: its own curator and executor, or everybody with the role.

    A card that has not been routed has no executor.
    """
    named = {Role.CURATOR: card.curator, Role.EXECUTOR: card.executor}.get(role)
    if person := office.person(named):
        return (person,)
    if role is Role.EXECUTOR:
        return office.executors_of(card.department) if card.department else ()
    return office.holding(role)


def owns(person: Person, card: Card, office: Office, procedure: Procedure) -> bool:
    """Whether the step is this person's to take.

    Curators stand in for one another, and a coordinator for any of them; an executor's step is his alone.
    """
    step = procedure.at(card.step)
    if step is None:
        return False
    if step.by is Role.CURATOR and person.roles & {Role.CURATOR, Role.COORDINATOR}:
        return True
    return person in in_role(step.by, card, office)


def manages(person: Person) -> bool:
    """Whether he may open cards and rank them."""
    return bool(person.roles & MANAGERS)


def sees(person: Person, card: Card) -> bool:
    """Whether the card may be shown to him: all but executors of other units."""
    if person.roles - {Role.EXECUTOR} or person.id == card.executor:
        return True
    return card.department is not None and person.department == card.department


def options(person: Person, card: Card, office: Office, procedure: Procedure) -> tuple[Option, ...]:
    """Everything this person may do with the card now, the main thing first."""
    if not card.open:
        return ()
    return (*_of_the_step(person, card, office, procedure), *_of_a_manager(person, card))


def _of_the_step(person: Person, card: Card, office: Office, procedure: Procedure) -> tuple[Option, ...]:
    step = procedure.at(card.step)
    if step is None or not owns(person, card, office, procedure):
        return ()
    names = [name for name in step.actions if not (name == "accept" and card.accepted)]
    return tuple(option for name in names for option in _option(name, office))


def _option(name: str, office: Office) -> tuple[Option, ...]:
    action = ACTIONS[name]
    if name == "route":
        return tuple(Option(name, action.weight, department.key) for department in office.departments)
    return (Option(name, action.weight),)


def _of_a_manager(person: Person, card: Card) -> tuple[Option, ...]:
    if not manages(person):
        return ()
    other = Importance.NORMAL if card.importance is Importance.HIGH else Importance.HIGH
    ranked = (Option(IMPORTANCE, Weight.PLAIN, other),)
    return ranked if card.significant else (*ranked, Option(SIGNIFICANT, Weight.PLAIN))
