"""Why the office was not changed. Nothing has changed when a refusal comes back."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from workflow.words import PersonId


class StaffWhy(StrEnum):
    """The reason, in one word; the words for people are in the catalogues."""

    NOT_YOURS = "not_yours"
    NO_SUCH = "no_such"
    STALE = "stale"
    BAD_VALUE = "bad_value"
    THERE_ALREADY = "there_already"
    OPEN_CARDS = "open_cards"
    NOT_EMPTY = "not_empty"
    LAST_ADMINISTRATOR = "last_administrator"
    BAD_DATES = "bad_dates"
    AWAY_ALREADY = "away_already"
    NOT_AWAY = "not_away"
    BAD_SUBSTITUTE = "bad_substitute"


@dataclass(frozen=True, slots=True)
class StaffRefusal:
    """Why nothing was done. `by` and `at` tell who was quicker; `amount` how many are in the way, `names` which."""

    why: StaffWhy
    by: PersonId | None = None
    at: datetime | None = None
    amount: int = 0
    names: tuple[str, ...] = ()
