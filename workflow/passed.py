"""What a card knows of an office above or below with which it is shared: as little as it needs."""

from enum import StrEnum

from workflow.model import Model
from workflow.words import CardId, OfficeId


class End(StrEnum):
    """How a passing ended: the office below answered, closed its card without an answer, or had it taken back."""

    ANSWERED = "answered"
    UNANSWERED = "unanswered"
    WITHDRAWN = "withdrawn"


class Passing(Model):
    """The card of an office below to which a card was passed; without an `end` its answer is waited for.

    `name` is what that office was called then, `why` the words with which the passing ended.
    """

    office: OfficeId
    card: CardId
    number: int
    name: str
    end: End | None = None
    why: str = ""


class Origin(Model):
    """The office above that passed the card down, and its card; nothing else of that office is known below.

    `why` is the reason for which it was taken back.
    """

    office: OfficeId
    card: CardId
    name: str
    why: str = ""
