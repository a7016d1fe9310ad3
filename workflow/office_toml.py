"""An office as the text of its file: what `parse_office` reads back as the very same office."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from workflow.calendar.schedule import WEEKDAYS
from workflow.office_file import OfficeFile
from workflow.words import Role

_STEERS = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
"""What JSON leaves as it is and TOML does not take (DEL), and what would steer the terminal that shows the file."""


def written(file: OfficeFile) -> str:
    """The file as TOML text that ends with a line break."""
    tables = [
        _table("[office]", _given(file.office.model_dump(exclude_defaults=True))),
        _table("[schedule]", _schedule(file)),
        *(_table("[[department]]", one.model_dump(exclude_defaults=True)) for one in file.department),
        *(_table("[[account]]", one.model_dump(exclude_none=True)) for one in file.account),
        *(_table("[[person]]", one.model_dump(exclude_defaults=True)) for one in file.person),
    ]
    return "\n".join(tables)


def _given(office: dict[str, object]) -> dict[str, object]:
    """With the language and the confirmation said in any case: people look there for what can be changed."""
    return {**office, "locale": office.get("locale", "ru"), "confirm_joining": office.get("confirm_joining", False)}


def _schedule(file: OfficeFile) -> Mapping[str, object]:
    timetable = file.timetable
    week = {
        day: [f"{start}-{end}" for start, end in spans]
        for day, spans in zip(WEEKDAYS, timetable.week, strict=True)
        if spans
    }
    own = {"days_off": _dates(timetable.days_off), "working_days": _dates(timetable.working_days)}
    return {**week, **{key: days for key, days in own.items() if days}}


def _dates(days: frozenset[date]) -> list[str]:
    return [day.isoformat() for day in sorted(days)]


def _table(head: str, values: Mapping[str, object]) -> str:
    return "".join(f"{line}\n" for line in (head, *_lines(values)))


def _lines(values: Mapping[str, object]) -> Iterator[str]:
    return (f"{key} = {_value(value)}" for key, value in values.items() if value is not None)


def _value(value: object) -> str:
    """A text, a number, a yes or no, or a list of texts; nothing else stands in an office file."""
    match value:
        case bool():
            return "true" if value else "false"
        case Role():
            return _text(value.value)
        case str():
            return _text(value)
        case int():
            return str(value)
        case Sequence():
            return f"[{', '.join(map(_value, value))}]"
    raise TypeError(f"an office file cannot say {value!r}")


def _text(text: str) -> str:
    r"""A basic string: JSON escapes are those of TOML, but for one character (see above)."""
    return _STEERS.sub(lambda found: f"\\u{ord(found.group()):04x}", json.dumps(text, ensure_ascii=False))
