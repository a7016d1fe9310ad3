"""What was done for somebody else says so in the journal: who did it, and for whom (Sobolevo, the order's 3)."""

from workflow.card import Card
from workflow.commands import Act, Command
from workflow.events import Deed, Event
from workflow.rights.asked import Asked
from workflow.rights.behalf import on_behalf
from workflow.scene import Scene


def signed(command: Command, happened: tuple[Event, ...], card: Card, scene: Scene) -> tuple[Event, ...]:
    """The same events, with the name of the one for whom the person acted; `card` is how it stood before them."""
    by = getattr(command, "by", None)
    other = on_behalf(command, _asked(command, card, scene)) if by is not None else None
    if other is None:
        return happened
    named = {"on_behalf": other}
    return tuple(one.model_copy(update=named) if isinstance(one, Deed) and one.by == by else one for one in happened)


def _asked(command: Command, card: Card, scene: Scene) -> Asked:
    procedure = scene.rules.procedure
    action = procedure.actions.get(command.action) if isinstance(command, Act) else None
    return Asked(scene.office, card, procedure, action=action)
