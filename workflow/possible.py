"""Why an action may not be taken: by whom, when, or for want of what."""

from workflow import access
from workflow.actions import ACTIONS, Need
from workflow.card import Card
from workflow.commands import Act
from workflow.links import is_link
from workflow.office import Person
from workflow.procedure import Step
from workflow.refusals import Refusal, Why
from workflow.scene import Scene

LONGEST_DRAFT = 4096
"""Characters that a messenger shows in one message; a longer answer could not be handed over whole."""


def closed(card: Card) -> Refusal:
    """The answer to whatever is asked of a closed card."""
    return Refusal(Why.CLOSED, card.number, card.last.action, card.last.by, card.last.at)


def not_possible(command: Act, card: Card, step: Step | None, person: Person | None, scene: Scene) -> Refusal | None:
    """Why the person may not take this action now, whatever he brings with it; None where he may."""
    if person is None or not access.sees(person, card):
        return Refusal(Why.NOT_YOURS, card.number)
    if step is None:
        return closed(card)
    if command.turn is not None and command.turn != card.turn:
        return Refusal(Why.ALREADY, card.number, card.last.action, card.last.by, card.last.at)
    if command.action == access.RECALL and access.may_recall(person, step):
        return None
    if command.action not in step.actions:
        return Refusal(Why.NOT_NOW, card.number, command.action)
    if not access.owns(person, card, scene.office, scene.rules.procedure):
        return Refusal(Why.NOT_YOURS, card.number)
    if command.action == "accept" and card.accepted:
        return Refusal(Why.ALREADY, card.number, card.last.action, card.last.by, card.last.at)
    return None


def not_enough(command: Act, card: Card, scene: Scene) -> Refusal | None:
    """What the action lacks of what it asks for; None where it has all."""
    match ACTIONS[command.action].need:
        case Need.REASON if not command.note.strip():
            return Refusal(Why.NO_REASON, card.number, command.action)
        case Need.DRAFT:
            return _unfit_draft(command, card)
        case Need.DEPARTMENT:
            return _no_such_department(command, card, scene)
        case Need.GROUND if command.ground not in {ground.name for ground in scene.rules.procedure.ground}:
            return Refusal(Why.NO_GROUND, card.number)
        case Need.LINK if not command.link and not command.note.strip():
            return Refusal(Why.NO_LINK, card.number)
        case Need.LINK if command.link and not is_link(command.link):
            return Refusal(Why.BAD_LINK, card.number)
    return None


def _unfit_draft(command: Act, card: Card) -> Refusal | None:
    if command.draft is None or not command.draft.text.strip():
        return Refusal(Why.EMPTY_DRAFT, card.number)
    if (length := len(command.draft.text)) > LONGEST_DRAFT:
        return Refusal(Why.TOO_LONG, card.number, amount=length)
    return None


def _no_such_department(command: Act, card: Card, scene: Scene) -> Refusal | None:
    if scene.office.department(command.department) is None:
        return Refusal(Why.NO_DEPARTMENT, card.number)
    if not scene.office.executors_of(command.department or ""):
        return Refusal(Why.NOBODY_THERE, card.number)
    return None
