"""What can be asked of the desk. A command says who wants what; the core says whether it may be."""

from dataclasses import dataclass
from datetime import datetime

from workflow.handed import Cause
from workflow.post import Draft, Part, Post
from workflow.words import CardId, Importance, OfficeId, PersonId


@dataclass(frozen=True, slots=True)
class Open:
    """Make a card of a post.

    `detected` and `received` are UTC; None means now. `key` is the identity of the message or album
    in its messenger: a second opening under the same key adds to the card that is there.
    """

    office: OfficeId
    by: PersonId | None
    post: Post
    key: str = ""
    procedure: str | None = None
    topic: str = ""
    kind: str = ""
    detected: datetime | None = None
    received: datetime | None = None


@dataclass(frozen=True, slots=True)
class AddPart:
    """Add a message to the post of a card."""

    card: CardId
    by: PersonId | None
    part: Part


@dataclass(frozen=True, slots=True)
class ChangePart:
    """A message of the post was edited by its sender."""

    card: CardId
    by: PersonId | None
    part: Part


@dataclass(frozen=True, slots=True)
class SetImportance:
    """Set how urgent the card is; `days` are those of the fast track."""

    card: CardId
    by: PersonId
    importance: Importance
    days: int | None = None


@dataclass(frozen=True, slots=True)
class MarkSignificant:
    """Say that the card is of public significance."""

    card: CardId
    by: PersonId


@dataclass(frozen=True, slots=True)
class SetKind:
    """Say which kind of card it is."""

    card: CardId
    by: PersonId
    kind: str


@dataclass(frozen=True, slots=True)
class Shorten:
    """Set a shorter time, by its name in the procedure."""

    card: CardId
    by: PersonId
    name: str


@dataclass(frozen=True, slots=True)
class DecideRepeat:
    """Say whether the post repeats an earlier one: `of` is that card; None says that it is new."""

    card: CardId
    by: PersonId
    of: CardId | None = None


@dataclass(frozen=True, slots=True)
class Join:
    """Answer the card together with the open one that it repeats, `to`; by itself again where that is None."""

    card: CardId
    by: PersonId
    to: CardId | None = None


@dataclass(frozen=True, slots=True)
class PassDown:
    """Pass the card down to an office below, `to`, which makes a card of its own of it and answers."""

    card: CardId
    by: PersonId
    to: OfficeId
    turn: int | None = None


@dataclass(frozen=True, slots=True)
class Withdraw:
    """Take the card back from the office below; `note` is the reason, which is told there."""

    card: CardId
    by: PersonId
    note: str


@dataclass(frozen=True, slots=True)
class GivePart:
    """Give one's part of a common answer; not `whole` where more is to come.

    A whole one may bring nothing new where pieces of it have been given before.
    """

    card: CardId
    by: PersonId
    parts: tuple[Part, ...]
    whole: bool = True


@dataclass(frozen=True, slots=True)
class Warn:
    """Warn that one's part will be late, and say why."""

    card: CardId
    by: PersonId
    note: str


@dataclass(frozen=True, slots=True)
class Report:
    """Tell of a missed deadline those who must hear of it from a person."""

    card: CardId
    by: PersonId
    deadline: str


@dataclass(frozen=True, slots=True)
class Act:
    """Take an action of the procedure.

    `turn` is the turn in which the person saw the button; None where he did not press one. `by` is None where the
    citizen acts. Of the rest, what the action needs: `note` a reason or remarks, `department`, `person`, `people`
    (departments, in their order), `draft`, `link`, `ground`, `outcome`, `category`, `days`, `date` (UTC).
    """

    card: CardId
    by: PersonId | None
    action: str
    turn: int | None = None
    note: str = ""
    department: str | None = None
    draft: Draft | None = None
    link: str = ""
    ground: str = ""
    person: PersonId | None = None
    people: tuple[str, ...] = ()
    outcome: str = ""
    category: str = ""
    days: int = 0
    date: datetime | None = None


@dataclass(frozen=True, slots=True)
class PublishHere:
    """Let the bot publish the newest draft, the one with this number, in the chat of the post; `where` is its name."""

    card: CardId
    by: PersonId
    draft: int
    turn: int | None = None
    where: str = ""


@dataclass(frozen=True, slots=True)
class NotPublished:
    """Nothing came of the order to publish (`order` is its event's number), or nobody knows whether it did."""

    card: CardId
    order: int
    doubt: bool
    why: str


@dataclass(frozen=True, slots=True)
class HandOver:
    """Give what `person` has of the card to `to`; `by` is None where an absence or a dismissal does it.

    `places` are those that go over (see workflow.handed), all of his where none is named. `until` is UTC.
    """

    card: CardId
    by: PersonId | None
    person: PersonId
    to: PersonId
    why: str = ""
    places: tuple[str, ...] = ()
    cause: Cause = Cause.PERSON
    until: datetime | None = None
    returns: bool = False


@dataclass(frozen=True, slots=True)
class Wake:
    """A timer of the card came due."""

    card: CardId


Command = (
    Open
    | AddPart
    | ChangePart
    | SetImportance
    | SetKind
    | Shorten
    | DecideRepeat
    | Join
    | PassDown
    | Withdraw
    | GivePart
    | Warn
    | Report
    | MarkSignificant
    | Act
    | PublishHere
    | NotPublished
    | HandOver
    | Wake
)
