"""Who may do what with a card: one table, read by the buttons and by every decision alike."""

from dataclasses import dataclass

from workflow.actions import ACTIONS, Weight
from workflow.card import Card
from workflow.office import Office, Person
from workflow.procedure import Procedure, Step
from workflow.words import Importance, Role

IMPORTANCE = "importance"
SIGNIFICANT = "significant"
RECALL = "take_back"

_STAND_INS = frozenset({Role.CURATOR, Role.COORDINATOR})
"""Who may act for a curator (SOB-R3)."""

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
    if role is Role.EXECUTOR:
        return _executors(card, office)
    named = office.person(card.curator) if role is Role.CURATOR else None
    return (named,) if named else office.holding(role)


def _executors(card: Card, office: Office) -> tuple[Person, ...]:
    """The one in charge; where he cannot be told, those of his unit who can stand in for him (SOB-9a)."""
    if card.department is None:
        return ()
    named, unit = office.person(card.executor), office.executors_of(card.department)
    if named and named.can_be_told():
        return (named,)
    return tuple(person for person in unit if person.can_be_told()) or ((named,) if named else unit)


def owns(person: Person, card: Card, office: Office, procedure: Procedure) -> bool:
    """Whether the step is this person's to take.

    Curators stand in for one another, and a coordinator for any of them; an executor's step is his alone.
    """
    step = procedure.at(card.step)
    if step is None:
        return False
    if step.by is Role.CURATOR and person.roles & _STAND_INS:
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


def may_recall(person: Person, step: Step) -> bool:
    """Whether he may take the card back from those whose move it is: curators, where the procedure lets them."""
    return step.recall is not None and bool(person.roles & _STAND_INS)


def _of_the_step(person: Person, card: Card, office: Office, procedure: Procedure) -> tuple[Option, ...]:
    step = procedure.at(card.step)
    if step is None:
        return ()
    if not owns(person, card, office, procedure):
        return (Option(RECALL, Weight.PLAIN),) if may_recall(person, step) else ()
    names = [name for name in step.actions if not (name == "accept" and card.accepted)]
    return tuple(option for name in names for option in _option(name, office))


def _option(name: str, office: Office) -> tuple[Option, ...]:
    action = ACTIONS[name]
    if name == "route":
        staffed = (department for department in office.departments if office.executors_of(department.key))
        return tuple(Option(name, action.weight, department.key) for department in staffed)
    return (Option(name, action.weight),)


def _of_a_manager(person: Person, card: Card) -> tuple[Option, ...]:
    if not manages(person):
        return ()
    other = Importance.NORMAL if card.importance is Importance.HIGH else Importance.HIGH
    ranked = (Option(IMPORTANCE, Weight.PLAIN, other),)
    return ranked if card.significant else (*ranked, Option(SIGNIFICANT, Weight.PLAIN))
