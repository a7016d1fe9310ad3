"""Absences as they are planned and last."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from workflow.presence import Reason
from workflow.words import PersonId


class State(StrEnum):
    """How far an absence has come."""

    PLANNED = "planned"
    BEGUN = "begun"
    ENDED = "ended"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Spell:
    """An absence that is planned or has begun; `since` and `until` (exclusive) are the office's clock, UTC.

    Without `until` it lasts till somebody says that it is over. `substitutes` stand in, the first who is there.
    """

    id: int
    person: PersonId
    since: datetime
    until: datetime | None
    why: Reason
    substitutes: tuple[PersonId, ...] = ()
    stays: bool = False
    state: State = State.PLANNED

    def meets(self, since: datetime, until: datetime | None) -> bool:
        """Whether it has a moment in common with this time."""
        return (until is None or self.since < until) and (self.until is None or since < self.until)
