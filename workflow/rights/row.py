"""What a row of the table of rights says: which roles may do what, to which cards or people, and by which rule."""

from dataclasses import dataclass
from enum import StrEnum

from workflow.words import Role


class What(StrEnum):
    """What somebody wants. A command's row bears the command's name, written with small letters."""

    SEE = "see"
    OPEN = "open"
    ADD_PART = "add_part"
    CHANGE_PART = "change_part"
    STEP = "step"
    BESIDE = "beside"
    RECALL = "recall"
    PUBLISH_HERE = "publish_here"
    SET_IMPORTANCE = "set_importance"
    FAST_TRACK = "fast_track"
    SET_KIND = "set_kind"
    MARK_SIGNIFICANT = "mark_significant"
    SHORTEN = "shorten"
    DECIDE_REPEAT = "decide_repeat"
    JOIN = "join"
    PASS_DOWN = "pass_down"  # noqa: S105 - a card is passed, no word is secret
    WITHDRAW = "withdraw"
    GIVE_PART = "give_part"
    WARN = "warn"
    REPORT = "report"
    NOT_PUBLISHED = "not_published"
    HAND_OVER = "hand_over"
    WAKE = "wake"
    BOARD = "board"
    SEE_BELOW = "see_below"
    FIND = "find"
    ACCOUNTS = "accounts"
    SEE_DUTY = "see_duty"
    FINISH_DUTY = "finish_duty"
    SEE_AWAY = "see_away"
    SEE_STAFF = "see_staff"
    DIGEST = "digest"
    EDIT = "edit"
    EDIT_OWN = "edit_own"
    ADD = "add"
    REMOVE = "remove"
    INVITE = "invite"
    REVOKE = "revoke"
    CONFIRM = "confirm"
    ABSENT = "absent"
    BACK = "back"
    DISMISS = "dismiss"


class Relation(StrEnum):
    """What the card, or the other person, must be to whoever wants something."""

    ANY = "any"
    """Every card or person of his office."""
    CHARGE = "charge"
    """He is in charge of the card, or stands in for the one who is (SOB-9a)."""
    UNIT = "unit"
    """The card, or the person, belongs to a department that is his."""
    OPENED = "opened"
    """He opened the card, or it is his to care for as its curator."""
    PART = "part"
    """A part of the common answer is asked of him, or of a department that is his."""
    PASSED = "passed"
    """The card was passed to those outside of the office."""
    CARE = "care"
    """He takes care of the cards of its department where nobody else is there for them."""
    HIMSELF = "himself"
    """It is about nobody but himself."""
    AUTHOR = "author"
    """He wrote the post; what he wants comes through the intake interface."""
    NOBODY = "nobody"
    """No person may: the desk does it by itself."""


class Named(StrEnum):
    """Whose roles are to be read in the procedure file instead of the row."""

    STEP = "step"
    """Whose move it is at the card's step."""
    RECORDER = "recorder"
    """Who puts down the word of those whose move it is."""
    BACK = "back"
    """Whose move it would be again if the card were taken back."""
    BESIDE = "beside"
    """Who may take the action that stands beside the steps."""
    FAST = "fast"
    """Who sets the fast track."""
    SHORTER = "shorter"
    """Who sets this shorter time."""
    REPEATS = "repeats"
    """Who decides about repeats."""
    REPORTS = "reports"
    """Who tells of this miss."""
    DUTY = "duty"
    """Whose duty it is."""


@dataclass(frozen=True, slots=True)
class Row:
    """These roles may do `what`, where the `relation` holds; `why` is the clause or the reason.

    With `named` the procedure says which of these roles it is. With `instead` it is theirs where the procedure names
    that role: they stand in for it.
    """

    what: What
    roles: frozenset[Role]
    relation: Relation
    why: str
    named: Named | None = None
    instead: Role | None = None
