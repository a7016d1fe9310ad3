"""Parts of a common answer: given by those who were asked, one after another or all at once."""

from workflow import events
from workflow.card import Card
from workflow.commands import GivePart, Warn
from workflow.contributions import Contribution
from workflow.contributors import part_of
from workflow.events import Event
from workflow.possible import closed
from workflow.post import joined
from workflow.refusals import Refusal, Why
from workflow.scene import Scene
from workflow.words import PersonId


def given(command: GivePart, card: Card, scene: Scene) -> tuple[Event, ...] | Refusal:
    """The part is put down; where they go one after another, the next one is asked."""
    part = _part_of(command.by, card, scene)
    if isinstance(part, Refusal):
        return part
    nothing = not joined(command.parts).strip() and not any(one.media for one in command.parts)
    if nothing and not (command.whole and part.parts):
        return Refusal(Why.EMPTY_DRAFT, card.number)
    seq = card.version + 1
    first = events.PartGiven(
        seq=seq, at=scene.now, by=command.by, number=part.number, parts=command.parts, whole=command.whole
    )
    following = next((one for one in card.contributions if one.asked is None), None)
    if not command.whole or following is None:
        return (first,)
    return first, events.PartAsked(seq=seq + 1, at=scene.now, by=command.by, number=following.number)


def warned(command: Warn, card: Card, scene: Scene) -> tuple[Event, ...] | Refusal:
    """Whoever asked for the part hears of the delay before the time is over."""
    part = _part_of(command.by, card, scene)
    if isinstance(part, Refusal):
        return part
    if not command.note.strip():
        return Refusal(Why.NO_REASON, card.number, "warn")
    return (
        events.PartWarned(
            seq=card.version + 1, at=scene.now, by=command.by, number=part.number, note=command.note.strip()
        ),
    )


def _part_of(by: PersonId, card: Card, scene: Scene) -> Contribution | Refusal:
    person = scene.office.person(by)
    if person is None:
        return Refusal(Why.NOT_YOURS, card.number)
    if not card.open:
        return closed(card)
    return part_of(person, card) or Refusal(Why.NO_PART, card.number)
