"""What can be asked of the desk. A command says who wants what; the core says whether it may be."""

from dataclasses import dataclass
from datetime import datetime

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
    """Set how urgent the card is."""

    card: CardId
    by: PersonId
    importance: Importance


@dataclass(frozen=True, slots=True)
class MarkSignificant:
    """Say that the card is of public significance."""

    card: CardId
    by: PersonId


@dataclass(frozen=True, slots=True)
class Act:
    """Take an action of the procedure.

    `turn` is the turn in which the person saw the button; None where he did not press one. Of the
    rest, what the action needs: `note` a reason or remarks, `department`, `draft`, `link`, `ground`.
    """

    card: CardId
    by: PersonId
    action: str
    turn: int | None = None
    note: str = ""
    department: str | None = None
    draft: Draft | None = None
    link: str = ""
    ground: str = ""


@dataclass(frozen=True, slots=True)
class Wake:
    """A timer of the card came due."""

    card: CardId


Command = Open | AddPart | ChangePart | SetImportance | MarkSignificant | Act | Wake
