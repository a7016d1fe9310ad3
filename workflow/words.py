"""The words of the field, as types. The glossary is in docs/glossary.md."""

from enum import StrEnum
from typing import NewType

CardId = NewType("CardId", int)
PersonId = NewType("PersonId", int)
OfficeId = NewType("OfficeId", int)


class Role(StrEnum):
    """What a person is for an office; a person may hold several roles."""

    CURATOR = "curator"
    EXECUTOR = "executor"
    HEAD = "head"
    COORDINATOR = "coordinator"
    RESPONSIBLE = "responsible"
    OFFICER = "officer"
    MODERATOR = "moderator"
    CHIEF = "chief"
    """A department's head: names the executor among his people (Petrovsky 5)."""
    OUTSIDE = "outside"
    """Agrees from outside of the office, and sees only what was passed to him (Petrovsky 10, Anapa 2.8)."""
    CITIZEN = "citizen"
    """Who wrote the post. Nobody of the office: his commands come through the intake interface (Kamchatka 2.7)."""
    ADMINISTRATOR = "administrator"


class Importance(StrEnum):
    """How urgent a card is; a procedure may give shorter times for a higher one."""

    NORMAL = "normal"
    HIGH = "high"
    FAST = "fast"
    """The fast track: so many days as were agreed on (Kamchatka 2.6)."""


class DraftKind(StrEnum):
    """As what a draft goes for agreement."""

    ANSWER = "answer"
    INTERIM = "interim"
    CLARIFICATION = "clarification"


class MediaKind(StrEnum):
    """Kinds of attachments; a messenger without one of them sends it as a document."""

    PHOTO = "photo"
    VIDEO = "video"
    DOCUMENT = "document"
    AUDIO = "audio"
    ANIMATION = "animation"
