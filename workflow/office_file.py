"""The file that describes one office: who works in it, what for, and when.

`parse_office` reads it and names every fault at once: file, key, and how to mend it.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

from pydantic import Field, ValidationError

from workflow.calendar import ScheduleError, read_schedule
from workflow.model import Model
from workflow.office import Timetable
from workflow.toml import read_toml
from workflow.words import Role

OWN_DAYS = ("days_off", "working_days")

CHANNEL = "telegram"
"""The messenger that the identities in the file belong to."""

Text = Annotated[str, Field(min_length=1, strict=True)]
Key = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]{0,39}$", strict=True)]
_LARGEST = 2**52
"""Every id of Telegram is smaller."""

Whole = Annotated[int, Field(strict=True, ge=-_LARGEST, le=_LARGEST)]


class BadOfficeError(ValueError):
    """An office file cannot be used; each line names the file, the key, and how to mend it."""

    def __init__(self, source: str, faults: list[str]) -> None:
        self.source = source
        self.faults = faults
        super().__init__("\n".join(f"{source}: {fault}" for fault in faults))


class OfficeEntry(Model):
    """The office itself; `group_chat` is where deadlines are called out.

    `parent` is the key of the office above it, empty for none. `confirm_joining`: who joins by an invitation waits for
    an administrator's word. Where the file does not name one of these two, it stays as it is.
    """

    key: Key
    name: Text
    procedures: Annotated[tuple[Text, ...], Field(min_length=1)]
    zone: Text
    locale: Annotated[str, Field(pattern=r"^[a-z]{2}(_[A-Z]{2})?$")] = "ru"
    group_chat: Whole | None = None
    group_topic: Annotated[int, Field(strict=True, gt=0, lt=2**31)] | None = None
    bare_hours: Literal["working", "clock"] | None = None
    day_off_deadlines: Literal["next", "keep", "previous"] | None = None
    parent: Annotated[str, Field(pattern=r"^([a-z0-9][a-z0-9_-]{0,39})?$", strict=True)] = ""
    confirm_joining: Annotated[bool, Field(strict=True)] = False

    @property
    def group(self) -> str | None:
        """The address of the group's chat."""
        return None if self.group_chat is None else str(self.group_chat)


class DepartmentEntry(Model):
    """A department; no places means the whole territory."""

    key: Key
    name: Text
    topics: tuple[Text, ...] = ()
    places: tuple[Text, ...] = ()


class AccountEntry(Model):
    """An account of the office's own; `excluded` is the name of an [[excluded]] of its procedure (Kozhevnikovo 18)."""

    network: Text
    name: Text
    link: Annotated[str, Field(pattern=r"^https?://[^\s/]+\.[^\s/]+/\S+$")]
    excluded: Text | None = None


class PersonEntry(Model):
    """A person; one without a `telegram_id` is invited by a link. `substitutes` stand in for him, in order (KOZ-D2)."""

    key: Key
    name: Text
    roles: Annotated[tuple[Role, ...], Field(min_length=1)]
    telegram_id: Annotated[int, Field(strict=True, gt=0, le=_LARGEST)] | None = None
    department: Key | None = None
    email: Annotated[str, Field(pattern=r"^[^@\s]+@[^@\s]+$")] | None = None
    substitutes: tuple[Key, ...] = ()

    @property
    def address(self) -> str | None:
        """Where the messenger finds him, or None till he has accepted his invitation."""
        return None if self.telegram_id is None else str(self.telegram_id)


class OfficeFile(Model):
    """A whole office file that has no fault."""

    office: OfficeEntry
    schedule: Mapping[str, Any] = Field(default_factory=dict)
    department: tuple[DepartmentEntry, ...] = ()
    account: tuple[AccountEntry, ...] = ()
    person: Annotated[tuple[PersonEntry, ...], Field(min_length=1)]

    @property
    def timetable(self) -> Timetable:
        """When the office works; without weekdays in [schedule] the default week holds."""
        week, days_off, working_days = read_schedule(self.schedule)
        return Timetable(self.office.zone, week.week, days_off, working_days)


def parse_office(text: str, source: str = "office.toml", procedures: Collection[str] | None = None) -> OfficeFile:
    """Read an office file; with `procedures`, those named in it must be among them.

    Raises BadOfficeError with every fault found: the file, the key, what is wrong, how to mend it.
    """
    try:
        raw = read_toml(text)
    except ValueError as error:
        raise BadOfficeError(source, [str(error)]) from error
    faults = [*_broken(raw), *_unknown_procedures(raw, procedures)]
    try:
        file = OfficeFile.model_validate(raw)
    except ValidationError as error:
        raise BadOfficeError(source, [*_faults(error, raw), *faults]) from error
    if faults:
        raise BadOfficeError(source, faults)
    return file


def _broken(raw: Mapping[str, Any]) -> Iterator[str]:
    """What is wrong although every value has the right form; looks at raw values, since others may have faults."""
    yield from _bad_zone(_table(raw, "office").get("zone"))
    yield from _bad_schedule(_table(raw, "schedule"))
    for table, key in (("department", "key"), ("person", "key"), ("person", "telegram_id"), ("account", "link")):
        yield from _twice(raw, table, key)
    yield from _unknown_departments(raw)
    yield from _bad_substitutes(raw)


def _bad_zone(zone: object) -> Iterator[str]:
    if not isinstance(zone, str):
        return
    try:
        ZoneInfo(zone)
    except (ValueError, OSError, KeyError):
        yield f"office, zone: {zone!r} is not known; write an IANA name such as 'Asia/Kamchatka'"


def _bad_schedule(table: Mapping[str, Any]) -> Iterator[str]:
    """Each part by itself, so that a fault in one does not hide those of another; then all together."""
    week = {key: value for key, value in table.items() if key not in OWN_DAYS}
    days = [{key: table[key]} for key in OWN_DAYS if key in table]
    faults = [fault for part in (week, *days) for fault in _schedule_faults(part)]
    yield from faults or _schedule_faults(table)


def _schedule_faults(part: Mapping[str, Any]) -> list[str]:
    try:
        read_schedule(part)
    except ScheduleError as error:
        return str(error).splitlines()
    return []


def _twice(raw: Mapping[str, Any], table: str, key: str) -> Iterator[str]:
    counts = Counter(str(entry[key]) for entry in _entries(raw, table) if key in entry)
    for value in (value for value, count in counts.items() if count > 1):
        yield f"{table}, {key}: {value!r} stands twice; each {table} needs its own"


def _unknown_departments(raw: Mapping[str, Any]) -> Iterator[str]:
    known = [entry.get("key") for entry in _entries(raw, "department")]
    for entry in _entries(raw, "person"):
        if "department" in entry and entry["department"] not in known:
            there = ", ".join(map(str, known)) or "none"
            yield f"person {entry.get('key')!r}, department: there is no {entry['department']!r}; there are: {there}"


def _bad_substitutes(raw: Mapping[str, Any]) -> Iterator[str]:
    known = [entry.get("key") for entry in _entries(raw, "person")]
    for entry in _entries(raw, "person"):
        key, named = entry.get("key"), entry.get("substitutes", ())
        for one in named if isinstance(named, list) else ():
            if one == key:
                yield f"person {key!r}, substitutes: nobody stands in for himself; take {one!r} out"
            elif one not in known:
                yield f"person {key!r}, substitutes: there is no {one!r}; there are: {', '.join(map(str, known))}"


def _unknown_procedures(raw: Mapping[str, Any], known: Collection[str] | None) -> Iterator[str]:
    named = _table(raw, "office").get("procedures", ())
    if known is None or not isinstance(named, list):
        return
    for name in named:
        if name not in known:
            yield f"office, procedures: there is no {name!r}; there are: {', '.join(sorted(known))}"


def _table(raw: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    table = raw.get(key)
    return table if isinstance(table, dict) else {}


def _entries(raw: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
    entries = raw.get(key)
    return [entry for entry in entries if isinstance(entry, dict)] if isinstance(entries, list) else []


_MEND = {
    "extra_forbidden": "unknown key; take it out or mend its spelling",
    "missing": "missing; add it",
    "bool_type": "must be true or false, without quotes",
    "int_type": "must be a whole number, without quotes",
    "string_type": "must be text in quotes",
    "tuple_type": 'must be a list, such as ["one", "two"]',
    "too_short": "must not be empty; add at least one",
    "string_too_short": "must not be empty; write a text",
}


def _faults(error: ValidationError, raw: Mapping[str, Any]) -> Iterator[str]:
    """Every fault once: a list whose only item is faulty is not empty as well."""
    found = error.errors()
    inner = {fault["loc"][:length] for fault in found for length in range(1, len(fault["loc"]))}
    for fault in found:
        if not (fault["type"] == "too_short" and fault["loc"] in inner):
            yield _fault(fault, raw)


def _fault(fault: Any, raw: Mapping[str, Any]) -> str:
    where = _place(fault["loc"], raw)
    if mend := _MEND.get(fault["type"]):
        return f"{where}: {mend}"
    if expected := fault.get("ctx", {}).get("expected"):
        return f"{where}: {fault['input']!r} is not known; write one of {expected}"
    if pattern := fault.get("ctx", {}).get("pattern"):
        return f"{where}: {fault['input']!r} has not the right form; it must match {pattern}"
    return f"{where}: {str(fault['msg']).removeprefix('Value error, ')}"


def _place(loc: tuple[str | int, ...], raw: Any) -> str:
    """The way to the faulty value in words: a person or department is named by its key."""
    words: list[str] = []
    for step in loc:
        raw = _inside(raw, step)
        if isinstance(step, str):
            words.append(step)
        elif isinstance(raw, dict) and "key" in raw:
            words[-1] += f" {raw['key']!r}"
        else:
            words.append(f"no. {step + 1}")
    return ", ".join(words)


def _inside(raw: Any, step: str | int) -> Any:
    if isinstance(raw, dict):
        return raw.get(str(step))
    return raw[step] if isinstance(raw, list) and isinstance(step, int) and step < len(raw) else None
