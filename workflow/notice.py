"""Notices as values: what is told to whom, once. Which of them there are is decided elsewhere."""

from datetime import datetime
from enum import IntEnum, StrEnum

from workflow.model import Model
from workflow.pings import GROUP
from workflow.words import CardId, OfficeId, PersonId


class Urgency(IntEnum):
    """What goes first when everything cannot go at once."""

    DEADLINE = 0
    URGENT = 1
    NORMAL = 2
    LOW = 3


class NoticeKind(StrEnum):
    """What a notice shows."""

    CARD = "card"
    POST_MEDIA = "post_media"
    DRAFT_MEDIA = "draft_media"
    ANSWER_TEXT = "answer_text"
    PING = "ping"
    PINGS = "pings"
    SIGNIFICANT = "significant"
    RANKED = "ranked"
    ADDED = "added"
    EDITED = "edited"
    PART = "part"
    PART_MEDIA = "part_media"
    WARNED = "warned"
    SHORTENED = "shortened"
    REPORTED = "reported"
    JOINED = "joined"
    COUNTED = "counted"
    UNPUBLISHED = "unpublished"
    HANDED = "handed"
    BEHALF = "behalf"
    TAKEN = "taken"


class Counted(Model):
    """What was counted once too often: by which counter, whose it is (see workflow.counters), how often, when (UTC)."""

    counter: str
    subject: str
    number: int
    at: datetime


class Notice(Model):
    """Something to tell one person, or the office's group where `to` is None.

    `seq` is the event it tells of. `delay` is seconds of real time to wait for more of the same (an
    album comes in parts). `about` is the card's reason to come, the deadline's name, or which of the
    bundles of media. `part` is the number of the contribution it concerns. `pings` are those that one message says
    together; `earlier` is how many of the same deadline could not be sent before this one, which says it for them too.
    `unreached` are those whom it was for and did not reach, None for the group, so that the reader gets it instead;
    `perhaps` where nobody knows whether it did.
    `by` did it and `at` is when (UTC), where that is told of. `once` is its identity where it is not told for each
    event that brings it about.
    """

    kind: NoticeKind
    office: OfficeId
    card: CardId
    seq: int
    to: PersonId | None
    urgency: Urgency = Urgency.NORMAL
    about: str = ""
    delay: float = 0.0
    due: datetime | None = None
    missed: bool = False
    answers: PersonId | None = None
    told: tuple[PersonId, ...] = ()
    part: int | None = None
    pings: tuple["Notice", ...] = ()
    earlier: int = 0
    counted: Counted | None = None
    once: str = ""
    by: PersonId | None = None
    at: datetime | None = None
    unreached: tuple[PersonId | None, ...] = ()
    perhaps: bool = False

    @property
    def key(self) -> str:
        """The identity of the notice: the same thing is never told twice to the same person."""
        if self.once:
            return f"{self.once}/{self.to or GROUP}"
        return f"{self.card}/{self.seq}/{self.kind}/{self.about}/{self.to or GROUP}"
