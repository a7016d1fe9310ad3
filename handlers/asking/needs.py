"""What is still to be asked for an action, what a button has told already, and what is wrong with an answer. Pure."""

from handlers.asking.asked import Asked, Given, Question, act_of
from handlers.callbacks import brief
from handlers.shown import Shown
from workflow.access import IMPORTANCE
from workflow.actions import Action, Need
from workflow.deadlines import rules_of
from workflow.office import Office
from workflow.possible import days_left, unfit
from workflow.procedure import Procedure
from workflow.refusals import Refusal, Why
from workflow.scene import Scene
from workflow.words import PersonId

FAST_TRACK = Action(name=IMPORTANCE, needs=("days",))
"""The fast track is no action of the procedure, but its days are asked for alike."""

_AS_ASKED = {Need.RATING: Question.REASON}
"""Needs that are asked for in the words of another one: a mark begins what is written."""


def scene_of(shown: Shown) -> Scene:
    """What the core needs to judge an answer."""
    return Scene(shown.office, rules_of(shown.office, shown.procedure), shown.now)


def action_of(name: str, procedure: Procedure) -> Action | None:
    """The action behind a button, the fast track among them; None where the procedure has no such thing."""
    if name == IMPORTANCE:
        return FAST_TRACK if fast_days(procedure) else None
    return procedure.actions.get(name)


def fast_days(procedure: Procedure) -> tuple[int, int] | None:
    """From how many to how many days the fast track may last; None where there is nothing to choose."""
    rules = [one.fast.rule for one in procedure.deadline if one.fast and one.fast.rule.least is not None]
    if not rules:
        return None
    return max(rule.least or 1 for rule in rules), min(rule.amount for rule in rules)


def most_days(asked: Asked, shown: Shown) -> int:
    """How many days may be asked for at most; none is left of an extension that has been used up."""
    if asked.action == IMPORTANCE:
        return (fast_days(shown.procedure) or (0, 0))[1]
    return days_left(asked.action, shown.card, scene_of(shown))


def least_days(asked: Asked, shown: Shown) -> int:
    """How many days may be asked for at least."""
    return (fast_days(shown.procedure) or (1, 1))[0] if asked.action == IMPORTANCE else 1


def brought(action: Action, value: str, given: Given, shown: Shown) -> dict[str, object]:
    """What the value of a button tells, being the answer to what is asked next: a department, a person, a name."""
    if not value:
        return {}
    match missing(action, given, shown.procedure):
        case Question.DEPARTMENT:
            return {"department": unit_of(value, shown.office)}
        case Question.PERSON:
            return {"person": PersonId(int(value)) if value.isdecimal() else None}
        case Question.GROUND | Question.OUTCOME | Question.CATEGORY as question:
            return {question.value: value}
    return {}


def unit_of(value: str, office: Office) -> str:
    """The department's key behind what a button carries; the value itself where there is none."""
    return next((unit.key for unit in office.departments if value in (unit.key, brief(unit.key))), value)


def missing(action: Action, given: Given, procedure: Procedure) -> Question | None:
    """The next thing to ask, in the order of the file; a draft comes last, for it is gathered apart."""
    for need in sorted(action.needs, key=lambda need: need == Need.DRAFT):
        if question := _open(Need(need), given, procedure):
            return question
    return None


def _open(need: Need, given: Given, procedure: Procedure) -> Question | None:
    """What is to be asked for this need."""
    if need is Need.LINK:
        return _of_link(given)
    if need is Need.OUTCOME:
        return _of_outcome(given, procedure)
    return None if _told(need, given) else _AS_ASKED.get(need) or Question(need)


def _told(need: Need, given: Given) -> bool:
    answers: dict[Need, object] = {
        Need.DEPARTMENT: given.department,
        Need.PERSON: given.person,
        Need.PEOPLE: given.people,
        Need.REASON: given.note,
        Need.RATING: given.note,
        Need.GROUND: given.ground,
        Need.CATEGORY: given.category,
        Need.DATE: given.date,
        Need.DAYS: given.days,
    }
    return bool(answers.get(need))


def _of_link(given: Given) -> Question | None:
    """Where there is none, a reason must stand; one that was given already will do (Klepechikha 11)."""
    if given.link is None:
        return Question.LINK
    return None if given.link or given.note else Question.NO_LINK


def _of_outcome(given: Given, procedure: Procedure) -> Question | None:
    outcome = procedure.outcome_named(given.outcome)
    if not given.outcome:
        return Question.OUTCOME
    return Question.REASON if outcome and outcome.reason and not given.note else None


def wrong(question: Question, asked: Asked, shown: Shown) -> Refusal | None:
    """What the core would say of the answer to this question; None where it is a good one."""
    if asked.action == IMPORTANCE:
        return _wrong_days(asked, shown)
    need = {Question.NO_LINK: Need.REASON}.get(question) or Need(question)
    assert shown.reader is not None  # noqa: S101 - whoever is asked is somebody
    if need is Need.LINK and not asked.given.link:
        return None
    refusal = unfit(need, act_of(asked, shown.reader.id), shown.card, scene_of(shown))
    return None if refusal and need is Need.OUTCOME and refusal.why is Why.NO_REASON else refusal


def _wrong_days(asked: Asked, shown: Shown) -> Refusal | None:
    least, most = least_days(asked, shown), most_days(asked, shown)
    fits = least <= asked.given.days <= most
    return None if fits else Refusal(Why.BAD_DAYS, shown.card.number, amount=most)
