"""Who may do what with a card: one table, read by the buttons and by every decision alike."""

from dataclasses import dataclass

from workflow.actions import Action, Need, Weight
from workflow.card import CLOSED, Card
from workflow.contributions import cycle_began
from workflow.office import Office, Person
from workflow.owners import OPENERS, in_role
from workflow.procedure import Procedure, Step
from workflow.words import Importance, Role

IMPORTANCE = "importance"
SIGNIFICANT = "significant"
RECALL = "take_back"
KIND = "kind"
SHORTEN = "shorten"
REPEAT = "repeat"
GIVE_PART = "give_part"
WARN = "warn"
SEPARATE = "separate"

_STAND_INS = frozenset({Role.CURATOR, Role.COORDINATOR})
"""Who may act for a curator (SOB-R3)."""

MANAGERS = frozenset({Role.CURATOR, Role.COORDINATOR, Role.RESPONSIBLE, Role.OFFICER, Role.MODERATOR})
"""Who may open cards and rank them; a coordinator may act for any curator (SOB-R3)."""

_OWN_UNIT = frozenset({Role.EXECUTOR, Role.CHIEF})
"""Roles that see the cards of their department alone."""


@dataclass(frozen=True, slots=True)
class Option:
    """Something a person may do with a card now. `value` tells departments, people, importances and so on apart."""

    action: str
    weight: Weight
    value: str = ""


def owns(person: Person, card: Card, office: Office, procedure: Procedure) -> bool:
    """Whether the step is this person's to take.

    Curators stand in for one another, and a coordinator for any of them; so do others who share a role in which cards
    are opened. An executor's step is his alone. Who puts down the word of somebody outside may take his step.
    """
    step = procedure.at(card.step)
    if step is None:
        return False
    role = step.role(card.kind)
    if role is Role.CURATOR and person.plays & _STAND_INS:
        return True
    if role in person.plays and role in OPENERS:
        return True
    if step.recorded_by and (step.recorded_by in person.plays):
        return True
    return person in in_role(role, card, office)


def manages(person: Person) -> bool:
    """Whether he may open cards and rank them."""
    return bool(person.plays & MANAGERS)


def sees(person: Person, card: Card) -> bool:
    """Whether the card may be shown to him.

    Executors and chiefs see those of their department, somebody outside those that were passed to him.
    """
    if person.plays - _OWN_UNIT - {Role.OUTSIDE} or person.id == card.executor:
        return True
    if Role.OUTSIDE in person.plays and card.outside:
        return True
    mine = {card.department, *(one.department for one in card.contributions)} - {None}
    return person.department in mine


def may_recall(person: Person, step: Step, procedure: Procedure) -> bool:
    """Whether he may take the card back from those whose move it is: whoever routes it, and who stands in for them."""
    back = procedure.at(step.recall) if step.recall else None
    return back is not None and bool(person.plays & (_STAND_INS | back.roles))


def stands(person: Person | None, action: Action, card: Card, office: Office) -> bool:
    """Whether this action beside the steps is this person's; None is the citizen."""
    if not (action.standing and _at_this_step(action, card) and fits(action, card)):
        return False
    if person is None:
        return Role.CITIZEN in action.by
    return any(_plays(person, role, card, office) for role in action.by)


def fits(action: Action, card: Card) -> bool:
    """Whether the action is for cards of this kind."""
    return not action.kinds or card.kind in action.kinds


def _at_this_step(action: Action, card: Card) -> bool:
    return card.step in action.at if action.at else card.step != CLOSED


def _plays(person: Person, role: Role, card: Card, office: Office) -> bool:
    """Executors and chiefs only for their own card; whoever holds another role for every one of the office."""
    if role in _OWN_UNIT:
        return person in in_role(role, card, office)
    return role in person.plays


def in_order(action: Action, card: Card, procedure: Procedure) -> bool:
    """Whether it is not too early and not too late for it: a question waits, and was not asked already."""
    if action.answers:
        return waits(action.answers, card, procedure)
    asked = {one.answers for one in procedure.actions.values() if one.answers}
    return not any(waits(name, card, procedure) for name in asked & set(action.mark))


def waits(asked: str, card: Card, procedure: Procedure) -> bool:
    """Whether what was asked in this cycle has not been answered yet."""
    answers = {name for one in procedure.actions.values() if one.answers == asked for name in one.mark}
    newest = card.latest(asked, *answers)
    return newest is not None and newest.name == asked and newest.seq >= cycle_began(card.moments)


def options(person: Person, card: Card, office: Office, procedure: Procedure) -> tuple[Option, ...]:
    """Everything this person may do with the card now, the main thing first; nothing with a card he may not see."""
    if not sees(person, card):
        return ()
    found = (
        *_of_the_step(person, card, office, procedure),
        *_of_a_contributor(person, card),
        *_beside(person, card, office, procedure),
    )
    return (*found, *(_of_a_manager(person, card, procedure) if card.open else ()))


def _of_the_step(person: Person, card: Card, office: Office, procedure: Procedure) -> tuple[Option, ...]:
    step = procedure.at(card.step)
    if step is None:
        return ()
    if not owns(person, card, office, procedure):
        return (Option(RECALL, Weight.PLAIN),) if may_recall(person, step, procedure) else ()
    names = [name for name in step.actions if not (name == "accept" and card.accepted)]
    known = [action for name in names if fits(action := procedure.actions[name], card)]
    return tuple(option for one in known if in_order(one, card, procedure) for option in _option(one, card, office))


def _option(action: Action, card: Card, office: Office) -> tuple[Option, ...]:
    """One button; for a choice of departments or people one for each of them."""
    if action.need is Need.DEPARTMENT:
        staffed = (unit.key for unit in office.departments if office.staff_of(unit.key))
        return tuple(Option(action.name, action.weight, key) for key in staffed)
    if action.need is Need.PERSON:
        return tuple(
            Option(action.name, action.weight, str(one.id)) for one in office.executors_of(card.department or "")
        )
    return (Option(action.name, action.weight),)


def _of_a_contributor(person: Person, card: Card) -> tuple[Option, ...]:
    part = card.contribution_of(person.id, person.department if Role.EXECUTOR in person.plays else None)
    if part is None or not card.open:
        return ()
    warn = () if part.warned else (Option(WARN, Weight.PLAIN),)
    return (Option(GIVE_PART, Weight.MAIN), *warn)


def _beside(person: Person, card: Card, office: Office, procedure: Procedure) -> tuple[Option, ...]:
    mine = (one for one in procedure.standing if stands(person, one, card, office) and in_order(one, card, procedure))
    return tuple(Option(one.name, one.weight) for one in mine)


def _of_a_manager(person: Person, card: Card, procedure: Procedure) -> tuple[Option, ...]:
    repeat = procedure.repeats
    asked = repeat is not None and card.latest("repeat_checked") is None
    decides = may_decide_repeat(person, card, procedure)
    return (
        *((Option(REPEAT, Weight.PLAIN),) if asked and decides else ()),
        *((Option(SEPARATE, Weight.PLAIN),) if card.joined_to is not None and decides else ()),
        *(
            Option(SHORTEN, Weight.PLAIN, one.name)
            for one in procedure.shorter
            if may_shorten(person, card, one.name, procedure)
        ),
        *(_ranking(person, card, procedure) if manages(person) else ()),
    )


def may_decide_repeat(person: Person, card: Card, procedure: Procedure) -> bool:
    """Whether he decides that a post repeats an earlier one: his executor or those who manage, as the file says."""
    roles = procedure.repeats.by if procedure.repeats else ()
    own = Role.EXECUTOR in roles and person.id == card.executor
    return own or bool(person.plays & (set(roles) - _OWN_UNIT))


def may_shorten(person: Person, card: Card, name: str, procedure: Procedure) -> bool:
    """Whether he may set this shorter time: one of the roles that the file names, here and now."""
    short = procedure.short_time(name)
    here = short is not None and (card.step in short.at or not short.at)
    return short is not None and here and card.shorter != name and bool(person.plays & set(short.by))


def may_set(person: Person, importance: Importance, procedure: Procedure) -> bool:
    """Whether he may give a card this importance; the fast track is for whoever the file names (Kamchatka 2.6)."""
    if importance not in procedure.importances():
        return False
    return procedure.fast_by in person.plays if importance is Importance.FAST else manages(person)


def _ranking(person: Person, card: Card, procedure: Procedure) -> tuple[Option, ...]:
    other = Importance.NORMAL if card.importance is not Importance.NORMAL else Importance.HIGH
    fast = may_set(person, Importance.FAST, procedure) and card.importance is not Importance.FAST
    return (
        Option(IMPORTANCE, Weight.PLAIN, other),
        *((Option(IMPORTANCE, Weight.PLAIN, Importance.FAST),) if fast else ()),
        *(Option(KIND, Weight.PLAIN, kind) for kind in procedure.kinds if kind != card.kind),
        *(() if card.significant else (Option(SIGNIFICANT, Weight.PLAIN),)),
    )
