"""Why the desk did not do what was asked. Nothing has changed when a refusal comes back."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from workflow.bilingual import Words
from workflow.words import PersonId


class Why(StrEnum):
    """The reason, in one word; the words for people are in the catalogues."""

    NO_CARD = "no_card"
    NOT_YOURS = "not_yours"
    CLOSED = "closed"
    ALREADY = "already"
    NOT_NOW = "not_now"
    NO_REASON = "no_reason"
    EMPTY_DRAFT = "empty_draft"
    TOO_LONG = "too_long"
    NO_DEPARTMENT = "no_department"
    NOBODY_THERE = "nobody_there"
    NO_GROUND = "no_ground"
    NO_LINK = "no_link"
    BAD_LINK = "bad_link"
    NO_PERSON = "no_person"
    NO_PEOPLE = "no_people"
    NO_OUTCOME = "no_outcome"
    NO_CATEGORY = "no_category"
    BAD_DATE = "bad_date"
    BAD_DAYS = "bad_days"
    NO_PROOF = "no_proof"
    NEEDS_FIRST = "needs_first"
    WRONG_DRAFT = "wrong_draft"
    NO_SUCH_KIND = "no_such_kind"
    NO_SHORTER = "no_shorter"
    NO_PART = "no_part"
    NO_SUCH_IMPORTANCE = "no_such_importance"
    NOT_MISSED = "not_missed"
    EXCLUDED = "excluded"
    NO_RATING = "no_rating"
    TOO_MANY = "too_many"
    NOT_JOINABLE = "not_joinable"
    UNDER_WAY = "under_way"
    PASSED = "passed"
    NOT_PASSED = "not_passed"
    NO_OFFICE = "no_office"
    HANDED_OVER = "handed_over"


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why nothing was done. `action`, `by` and `at` tell what was done before, where that is the reason.

    `words` and `clause` are what the procedure itself says of it: which accounts it does not cover (KOZ-18).
    """

    why: Why
    number: int | None = None
    action: str = ""
    by: PersonId | None = None
    at: datetime | None = None
    amount: int = 0
    limit: int = 0
    words: Words | None = None
    clause: str = ""
