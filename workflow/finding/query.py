"""What somebody looks for, understood."""

from dataclasses import dataclass
from enum import StrEnum

from workflow.finding.days import Days


class State(StrEnum):
    """How the cards that are looked for stand."""

    OPEN = "open"
    CLOSED = "closed"
    LATE = "late"


class Part(StrEnum):
    """What of a query may be left out, to find more; `MEANING` takes days and states for plain words."""

    DAYS = "days"
    STATE = "state"
    MEANING = "meaning"


@dataclass(frozen=True, slots=True)
class Word:
    """One word that a card must have, in any of these forms, or beginning with `begins` where that is not empty.

    `typed` is the word as it was written, in small letters.
    """

    typed: str
    forms: frozenset[str]
    begins: str = ""


@dataclass(frozen=True, slots=True)
class Query:
    """All of it must hold. A query with `number` alone is for one card; an empty one says nothing to look for.

    `links` are addresses in their normal form, `typed_links` the same as they were written.
    """

    number: int | None = None
    words: tuple[Word, ...] = ()
    links: tuple[str, ...] = ()
    typed_links: tuple[str, ...] = ()
    days: Days | None = None
    state: State | None = None

    @property
    def empty(self) -> bool:
        """Whether there is nothing to look for."""
        return not (self.number is not None or self.words or self.links or self.days or self.state)
