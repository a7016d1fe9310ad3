"""Whether an action fits a card now, whoever takes it: its kind, its step, and what was asked or answered before."""

from workflow.actions import Action
from workflow.card import CLOSED, Card
from workflow.contributions import cycle_began
from workflow.procedure import Procedure, ShortTime


def fits(action: Action, card: Card) -> bool:
    """Whether the action is for cards of this kind."""
    return not action.kinds or card.kind in action.kinds


def at_this_step(action: Action, card: Card) -> bool:
    """Whether an action beside the steps may be taken where the card stands."""
    return card.step in action.at if action.at else card.step != CLOSED


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


def may_be_shortened(card: Card, short: ShortTime) -> bool:
    """Whether this shorter time may be set at the card's step, and is not set already."""
    return card.shorter != short.name and (card.step in short.at or not short.at)
