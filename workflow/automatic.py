"""What the desk does by itself: routes by topic, and moves a card whose time is over. Pure, like every decision."""

from workflow import events
from workflow.card import Card
from workflow.commands import Act
from workflow.history import apply as applied
from workflow.moves import moved
from workflow.office import Department, Office
from workflow.possible import not_enough
from workflow.scene import Scene
from workflow.topics import places_of

_MOST = 8
"""Steps taken by themselves in a row; more could only be a circle."""


def followed(card: Card, scene: Scene) -> tuple[events.Moved, ...]:
    """What follows by itself as a card comes to a step: nothing where the desk cannot tell (Kamchatka 2.2)."""
    found: list[events.Moved] = []
    while len(found) < _MOST and (event := _next(card, scene)):
        found.append(event)
        card = applied(card, event)
    return tuple(found)


def when_over(action: str, card: Card, scene: Scene) -> tuple[events.Moved, ...]:
    """What the desk does as a deadline is over and its procedure says what then."""
    command = Act(card.id, None, action)
    procedure, step = scene.rules.procedure, scene.rules.procedure.at(card.step)
    at_this_step = step is not None and action in step.actions
    beside = any(one.name == action and (not one.at or card.step in one.at) for one in procedure.standing)
    if card.awaits_below or not (at_this_step or beside) or not_enough(command, card, scene):
        return ()
    first = moved(command, card, scene)
    return first, *followed(applied(card, first), scene)


def _next(card: Card, scene: Scene) -> events.Moved | None:
    step = scene.rules.procedure.at(card.step)
    if step is None or step.auto is None or card.turn != card.version:
        return None
    unit = fitting(card, scene.office)
    command = Act(card.id, None, step.auto, department=unit.key if unit else None)
    return None if not_enough(command, card, scene) else moved(command, card, scene)


def fitting(card: Card, office: Office) -> Department | None:
    """The department whose topic and place are the card's; None where there is none, or more than one."""
    units = [unit for unit in office.departments if card.topic and card.topic in unit.topics]
    here = [unit for unit in units if not unit.places or places_of(card.post, unit.places)]
    return here[0] if len(here) == 1 else None
