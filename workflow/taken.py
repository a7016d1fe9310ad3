"""A card that is taken back: whoever had it learns that nothing is awaited of him any more."""

from workflow import events
from workflow.access import RECALL
from workflow.card import Card
from workflow.notice import Notice, NoticeKind
from workflow.noticing import notice
from workflow.office import Person
from workflow.owners import in_role
from workflow.scene import Scene


def of_taking(event: events.Moved, card: Card, scene: Scene) -> list[Notice]:
    """One line to each of those whose step it was; who took it himself knows. `card` still names them after it."""
    if event.action != RECALL:
        return []
    had = dict.fromkeys(person for person in _had(event, card, scene) if person.can_be_told())
    found = [notice(NoticeKind.TAKEN, event, card, person) for person in had if person.id != event.by]
    return [one.model_copy(update={"by": event.by}) for one in found]


def _had(event: events.Moved, card: Card, scene: Scene) -> list[Person]:
    """Those of the steps from which a card is taken back to where it is now: executors, or heads of departments."""
    steps = [step for step in scene.rules.procedure.step if step.recall == event.step]
    roles = dict.fromkeys(step.role(card.kind) for step in steps)
    return [person for role in roles for person in in_role(role, card, scene.office)]
