"""A card from its events: opened, changed by one more, or replayed from all of them."""

from collections.abc import Iterable
from datetime import datetime
from functools import singledispatch

from workflow import events
from workflow.card import Card, LastMove
from workflow.contributions import Moment
from workflow.events import Event
from workflow.moving import changes_of_move
from workflow.orders import Publication
from workflow.passing import changes_of_hands
from workflow.post import with_part


def opened(event: events.Opened) -> Card:
    """The card as it is right after it was made."""
    moments = (
        Moment(name="detected", at=event.detected, seq=event.seq),
        Moment(name="received", at=event.received, seq=event.seq),
        Moment(name="posted", at=_posted(event), seq=event.seq),
    )
    return Card(
        id=event.card,
        office=event.office,
        number=event.number,
        procedure=event.procedure,
        digest=event.digest,
        version=event.seq,
        turn=event.seq,
        step=event.step,
        post=event.post,
        topic=event.topic,
        kind=event.card_kind,
        curator=event.by,
        moments=moments,
        passed_from=event.passed_from,
        opened_at=event.at,
        last=LastMove(action="open", by=event.by, at=event.at),
    )


def _posted(event: events.Opened) -> datetime:
    """When the citizen wrote it; a messenger that does not tell leaves the moment at which it was found."""
    return min(event.post.posted_at or event.detected, event.detected)


def apply(card: Card, event: Event) -> Card:
    """The card after one more event."""
    return card.model_copy(update={"version": event.seq, **_changes(event, card)})


def replay(history: Iterable[Event]) -> Card:
    """The card that a whole history adds up to.

    Raises ValueError where the history does not begin with the opening.
    """
    first, *rest = history
    if not isinstance(first, events.Opened):
        raise ValueError("a card's history begins with its opening")
    card = opened(first)
    for event in rest:
        card = apply(card, event)
    return card


@singledispatch
def _changes(event: Event, card: Card) -> dict[str, object]:
    raise TypeError(f"a card does not know the event {event!r}")


@_changes.register
def _(event: events.PartAdded, card: Card) -> dict[str, object]:
    return {"post": card.post.model_copy(update={"parts": with_part(card.post.parts, event.part)})}


@_changes.register
def _(event: events.PartChanged, card: Card) -> dict[str, object]:
    parts = with_part(card.post.parts, event.part)
    return {"post": card.post.model_copy(update={"parts": parts}), "edited_at": event.at}


@_changes.register
def _(event: events.DraftEdited, card: Card) -> dict[str, object]:
    return {}


@_changes.register
def _(event: events.ImportanceSet, card: Card) -> dict[str, object]:
    return {"importance": event.importance, "fast_days": event.days}


@_changes.register
def _(event: events.KindSet, card: Card) -> dict[str, object]:
    return {"kind": event.card_kind, "outside": card.outside or event.outside}


@_changes.register
def _(event: events.TimeShortened, card: Card) -> dict[str, object]:
    return {"shorter": event.name}


@_changes.register
def _(event: events.RepeatDecided, card: Card) -> dict[str, object]:
    names = ("repeat_checked", *(("repeated",) if event.of is not None else ()))
    marked = tuple(Moment(name=name, at=event.at, seq=event.seq) for name in names)
    apart: dict[str, object] = {} if event.of == card.joined_to else {"joined_to": None, "joined_number": None}
    return {"repeat_of": event.of, "repeat_number": event.number, "moments": (*card.moments, *marked), **apart}


@_changes.register
def _(event: events.Joined, card: Card) -> dict[str, object]:
    return {"joined_to": event.to, "joined_number": event.number}


@_changes.register
def _(event: events.Passed, card: Card) -> dict[str, object]:
    return {"passed": event.to, "moments": (*card.moments, *_marked(event.marks, event))}


@_changes.register
def _(event: events.PassEnded, card: Card) -> dict[str, object]:
    changes: dict[str, object] = {"moments": (*card.moments, *_marked(event.marks, event))}
    if card.passed and card.passed.end is None:
        changes["passed"] = card.passed.model_copy(update={"end": event.end, "why": event.why})
    elif card.passed_from:
        changes["passed_from"] = card.passed_from.model_copy(update={"why": event.why})
    return changes


def _marked(names: Iterable[str], event: Event) -> tuple[Moment, ...]:
    return tuple(Moment(name=name, at=event.at, seq=event.seq) for name in names)


@_changes.register
def _(event: events.PartAsked, card: Card) -> dict[str, object]:
    asked = Moment(name="routed", at=event.at, seq=event.seq)
    return _part(card, event.number, asked=asked)


@_changes.register
def _(event: events.PartGiven, card: Card) -> dict[str, object]:
    known = next(one for one in card.contributions if one.number == event.number)
    given = Moment(name="part_given", at=event.at, seq=event.seq) if event.whole else None
    return _part(card, event.number, given=given, parts=(*known.parts, *event.parts))


@_changes.register
def _(event: events.PartWarned, card: Card) -> dict[str, object]:
    return _part(card, event.number, warned=event.note)


@_changes.register
def _(event: events.Reported, card: Card) -> dict[str, object]:
    return {"reported": (*card.reported, event.deadline)}


def _part(card: Card, number: int, **changes: object) -> dict[str, object]:
    parts = (one.model_copy(update=changes) if one.number == number else one for one in card.contributions)
    return {"contributions": tuple(parts)}


@_changes.register
def _(event: events.HandedOver, card: Card) -> dict[str, object]:
    return changes_of_hands(event, card)


@_changes.register
def _(event: events.MarkedSignificant, card: Card) -> dict[str, object]:
    return {"significant": True}


@_changes.register
def _(event: events.Rang, card: Card) -> dict[str, object]:
    return {"rung": (*card.rung, event.ping)}


@_changes.register
def _(event: events.PublicationOrdered, card: Card) -> dict[str, object]:
    return {"publication": Publication(order=event.seq, by=event.by, draft=event.draft)}


@_changes.register
def _(event: events.PublicationFailed, card: Card) -> dict[str, object]:
    known = card.publication
    told = {"waits": False, "doubt": event.doubt, "why": event.why}
    return {"publication": known.model_copy(update=told) if known else None}


@_changes.register
def _(event: events.Erased, card: Card) -> dict[str, object]:
    return {"erased_at": event.at}


@_changes.register
def _(event: events.Moved, card: Card) -> dict[str, object]:
    return changes_of_move(event, card)
