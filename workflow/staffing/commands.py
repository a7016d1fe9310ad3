"""What people ask of the desk about their office, its departments and its staff. `office` is the one it is about."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from workflow.presence import Reason
from workflow.words import OfficeId, PersonId


@dataclass(frozen=True, slots=True)
class Edit:
    """Set one field of the office, a department or a person (`what`, `key`) to `value`.

    `seen` is what stood there when it was shown: where something else stands there now, somebody was quicker.
    """

    office: OfficeId
    by: PersonId
    what: str
    key: str
    field: str
    seen: object
    value: object


@dataclass(frozen=True, slots=True)
class Add:
    """Add a department or a person, with these fields."""

    office: OfficeId
    by: PersonId
    what: str
    key: str
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Remove:
    """Take a department out. It must have no open cards and nobody in it."""

    office: OfficeId
    by: PersonId
    what: str
    key: str


@dataclass(frozen=True, slots=True)
class Absent:
    """Somebody is away from `since` till `until` (UTC, exclusive; None till he is back).

    `substitutes` stand in, the first who is there; `stays`: handed-over cards stay with the substitute afterwards.
    """

    office: OfficeId
    by: PersonId
    person: PersonId
    since: datetime
    until: datetime | None
    why: Reason
    substitutes: tuple[PersonId, ...] = ()
    stays: bool = False


@dataclass(frozen=True, slots=True)
class Back:
    """An absence is over, or will not be (`absence` is its number)."""

    office: OfficeId
    by: PersonId | None
    absence: int


@dataclass(frozen=True, slots=True)
class Dismiss:
    """Somebody leaves by an order of this date; his open cards go to `to`, else to whoever stands in for him."""

    office: OfficeId
    by: PersonId
    person: PersonId
    ordered: date
    to: PersonId | None = None


@dataclass(frozen=True, slots=True)
class Confirm:
    """Let in one who joined by an invitation and waits, or do not (`let_in`)."""

    office: OfficeId
    by: PersonId
    person: PersonId
    let_in: bool


StaffCommand = Edit | Add | Remove | Absent | Back | Dismiss | Confirm
