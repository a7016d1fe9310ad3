"""A card: one message from a citizen and its whole life, as the sum of its events."""

from collections.abc import Iterable
from datetime import datetime
from functools import singledispatch

from pydantic import Field

from workflow import events
from workflow.cases import Case
from workflow.contributions import Contribution, Moment
from workflow.events import Event
from workflow.model import Model
from workflow.orders import Publication
from workflow.post import Draft, Post, with_part
from workflow.words import CardId, Importance, OfficeId, PersonId

CLOSED = "closed"

__all__ = ["CLOSED", "Card", "LastMove", "Moment", "Remark", "apply", "opened", "replay"]


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
    kind: str = ""
    importance: Importance = Importance.NORMAL
    fast_days: int | None = None
    shorter: str = ""
    category: str = ""
    outcome: str = ""
    significant: bool = False
    curator: PersonId | None = None
    department: str | None = None
    executor: PersonId | None = None
    accepted: bool = False
    drafts: tuple[Draft, ...] = ()
    contributions: tuple[Contribution, ...] = ()
    asked_days: int = 0
    extended: dict[str, int] = Field(default_factory=dict)
    repeat_of: CardId | None = None
    repeat_number: int | None = None
    joined_to: CardId | None = None
    joined_number: int | None = None
    outside: bool = False
    moments: tuple[Moment, ...] = ()
    rung: tuple[str, ...] = ()
    reported: tuple[str, ...] = ()
    remarks: tuple[Remark, ...] = ()
    link: str = ""
    ground: str = ""
    publication: Publication | None = None
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

    @property
    def case(self) -> Case:
        """What its deadlines depend on besides its moments."""
        return Case(
            importance=self.importance,
            days=self.fast_days,
            kind=self.kind,
            category=self.category,
            topic=self.topic,
            shorter=self.shorter,
            extended=self.extended,
        )

    def contribution_of(self, person: PersonId | None, department: str | None) -> Contribution | None:
        """The part that is asked of this person now: his own, else his department's."""
        waiting = [one for one in self.contributions if one.waiting]
        own = [one for one in waiting if person is not None and one.executor == person]
        unit = [one for one in waiting if department is not None and one.department == department]
        return next(iter([*own, *unit]), None)

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
def _(event: events.Moved, card: Card) -> dict[str, object]:
    return {
        "turn": event.seq if event.step != card.step or event.action == events.SHARED else card.turn,
        "step": event.step,
        "moments": (*card.moments, *_moments(event)),
        "last": LastMove(action=event.action, by=event.by, at=event.at),
        "outside": card.outside or event.outside,
        "publication": card.publication if event.step == card.step else None,
        **(_FRESH if event.cycle else {}),
        **_assignment(event),
        **_papers(event, card),
        **_times(event, card),
    }


_FRESH: dict[str, object] = {
    "importance": Importance.NORMAL,
    "fast_days": None,
    "shorter": "",
    "extended": {},
    "asked_days": 0,
    "outcome": "",
    "accepted": False,
}
"""What a new cycle begins with; the first one's haste and extensions are over (Kamchatka 2.8)."""

_FIRST = ("detected", "received", "posted")


def _moments(event: events.Moved) -> tuple[Moment, ...]:
    """A new cycle has its first moments anew, so that nothing in it is overdue at once."""
    again = tuple(Moment(name=name, at=event.at, seq=event.seq) for name in _FIRST if event.cycle)
    told = event.at if event.date else None
    return (*again, *(Moment(name=name, at=event.date or event.at, seq=event.seq, told=told) for name in event.marks))


def _times(event: events.Moved, card: Card) -> dict[str, object]:
    """What the action makes of the card's times, and of those who share the answer."""
    changes: dict[str, object] = {}
    if event.extends:
        before = {} if event.cycle else card.extended
        changes["extended"] = {**before, event.extends: before.get(event.extends, 0) + event.days}
        changes["asked_days"] = 0
    elif event.days:
        changes["asked_days"] = event.days
    if event.shares:
        changes["contributions"] = _shared(event, card)
    return changes


def _shared(event: events.Moved, card: Card) -> tuple[Contribution, ...]:
    """Parts that were given stay; those asked for anew take the place of the others."""
    asked = Moment(name="routed", at=event.at, seq=event.seq)
    given = tuple(one for one in card.contributions if one.given)
    fresh = (
        Contribution(
            number=share.number,
            department=share.department,
            executor=share.executor,
            asked=None if event.in_turn and index else asked,
        )
        for index, share in enumerate(event.shares)
    )
    return (*given, *fresh)


_TAKEN_ON = frozenset({"accepted", "submitted"})
"""Moments after which nobody needs to ask any more whether the executor has seen the card."""


def _assignment(event: events.Moved) -> dict[str, object]:
    if event.department is not None:
        return {"department": event.department, "executor": event.executor, "accepted": False}
    if event.executor is not None:
        return {"executor": event.executor, "accepted": False}
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
    for name in ("ground", "outcome", "category"):
        if getattr(event, name):
            changes[name] = getattr(event, name)
    return changes
