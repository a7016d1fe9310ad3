"""A card: one message from a citizen and its whole life, as the sum of its events."""

from collections.abc import Iterable
from datetime import datetime
from functools import singledispatch

from workflow import events
from workflow.events import Event
from workflow.model import Model
from workflow.post import Draft, Post, with_part
from workflow.words import CardId, Importance, OfficeId, PersonId

CLOSED = "closed"


class Moment(Model):
    """A named instant in a card's life; deadlines start from and are met by such moments."""

    name: str
    at: datetime
    seq: int


class Remark(Model):
    """What somebody wrote to explain an action: a reason, remarks on a draft, why there is no link."""

    action: str
    by: PersonId | None
    at: datetime
    text: str


class LastMove(Model):
    """The latest action, to tell a person whose tap came too late what has happened instead."""

    action: str
    by: PersonId | None
    at: datetime


class Card(Model):
    """The present state of a card.

    `version` is the number of its latest event. `turn` is the number of the event that led to the
    present step: a button made in an earlier turn is stale.
    """

    id: CardId
    office: OfficeId
    number: int
    procedure: str
    digest: str
    version: int
    turn: int
    step: str
    post: Post
    topic: str = ""
    importance: Importance = Importance.NORMAL
    significant: bool = False
    curator: PersonId | None = None
    department: str | None = None
    executor: PersonId | None = None
    accepted: bool = False
    drafts: tuple[Draft, ...] = ()
    moments: tuple[Moment, ...] = ()
    rung: tuple[str, ...] = ()
    remarks: tuple[Remark, ...] = ()
    link: str = ""
    ground: str = ""
    edited_at: datetime | None = None
    opened_at: datetime
    last: LastMove

    @property
    def open(self) -> bool:
        """Whether something is still to be done."""
        return self.step != CLOSED

    @property
    def draft(self) -> Draft | None:
        """The newest draft."""
        return self.drafts[-1] if self.drafts else None

    def latest(self, *names: str) -> Moment | None:
        """The newest moment with one of these names."""
        return next((moment for moment in reversed(self.moments) if moment.name in names), None)

    def first_after(self, seq: int, names: Iterable[str]) -> Moment | None:
        """The first moment with one of these names that came after the event `seq`."""
        wanted = frozenset(names)
        return next((moment for moment in self.moments if moment.seq > seq and moment.name in wanted), None)

    def remark(self, *actions: str) -> Remark | None:
        """The newest remark given with one of these actions."""
        return next((remark for remark in reversed(self.remarks) if remark.action in actions), None)


def opened(event: events.Opened) -> Card:
    """The card as it is right after it was made."""
    moments = (
        Moment(name="detected", at=event.detected, seq=event.seq),
        Moment(name="received", at=event.received, seq=event.seq),
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
        curator=event.by,
        moments=moments,
        opened_at=event.at,
        last=LastMove(action="open", by=event.by, at=event.at),
    )


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
    return {"importance": event.importance}


@_changes.register
def _(event: events.MarkedSignificant, card: Card) -> dict[str, object]:
    return {"significant": True}


@_changes.register
def _(event: events.Rang, card: Card) -> dict[str, object]:
    return {"rung": (*card.rung, event.ping)}


@_changes.register
def _(event: events.Moved, card: Card) -> dict[str, object]:
    return {
        "turn": event.seq if event.step != card.step else card.turn,
        "step": event.step,
        "moments": (*card.moments, *_moments(event)),
        "last": LastMove(action=event.action, by=event.by, at=event.at),
        **_assignment(event),
        **_papers(event, card),
    }


def _moments(event: events.Moved) -> tuple[Moment, ...]:
    return tuple(Moment(name=name, at=event.at, seq=event.seq) for name in event.marks)


_TAKEN_ON = frozenset({"accepted", "submitted"})
"""Moments after which nobody needs to ask any more whether the executor has seen the card."""


def _assignment(event: events.Moved) -> dict[str, object]:
    if event.department is not None:
        return {"department": event.department, "executor": event.executor, "accepted": False}
    return {"accepted": True} if _TAKEN_ON & set(event.marks) else {}


def _papers(event: events.Moved, card: Card) -> dict[str, object]:
    changes: dict[str, object] = {}
    if event.note:
        remark = Remark(action=event.action, by=event.by, at=event.at, text=event.note)
        changes["remarks"] = (*card.remarks, remark)
    if event.draft is not None:
        changes["drafts"] = (*card.drafts, event.draft)
    if event.link:
        changes["link"] = event.link
    if event.ground:
        changes["ground"] = event.ground
    return changes
