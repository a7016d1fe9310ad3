"""What becomes of an office: each change names the thing, the field, what it was and what it is."""

from dataclasses import dataclass
from enum import StrEnum


class Thing(StrEnum):
    """What a change is about."""

    OFFICE = "office"
    DEPARTMENT = "department"
    PERSON = "person"


class Source(StrEnum):
    """Where a change came from."""

    CHAT = "chat"
    FILE = "file"
    CLOCK = "clock"


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that changed. `field` is empty where the whole entry came (`old` None) or went (`new` None).

    `old` and `new` are what JSON can say: text, numbers, lists; of a new entry `new` is its name.
    """

    what: str
    key: str
    field: str
    old: object
    new: object
