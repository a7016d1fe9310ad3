"""Who may do what with a card, asked of the table of rights by the buttons and by every decision alike."""

from dataclasses import dataclass

from workflow.actions import Action, Need, Weight
from workflow.card import Card
from workflow.contributors import part_of
from workflow.office import Office, Person
from workflow.procedure import Procedure
from workflow.rights.ask import granted, may
from workflow.rights.asked import Asked
from workflow.rights.cards import MANAGERS
from workflow.rights.row import Named, What
from workflow.timely import at_this_step, fits, in_order, may_be_shortened, waits
from workflow.words import Importance

__all__ = ["MANAGERS", "Option", "fits", "in_order", "options", "waits"]

IMPORTANCE = "importance"
SIGNIFICANT = "significant"
RECALL = "take_back"
KIND = "kind"
SHORTEN = "shorten"
REPEAT = "repeat"
GIVE_PART = "give_part"
WARN = "warn"
SEPARATE = "separate"


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
    return may(person, What.STEP, Asked(office, card, procedure))


def records(person: Person, card: Card, office: Office, procedure: Procedure) -> bool:
    """Whether the step is his only to put down the word of those whose move it is."""
    ways = [row.named for row, _ in granted(person, What.STEP, Asked(office, card, procedure))]
    return bool(ways) and all(named is Named.RECORDER for named in ways)


def manages(person: Person) -> bool:
    """Whether he may open cards and rank them."""
    return may(person, What.OPEN, Asked())


def sees(person: Person, card: Card) -> bool:
    """Whether the card may be shown to him.

    Executors and chiefs see those of their department, somebody outside those that were passed to him.
    """
    return may(person, What.SEE, Asked(card=card))


def may_recall(person: Person, card: Card, office: Office, procedure: Procedure) -> bool:
    """Whether he may take the card back from those whose move it is: whoever routes it, and who stands in for them."""
    asked = Asked(office, card, procedure)
    recall = asked.step.recall if asked.step else None
    return recall is not None and may(person, What.RECALL, asked)


def stands(person: Person | None, action: Action, card: Card, office: Office) -> bool:
    """Whether this action beside the steps is this person's; None is the citizen."""
    here = action.standing and at_this_step(action, card) and fits(action, card)
    return here and may(person, What.BESIDE, Asked(office, card, action=action))


def may_decide_repeat(person: Person, card: Card, office: Office, procedure: Procedure) -> bool:
    """Whether he decides that a post repeats an earlier one: his executor or those who manage, as the file says."""
    return may(person, What.DECIDE_REPEAT, Asked(office, card, procedure))


def may_shorten(person: Person, card: Card, name: str, office: Office, procedure: Procedure) -> bool:
    """Whether he may set this shorter time: one of the roles that the file names."""
    return may(person, What.SHORTEN, Asked(office, card, procedure, name))


def may_set(person: Person, importance: Importance, card: Card, office: Office, procedure: Procedure) -> bool:
    """Whether he may give a card this importance; the fast track is for whoever the file names (Kamchatka 2.6)."""
    what = What.FAST_TRACK if importance is Importance.FAST else What.SET_IMPORTANCE
    return may(person, what, Asked(office, card, procedure))


def options(person: Person, card: Card, office: Office, procedure: Procedure) -> tuple[Option, ...]:
    """Everything this person may do with the card now, the main thing first; nothing with a card he may not see."""
    if not sees(person, card) or card.awaits_below:
        return ()
    found = (
        *_of_the_step(person, card, office, procedure),
        *_of_a_contributor(person, card),
        *_beside(person, card, office, procedure),
    )
    return (*found, *(_of_a_manager(person, card, office, procedure) if card.open else ()))


def _of_the_step(person: Person, card: Card, office: Office, procedure: Procedure) -> tuple[Option, ...]:
    step = procedure.at(card.step)
    if step is None:
        return ()
    if not owns(person, card, office, procedure):
        return (Option(RECALL, Weight.PLAIN),) if may_recall(person, card, office, procedure) else ()
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
    part = part_of(person, card)
    if part is None or not card.open:
        return ()
    warn = () if part.warned else (Option(WARN, Weight.PLAIN),)
    return (Option(GIVE_PART, Weight.MAIN), *warn)


def _beside(person: Person, card: Card, office: Office, procedure: Procedure) -> tuple[Option, ...]:
    mine = (one for one in procedure.standing if stands(person, one, card, office) and in_order(one, card, procedure))
    return tuple(Option(one.name, one.weight) for one in mine)


def _of_a_manager(person: Person, card: Card, office: Office, procedure: Procedure) -> tuple[Option, ...]:
    shorter = (
        Option(SHORTEN, Weight.PLAIN, one.name)
        for one in procedure.shorter
        if may_be_shortened(card, one) and may_shorten(person, card, one.name, office, procedure)
    )
    repeats = _of_repeats(card, procedure) if may_decide_repeat(person, card, office, procedure) else ()
    return (*repeats, *shorter, *_ranking(person, card, office, procedure))


def _of_repeats(card: Card, procedure: Procedure) -> tuple[Option, ...]:
    asked = procedure.repeats is not None and card.latest("repeat_checked") is None
    joined = card.joined_to is not None
    return (*((Option(REPEAT, Weight.PLAIN),) if asked else ()), *((Option(SEPARATE, Weight.PLAIN),) if joined else ()))


def _ranking(person: Person, card: Card, office: Office, procedure: Procedure) -> tuple[Option, ...]:
    if not manages(person):
        return ()
    other = Importance.NORMAL if card.importance is not Importance.NORMAL else Importance.HIGH
    known = Importance.FAST in procedure.importances() and card.importance is not Importance.FAST
    fast = known and may_set(person, Importance.FAST, card, office, procedure)
    return (
        Option(IMPORTANCE, Weight.PLAIN, other),
        *((Option(IMPORTANCE, Weight.PLAIN, Importance.FAST),) if fast else ()),
        *(Option(KIND, Weight.PLAIN, kind) for kind in procedure.kinds if kind != card.kind),
        *(() if card.significant else (Option(SIGNIFICANT, Weight.PLAIN),)),
    )
