"""Publication by the bot itself: ordered once by whoever may publish, and told of where it did not come about."""

from workflow import events
from workflow.card import Card
from workflow.commands import Act, NotPublished, PublishHere
from workflow.events import Event
from workflow.possible import not_possible
from workflow.refusals import Refusal, Why
from workflow.scene import Scene

PUBLISH = "publish"
"""The action that the bot takes for whoever ordered it."""


def ordered(command: PublishHere, card: Card, scene: Scene) -> tuple[Event, ...] | Refusal:
    """The order to publish the newest draft; only one may be under way."""
    person, step = scene.office.person(command.by), scene.rules.procedure.at(card.step)
    if refusal := not_possible(Act(card.id, command.by, PUBLISH, command.turn), card, step, person, scene):
        return refusal
    if under_way(card):
        return Refusal(Why.UNDER_WAY, card.number)
    if not card.drafts or len(card.drafts) != command.draft:
        return Refusal(Why.NOT_NOW, card.number, PUBLISH)
    seq, where = card.version + 1, command.where
    return (events.PublicationOrdered(seq=seq, at=scene.now, by=command.by, draft=command.draft, where=where),)


def failed(command: NotPublished, card: Card, scene: Scene) -> tuple[Event, ...]:
    """Nothing came of the order; nothing happens where it is not this one that is under way."""
    if not under_way(card, command.order):
        return ()
    seq, how = card.version + 1, {"doubt": command.doubt, "why": command.why}
    return (events.PublicationFailed.model_validate({"seq": seq, "at": scene.now, **how}),)


def under_way(card: Card, order: int | None = None) -> bool:
    """Whether the bot is to publish the newest draft; by this order, where one is given."""
    found = card.publication
    fresh = found is not None and found.waits and found.draft == len(card.drafts) and card.open
    return fresh and (order is None or (found is not None and found.order == order))
