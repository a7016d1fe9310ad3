"""What a sender may say: a card, and what its citizen does with the answer. Unknown fields are refused."""

import base64
import binascii
from datetime import UTC, datetime
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from handlers.safe import plain
from workflow.links import is_link
from workflow.words import MediaKind

LONGEST_TEXT = 20_000
"""Characters of a message; the longest posts of the networks have some 16 000."""

MOST_FILES = 20


def _shown(value: str) -> str:
    """A word that names something: without controls, and without anything that does not show."""
    if not value.isprintable() or value != value.strip():
        raise ValueError("write it without line breaks, control characters, and spaces at its ends")
    return value


def _moment(value: Any) -> Any:
    if value is None:
        return None
    try:
        at = datetime.fromisoformat(value)
        moment = at.astimezone(UTC) if at.tzinfo else None
    except (TypeError, ValueError, OverflowError):
        raise ValueError("write it as text in ISO 8601, as 2026-03-04T10:00:00+12:00") from None
    if moment is None:
        raise ValueError("has no offset; write it as 2026-03-04T10:00:00+12:00")
    return moment


def _address(value: str) -> str:
    if value and not is_link(value):
        raise ValueError("write a whole web address that begins with https:// or http://")
    return value


def _bytes(value: Any) -> bytes:
    try:
        return base64.b64decode(value, validate=True)
    except (TypeError, ValueError, binascii.Error):
        raise ValueError("write the bytes as base64") from None


def _line(value: str) -> str:
    return " ".join(plain(value).split())


def _words(value: Any) -> Any:
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else _or_empty(value)


def _or_empty(value: Any) -> Any:
    return "" if value is None else value


_Optional = BeforeValidator(_or_empty)
Name = Annotated[str, Field(min_length=1, max_length=200), AfterValidator(_shown)]
Short = Annotated[str, Field(max_length=40), _Optional, AfterValidator(_line)]
Line = Annotated[str, Field(max_length=300), _Optional, AfterValidator(_line)]
Text = Annotated[
    str, Field(max_length=LONGEST_TEXT), _Optional, AfterValidator(lambda value: value.replace("\x00", ""))
]
Link = Annotated[str, Field(max_length=2000), _Optional, AfterValidator(_address)]
Moment = Annotated[datetime | None, BeforeValidator(_moment)]


class Said(BaseModel):
    """The base of what comes from outside."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class FileSaid(Said):
    """A file within the JSON, its bytes as base64."""

    kind: MediaKind
    name: Annotated[str, _Optional] = ""
    content: Annotated[bytes, BeforeValidator(_bytes)] = Field(repr=False)


class CardSaid(Said):
    """A message of a citizen. `id` is the sender's own identity of it; moments are UTC once they are read."""

    office: Name
    id: Name
    procedure: Name | None = None
    kind: Short = ""
    network: Short = ""
    source: Line = ""
    author: Line = ""
    link: Link = ""
    text: Text = ""
    topic: Line = ""
    place: Line = ""
    posted_at: Moment = None
    detected_at: Moment = None
    received_at: Moment = None
    media: Annotated[tuple[FileSaid, ...], Field(max_length=MOST_FILES)] = ()


class ActSaid(Said):
    """What a citizen does with a card: confirms, rates, comments, disagrees. `key` is the identity of the act."""

    action: Annotated[str, Field(pattern=r"^[a-z][a-z_]{0,39}$")]
    key: Name
    value: Annotated[str, Field(max_length=40), BeforeValidator(_words)] = ""
    note: Annotated[Text, Field(max_length=4000)] = ""
