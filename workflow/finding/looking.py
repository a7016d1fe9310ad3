"""A query on its way to the books, and what comes back."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from workflow.card import Card
from workflow.finding.query import Query
from workflow.finding.reach import Reach
from workflow.office import Office
from workflow.ports import Shelf
from workflow.words import OfficeId

Sees = Callable[[Card], bool]


@dataclass(frozen=True, slots=True)
class Looking:
    """Who looks, when, and where. `reach` is None for whoever sees all cards; else `sees` is asked about each.

    `upto` is the highest number that is looked at: cards that come while somebody turns pages do not move them.
    """

    office: Office
    query: Query
    now: datetime
    sees: Sees
    reach: Reach | None
    upto: int | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """One page: the cards on it, and how many there are in all."""

    cards: tuple[Card, ...]
    count: int


class FindingShelf(Shelf, Protocol):
    """A shelf on which cards can be found by more than their numbers."""

    def found(self, looking: Looking, first: int, most: int) -> Found:
        """At most `most` cards from the `first` one on, counted from 0, the newest before the others."""

    def newest_number(self, office: OfficeId) -> int:
        """The highest number of a card in the office; 0 where there is none."""
