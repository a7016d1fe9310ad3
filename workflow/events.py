"""What has happened to a card. The journal of these events is the truth; the card is their sum."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from workflow.contributions import Share
from workflow.handed import Cause
from workflow.model import Model
from workflow.passed import End, Origin, Passing
from workflow.post import Draft, Part, Post
from workflow.words import CardId, Importance, OfficeId, PersonId

ANSWERED_BELOW = "answered_below"
"""The action by which a card gets the answer that an office below has given; no button stands for it."""

WITHDRAWN = "withdrawn"
"""The action, and the moment, by which a card that was passed down is closed as it is taken back."""

SHARED = "share_answer"
"""The action by which a joined card gets the answer of its main one; no button stands for it."""


class Happening(Model):
    """What all events share.

    `seq` counts the events of one card from 1. `at` is UTC. `by` is None where the clock acted.
    """

    seq: int
    at: datetime
    by: PersonId | None = None


class Deed(Happening):
    """What somebody did whose move it may have been by another's name: `on_behalf` is that one (Sobolevo, order 3).

    A coordinator acts for the card's curator, a substitute for who is away. None where it was his own move.
    """

    on_behalf: PersonId | None = None


class Opened(Happening):
    """A card was made of a post. `detected` and `received` are moments that deadlines start from (UTC)."""

    kind: Literal["opened"] = "opened"
    card: CardId
    office: OfficeId
    number: int
    procedure: str
    digest: str
    step: str
    post: Post
    topic: str = ""
    card_kind: str = ""
    detected: datetime
    received: datetime
    passed_from: Origin | None = None


class PartAdded(Happening):
    """More of the same post came in: a late part of an album, or a reply to the card."""

    kind: Literal["part_added"] = "part_added"
    part: Part


class PartChanged(Happening):
    """A message of the post was edited by its sender after the card was made."""

    kind: Literal["part_changed"] = "part_changed"
    part: Part


class DraftEdited(Happening):
    """A message of a draft was edited after the draft had gone for agreement: noted, the draft stays."""

    kind: Literal["draft_edited"] = "draft_edited"
    part: Part


class ImportanceSet(Happening):
    """The importance was changed; deadlines move at once (SOB-10a)."""

    kind: Literal["importance_set"] = "importance_set"
    importance: Importance
    days: int | None = None


class KindSet(Happening):
    """The kind of card was changed; who agrees and which deadlines hold may change with it (Anapa 1.2).

    `outside` tells that the move is now somebody's outside of the office.
    """

    kind: Literal["kind_set"] = "kind_set"
    card_kind: str
    outside: bool = False


class TimeShortened(Happening):
    """A shorter time was set, under its name in the procedure (Sobolevo 18)."""

    kind: Literal["time_shortened"] = "time_shortened"
    name: str


class RepeatDecided(Happening):
    """Somebody decided whether the post repeats an earlier one; `of` is that card, None where it is new."""

    kind: Literal["repeat_decided"] = "repeat_decided"
    of: CardId | None = None
    number: int | None = None


class Joined(Happening):
    """The card is answered together with another one, `to`; None where it is answered by itself again."""

    kind: Literal["joined"] = "joined"
    to: CardId | None = None
    number: int | None = None


class Passed(Happening):
    """The card was passed down to an office below, which has a card of its own of it; `marks` are the moments set."""

    kind: Literal["passed"] = "passed"
    to: Passing
    marks: tuple[str, ...] = ()


class PassEnded(Happening):
    """The passing is over, for the card above and, where it was taken back, for the one below.

    `step` is where the card stood, so that those whose move it was hear of it; `why` is what was said.
    """

    kind: Literal["pass_ended"] = "pass_ended"
    end: End
    step: str
    why: str = ""
    marks: tuple[str, ...] = ()


class PartAsked(Happening):
    """The turn has come to the next executor to give his part of a common answer (Kozhevnikovo 11)."""

    kind: Literal["part_asked"] = "part_asked"
    number: int


class PartGiven(Deed):
    """An executor gave his part of a common answer, or a piece of it where it is not `whole`."""

    kind: Literal["part_given"] = "part_given"
    number: int
    parts: tuple[Part, ...]
    whole: bool = True


class PartWarned(Deed):
    """An executor warned that his part will be late."""

    kind: Literal["part_warned"] = "part_warned"
    number: int
    note: str


class Reported(Happening):
    """A miss was reported to those who must hear of it from a person (Anapa 3.2)."""

    kind: Literal["reported"] = "reported"
    deadline: str


class HandedOver(Happening):
    """Places of the card (see workflow.handed) have gone from one person to another (Sobolevo 9).

    `why` is the reason of an absence, or what somebody wrote; `until` is when he who had them is back (UTC). With
    `returns` they come back to him then.
    """

    kind: Literal["handed_over"] = "handed_over"
    person: PersonId
    to: PersonId
    places: tuple[str, ...]
    cause: Cause
    why: str = ""
    until: datetime | None = None
    returns: bool = False


class MarkedSignificant(Happening):
    """The card was marked as one of public significance; the head hears of it at once (SOB-25)."""

    kind: Literal["marked_significant"] = "marked_significant"


class PublicationOrdered(Deed):
    """Somebody let the bot publish the draft with this number itself, in the chat `where` (Petrovsky 3)."""

    kind: Literal["publication_ordered"] = "publication_ordered"
    draft: int
    where: str = ""


class PublicationFailed(Happening):
    """Nothing came of such an order, or nobody knows whether anything did (`doubt`); `why` is what was said."""

    kind: Literal["publication_failed"] = "publication_failed"
    doubt: bool
    why: str


class Moved(Deed):
    """An action of the procedure was taken and led to a step.

    `marks` are the moments that it sets. Of the rest only what the action asked for is filled. `extends` is the
    deadline that becomes `days` longer. `date` is the moment that was given (UTC). `cycle` begins the card's times
    anew. `outside` tells that the card has come to somebody outside of the office.
    """

    kind: Literal["moved"] = "moved"
    action: str
    step: str
    marks: tuple[str, ...] = ()
    note: str = ""
    department: str | None = None
    executor: PersonId | None = None
    draft: Draft | None = None
    link: str = ""
    ground: str = ""
    outcome: str = ""
    category: str = ""
    days: int = 0
    extends: str = ""
    date: datetime | None = None
    shares: tuple[Share, ...] = ()
    in_turn: bool = False
    cycle: bool = False
    outside: bool = False
    late: bool = False


class Rang(Happening):
    """A ping came due. `answers` is the person who owes the step, so that a miss has a name (SOB-22).

    A quiet one told nobody, because a later one said it better.
    """

    kind: Literal["rang"] = "rang"
    ping: str
    deadline: str
    due: datetime
    missed: bool
    hearers: tuple[str, ...] = ()
    answers: PersonId | None = None
    quiet: bool = False
    part: int | None = None


class Removal(Model):
    """What was left of one event: its number, and the SHA-256 of the body that stands in its place (hex)."""

    seq: int
    digest: str


class Erased(Happening):
    """What people had said on the card was erased from the events before; who did what, and when, is left.

    `because` tells whether somebody asked for it or the time to keep it was over; `reason` is what he who ran the
    command wrote. `instead` stands where words stood. The journal's chain takes another body than the one that was
    written only where such an event names it.
    """

    kind: Literal["erased"] = "erased"
    because: Literal["request", "retention"] = "request"
    reason: str = ""
    instead: str
    removed: tuple[Removal, ...]


Event = Annotated[
    Opened
    | PartAdded
    | PartChanged
    | DraftEdited
    | ImportanceSet
    | KindSet
    | TimeShortened
    | RepeatDecided
    | Joined
    | Passed
    | PassEnded
    | PartAsked
    | PartGiven
    | PartWarned
    | Reported
    | HandedOver
    | MarkedSignificant
    | PublicationOrdered
    | PublicationFailed
    | Moved
    | Rang
    | Erased,
    Field(discriminator="kind"),
]

_ADAPTER: TypeAdapter[Event] = TypeAdapter(Event)


def dump(event: Event) -> str:
    """The event as JSON, the form in which the journal keeps it."""
    return event.model_dump_json(exclude_defaults=False)


def load(text: str) -> Event:
    """The event that `dump` wrote.

    Raises pydantic.ValidationError when the row was changed into something that is no event.
    """
    return _ADAPTER.validate_json(text)
