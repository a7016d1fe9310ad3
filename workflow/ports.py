"""What the desk needs of the world, as types. storage/ has the real ones; tests bring their own."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from workflow.card import Card
from workflow.events import Event
from workflow.notices import Notice
from workflow.office import Office
from workflow.procedure import Procedure
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

    def card_under(self, office: OfficeId, key: str) -> CardId | None:
        """The card that was opened under this key, or None."""

    def new_number(self, office: OfficeId) -> tuple[CardId, int]:
        """A new card's identity and its number within the office."""

    def write(self, card: Card, happened: Sequence[Event], key: str = "") -> None:
        """Append the events to the journal and put the card as it stands after them."""

    def set_timers(self, card: CardId, rings: Mapping[str, datetime], fired: Sequence[str]) -> None:
        """Make the card's timers just these (UTC), and note those that have fired."""

    def tell(self, notices: Sequence[Notice]) -> None:
        """Put the notices out for sending, each once for ever by its key."""
