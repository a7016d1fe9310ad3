"""What the desk needs of the world, as types. storage/ has the real ones; tests bring their own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from workflow.card import Card
from workflow.counters import Tally
from workflow.events import Event
from workflow.notices import Notice
from workflow.office import Office
from workflow.post import Post
from workflow.procedure import Procedure
from workflow.staffing.spells import Spell
from workflow.words import CardId, OfficeId


class Clock(Protocol):
    """Where the present moment comes from; simulated in demonstrations and tests."""

    def now(self) -> datetime:
        """The present moment, UTC."""


class Books(Protocol):
    """Everything the desk reads and writes, inside one transaction that somebody else commits."""

    def office(self, office: OfficeId) -> Office:
        """The office. Raises LookupError where there is none."""

    def procedure(self, name: str, digest: str | None = None) -> Procedure:
        """The version with this digest, or the newest one. Raises LookupError where there is none."""

    def card(self, card: CardId) -> Card | None:
        """The card, held against other writers till the transaction ends; None where there is none."""

    def joined_to(self, card: CardId) -> Sequence[CardId]:
        """Open cards that are answered together with this one, in the order of their identities."""

    def card_under(self, office: OfficeId, key: str) -> CardId | None:
        """The card that was opened under this key, or None."""

    def new_number(self, office: OfficeId) -> tuple[CardId, int]:
        """A new card's identity and its number within the office."""

    def write(self, card: Card, happened: Sequence[Event], key: str = "", due: datetime | None = None) -> None:
        """Append the events to the journal and put the card as it stands after them.

        `due` is when its next debt falls due (UTC), so that cards can be listed by urgency.
        """

    def set_timers(self, card: CardId, rings: Mapping[str, datetime], fired: Sequence[str]) -> None:
        """Make the card's timers just these (UTC), and note those that have fired."""

    def set_due(self, card: CardId, due: datetime | None) -> None:
        """Note anew when the card's next debt falls due (UTC), where the counting has changed and nothing else."""

    def tally_count(self, tally: Tally, since: datetime, until: datetime) -> int:
        """How many others were counted for its subject from `since` to before `until` (UTC), itself left out."""

    def note_tally(self, tally: Tally) -> bool:
        """Count it; the card is written before. False where it was counted already."""

    def tell(self, notices: Sequence[Notice]) -> None:
        """Put the notices out for sending, each once for ever by its key."""


@dataclass(frozen=True, slots=True)
class HeldPost:
    """A post that waits to be told whether it belongs to the card before it."""

    key: str
    after: CardId
    post: Post
    detected: datetime


@dataclass(frozen=True, slots=True)
class Place:
    """A chat in which the bot may write: where it is written to, and what people call it."""

    lane: str
    title: str


class Shelf(Protocol):
    """What people look up: cards by person, office, number, and by the message that shows them."""

    def card(self, card: CardId) -> Card | None:
        """The card, or None."""

    def numbered(self, office: OfficeId, number: int) -> Card | None:
        """The card with this number, or None."""

    def open_cards(self, office: OfficeId) -> Sequence[Card]:
        """Open cards of an office, urgent ones first, then by their nearest deadline (SOB-10b)."""

    def recent(self, office: OfficeId, since: datetime) -> Sequence[Card]:
        """Cards of an office opened since a moment (UTC), the newest first; among them repeats are looked for."""

    def procedure(self, name: str, digest: str | None = None) -> Procedure:
        """The version with this digest, or the newest one. Raises LookupError where there is none."""

    def children(self, office: OfficeId) -> Sequence[Office]:
        """The offices right below this one, by their names."""

    def closed_since(self, office: OfficeId, since: datetime) -> Sequence[Card]:
        """Cards of an office closed at a moment (UTC) or after it."""

    def procedures(self) -> Sequence[Procedure]:
        """Every procedure that is loaded, as new cards take it, by their names."""

    def shown_by(self, lane: str, message: str) -> CardId | None:
        """The card that a message in this chat is about, or None."""

    def opened_under(self, office: OfficeId, key: str) -> CardId | None:
        """The card that was opened under this key, or None."""

    def held(self, lane: str) -> Sequence[HeldPost]:
        """Posts that wait in this chat, in the order they came."""

    def place(self, chat: str) -> Place | None:
        """The chat of a post, where the bot may write there; None where it may not, or the chat is an office's own."""

    def absences(self, office: OfficeId) -> Sequence[Spell]:
        """Absences of the office's people that are planned or last, the earliest first."""

    def title_of(self, lane: str) -> str:
        """What people call the chat; empty where it is not known."""

    def administered(self) -> bool:
        """Whether any office has an administrator who can write to the bot."""
