"""An office's week: spans of working time for each weekday."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Self

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MINUTES_IN_DAY = 24 * 60

Hours = tuple[tuple[int, int], ...]
"""Working spans of one day as (open, close) in minutes after local midnight, in order, without overlaps."""

_TIME = re.compile(r"(\d{1,2}):([0-5]\d)")
_MEND = 'write it as "09:00-13:00", within 00:00-24:00, each span after the one before it'


class ScheduleError(ValueError):
    """A week cannot be read; the message names each faulty key and how to mend it."""


Week = tuple[tuple[tuple[str, str], ...], ...]


@dataclass(frozen=True, slots=True)
class Schedule:
    """Spans such as `("09:00", "13:00")` in local time for each of seven weekdays, Monday first; none is a day off.

    Raises ScheduleError that lists every faulty day with its key and the mend.
    """

    week: Week
    hours: tuple[Hours, ...] = field(init=False, compare=False, repr=False)
    """The same week in minutes after midnight."""

    def __post_init__(self) -> None:
        """Refuse a week that cannot be read, or in which no deadline could ever come due."""
        if len(self.week) != len(WEEKDAYS):
            raise ScheduleError(f"schedule: seven weekdays are needed, Monday first, not {len(self.week)}")
        faults: list[str] = []
        hours = tuple(_hours(key, spans, faults) for key, spans in zip(WEEKDAYS, self.week, strict=True))
        if faults:
            raise ScheduleError("\n".join(faults))
        if not any(hours):
            raise ScheduleError(
                'schedule: no working time in the week; give at least one day, as mon = ["09:00-18:00"]'
            )
        object.__setattr__(self, "hours", hours)

    @classmethod
    def parse(cls, table: Mapping[str, object]) -> Self:
        """Read the form of the office file: `{"mon": ["09:00-13:00", "14:00-18:00"], …}`; a day left out is off."""
        faults = [
            f"schedule.{key}: no such weekday; the keys are {', '.join(WEEKDAYS)}"
            for key in table
            if key not in WEEKDAYS
        ]
        week = tuple(tuple(_pairs(key, table.get(key, ()), faults)) for key in WEEKDAYS)
        if faults:
            raise ScheduleError("\n".join(faults))
        return cls(week)


def _pairs(key: str, spans: object, faults: list[str]) -> Iterator[tuple[str, str]]:
    """Split "09:00-13:00" into its two ends."""
    if isinstance(spans, str) or not isinstance(spans, Sequence):
        faults.append(f'schedule.{key}: {spans!r} is not a list of spans; write {key} = ["09:00-13:00", "14:00-18:00"]')
        return
    for text in spans:
        ends = str(text).replace("–", "-").split("-")
        if len(ends) == 2:
            yield ends[0].strip(), ends[1].strip()
        else:
            faults.append(f"schedule.{key}: {text!r} is not a span of time; {_MEND}")


def _hours(key: str, spans: Iterable[tuple[str, str]], faults: list[str]) -> Hours:
    """Read one day's spans and check that each lies within the day and after the one before it."""
    hours: list[tuple[int, int]] = []
    for begin, end in spans:
        span = (_minute(begin), _minute(end))
        if not (hours[-1][1] if hours else 0) <= span[0] < span[1] <= MINUTES_IN_DAY:
            faults.append(f'schedule.{key}: "{begin}-{end}" is not a span of time in its place; {_MEND}')
        hours.append(span)
    return tuple(hours)


def _minute(text: str) -> int:
    """Minutes after midnight; a number outside every day where the text is no time."""
    found = _TIME.fullmatch(text)
    return int(found[1]) * 60 + int(found[2]) if found else -MINUTES_IN_DAY


def shortened(hours: Hours, minutes: int) -> Hours:
    """Take this many minutes off the end of a day (Labour Code, art. 95: the eve of a holiday is one hour shorter).

    Where the last span is not longer than that, the rest comes off the span before it.
    """
    left = list(hours)
    while left and minutes:
        begin, end = left.pop()
        cut = min(minutes, end - begin)
        minutes -= cut
        if begin < end - cut:
            left.append((begin, end - cut))
    return tuple(left)


DEFAULT_SCHEDULE = Schedule.parse(
    {day: ["09:00-13:00", "14:00-18:00"] for day in WEEKDAYS[:4]} | {"fri": ["09:00-13:00", "14:00-17:00"]}
)
"""Monday to Thursday 9 to 18, Friday 9 to 17, lunch 13 to 14."""
