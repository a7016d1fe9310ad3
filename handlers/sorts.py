"""What sort of step a card is at: read from what its actions ask for, so that any file's steps can be told apart."""

from collections.abc import Callable, Mapping
from enum import StrEnum

from workflow.actions import Action, Need
from workflow.card import CLOSED, Card
from workflow.contributions import cycle_began
from workflow.procedure import Procedure, Step
from workflow.words import Role

Actions = Mapping[str, Action]


class Sort(StrEnum):
    """The sorts of steps that the catalogues have words for."""

    CITIZEN = "citizen"
    ROUTE = "route"
    ASSIGN = "assign"
    MODERATE = "moderate"
    DRAFT = "draft"
    DISPUTE = "dispute"
    CLARIFY = "clarify"
    PUBLISH = "publish"
    CONFIRM = "confirm"
    DISPATCH = "dispatch"
    REVIEW = "review"
    APPROVE = "approve"
    OUTSIDE = "outside"
    HANDOVER = "handover"
    EXTENSION = "extension"
    FINISH = "finish"
    CATEGORY = "category"
    SHARE = "share"
    DATE = "date"
    OTHER = "other"


AGREEING = frozenset({Sort.APPROVE, Sort.OUTSIDE, Sort.REVIEW})
"""Somebody reads an answer and agrees to it or not."""

_WITH_ANSWER = AGREEING | {Sort.PUBLISH, Sort.CONFIRM, Sort.DISPATCH, Sort.HANDOVER}
_OUT = frozenset({"dispatch"})
"""Sends the answer out of the office without a link to give."""

_BEFORE = frozenset({"submitted"})
"""What comes before an answer is out, even where one tap does both."""


def sort_of(step: Step, procedure: Procedure, kind: str = "") -> Sort:
    """The sort of this step for a card of this kind."""
    if step.role(kind) is Role.CITIZEN:
        return Sort.CITIZEN
    taken = {name: procedure.actions[name] for name in step.actions}
    found = next((sort for sort, holds in _SIGNS if holds(taken)), Sort.OTHER)
    return Sort.OUTSIDE if found is Sort.APPROVE and step.role(kind) is Role.OUTSIDE else found


def shows_answer(sort: Sort) -> bool:
    """Whether whoever takes such a step has something to do with the answer as it is."""
    return sort in _WITH_ANSWER


def finals(procedure: Procedure) -> frozenset[str]:
    """Moments at which the citizen has his answer: published, dispatched, or closed with an outcome."""
    found: set[str] = set()
    for step in procedure.step:
        for name in step.actions:
            action = procedure.actions[name]
            if _goes_out(action) or _ends(action, step):
                found |= {*action.mark, *(mark for marks in procedure.marks.get(name, {}).values() for mark in marks)}
    return frozenset(found - _BEFORE)


def awaits_final(card: Card, procedure: Procedure) -> bool:
    """Whether an interim answer, or a question to the citizen, went out, so that the final answer is still owed."""
    tables = procedure.marks.values()
    final = {name for table in tables for name in table.get("answer", ())}
    interim = {name for table in tables for case in ("interim", "clarification") for name in table.get(case, ())}
    went_out = (interim - final) & finals(procedure)
    newest = card.latest(*went_out, "interim_published", "interim_sent")
    return newest is not None and newest.seq >= cycle_began(card.moments)


def _goes_out(action: Action) -> bool:
    return action.asks(Need.LINK) or action.name in _OUT or (action.asks(Need.DRAFT) and "published" in action.mark)


def _ends(action: Action, step: Step) -> bool:
    """Whether it closes the card with something said to the citizen; a ground or a reason turns the card away."""
    target = step.actions[action.name]
    closes = CLOSED in ({target} if isinstance(target, str) else target.values())
    return closes and not (action.asks(Need.GROUND) or action.asks(Need.REASON))


def _named(*names: str) -> Callable[[Actions], bool]:
    return lambda taken: not set(names).isdisjoint(taken)


def _asking(need: Need) -> Callable[[Actions], bool]:
    return lambda taken: any(action.asks(need) for action in taken.values())


def _publishing(taken: Actions) -> bool:
    return any(action.asks(Need.LINK) and action.papers for action in taken.values())


def _agreeing(taken: Actions) -> bool:
    return any(action.papers for action in taken.values())


_SIGNS: tuple[tuple[Sort, Callable[[Actions], bool]], ...] = (
    (Sort.CLARIFY, lambda taken: "clarified" in taken and not {"clarify", "submit"} & set(taken)),
    (Sort.ROUTE, _asking(Need.DEPARTMENT)),
    (Sort.ASSIGN, _asking(Need.PERSON)),
    (Sort.MODERATE, _named("admit")),
    (Sort.DRAFT, _asking(Need.DRAFT)),
    (Sort.DISPUTE, _named("take_back")),
    (Sort.PUBLISH, _publishing),
    (Sort.CONFIRM, _asking(Need.LINK)),
    (Sort.DISPATCH, _named("dispatch")),
    (Sort.REVIEW, lambda taken: "pass_on" in taken and "approve" not in taken),
    (Sort.APPROVE, _agreeing),
    (Sort.HANDOVER, _named("hand_over")),
    (Sort.EXTENSION, _named("grant", "deny")),
    (Sort.FINISH, _asking(Need.OUTCOME)),
    (Sort.CATEGORY, _asking(Need.CATEGORY)),
    (Sort.SHARE, _asking(Need.PEOPLE)),
    (Sort.DATE, _asking(Need.DATE)),
)
"""Signs in the order in which they tell: a step that routes may also do other things, and so on."""
