"""Who is away, and who stands in for him meanwhile (Sobolevo 9; the supplement of Kozhevnikovo)."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from workflow.words import PersonId, Role


class Reason(StrEnum):
    """Why somebody is away."""

    LEAVE = "leave"
    ILLNESS = "illness"
    TRAVEL = "travel"
    STUDY = "study"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Away:
    """An absence that lasts now: why, till when (UTC, exclusive; None till somebody says that it is over).

    `substitutes` stand in, the first of them who is there. `stays`: what was handed over stays with the substitute.
    """

    absence: int
    why: Reason
    since: datetime
    until: datetime | None = None
    substitutes: tuple[PersonId, ...] = ()
    stays: bool = False


@dataclass(frozen=True, slots=True)
class Stead:
    """For whom somebody stands in, and in which roles; `department` is that one's."""

    person: PersonId
    roles: frozenset[Role]
    department: str | None = None
