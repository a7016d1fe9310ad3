"""Rhythms of the calendar, as a procedure file writes them: `every month by the 25th`. Dates only, no zones."""

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

from workflow.calendar.schedule import WEEKDAYS


class Every(StrEnum):
    """How long a period is."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


FORMS = (
    "every week by fri 17:00",
    "every month by the 25th",
    "every month by the last day",
    "every quarter by the 5th",
    "every quarter by the 25th of the last month",
    "every year by 15 January",
)

_MONTHS_IN = {Every.MONTH: 1, Every.QUARTER: 3, Every.YEAR: 12}
_MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_DAYS = (*WEEKDAYS, "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WHICH = ("first", "second", "third", "last")
_LAST_DAY = 31
_LEAP = 2024

_TIME = r"(?: (?P<hour>[01]?\d|2[0-3]):(?P<minute>[0-5]\d))?"
_DAY = r"the (?:(?P<day>\d{1,2})(?:st|nd|rd|th)|last day)"
_WEEK = re.compile(rf"every week by (?P<weekday>[a-z]+){_TIME}")
_MONTH = re.compile(rf"every month by {_DAY}{_TIME}")
_QUARTER = re.compile(rf"every quarter by {_DAY}(?: of the (?P<which>{'|'.join(_WHICH)}) month)?{_TIME}")
_YEAR = re.compile(rf"every year by (?P<day>\d{{1,2}}) (?P<month>[a-z]+){_TIME}")


@dataclass(frozen=True, slots=True)
class Cycle:
    """A day in every period: the weekday from Monday as 0, or the day of the month, 31 standing for the last one.

    `month` is which month of the period, from 0. `minute` is counted from local midnight; None where no time is given.
    """

    every: Every
    day: int
    month: int = 0
    minute: int | None = None

    def start(self, day: date) -> date:
        """The first day of the period that this day is in."""
        if self.every is Every.WEEK:
            return day - timedelta(days=day.weekday())
        length = _MONTHS_IN[self.every]
        return date(day.year, (day.month - 1) // length * length + 1, 1)

    def step(self, start: date, count: int) -> date:
        """The first day of the period so many periods later, or earlier for a negative count."""
        if self.every is Every.WEEK:
            return start + timedelta(weeks=count)
        return _months_on(start, count * _MONTHS_IN[self.every])

    def key(self, start: date) -> str:
        """The name of the period that begins so: `2026-W12`, `2026-03`, `2026-Q1`, `2026`."""
        if self.every is Every.WEEK:
            return f"{start:%G-W%V}"
        quarter = (start.month + 2) // 3
        return {Every.MONTH: f"{start:%Y-%m}", Every.QUARTER: f"{start.year}-Q{quarter}"}.get(self.every, f"{start:%Y}")

    def date_in(self, start: date) -> date:
        """Its day in the period that begins so; a month that is too short for it gives its last day."""
        if self.every is Every.WEEK:
            return start + timedelta(days=self.day)
        month = _months_on(start, self.month)
        return month.replace(day=min(self.day, monthrange(month.year, month.month)[1]))


@lru_cache(maxsize=256)
def parse_cycle(text: str) -> Cycle:
    """Read a rhythm. Raises ValueError that shows the text, what is wrong, and the forms that are known."""
    plain = " ".join(text.lower().split())
    for form, read in _READERS:
        if found := form.fullmatch(plain):
            return read(found, text)
    raise _unreadable(text, "it has none of the forms known")


def _weekly(found: re.Match[str], text: str) -> Cycle:
    name = found["weekday"]
    if name not in _DAYS:
        raise _unreadable(text, f"there is no weekday {name!r}; write one of {', '.join(WEEKDAYS)}")
    return Cycle(Every.WEEK, _DAYS.index(name) % 7, minute=_minute(found))


def _monthly(found: re.Match[str], text: str) -> Cycle:
    return Cycle(Every.MONTH, _day(found, text, _LAST_DAY), minute=_minute(found))


def _quarterly(found: re.Match[str], text: str) -> Cycle:
    which = min(_WHICH.index(found["which"] or "first"), 2)
    return Cycle(Every.QUARTER, _day(found, text, _LAST_DAY), which, _minute(found))


def _yearly(found: re.Match[str], text: str) -> Cycle:
    if found["month"] not in _MONTHS:
        raise _unreadable(text, f"there is no month {found['month']!r}")
    month = _MONTHS.index(found["month"])
    return Cycle(Every.YEAR, _day(found, text, monthrange(_LEAP, month + 1)[1]), month, _minute(found))


_READERS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], str], Cycle]], ...] = (
    (_WEEK, _weekly),
    (_MONTH, _monthly),
    (_QUARTER, _quarterly),
    (_YEAR, _yearly),
)


def _day(found: re.Match[str], text: str, most: int) -> int:
    day = int(found["day"] or _LAST_DAY)
    if not 1 <= day <= most:
        raise _unreadable(text, f"there is no day {day} in it")
    return day


def _minute(found: re.Match[str]) -> int | None:
    return None if found["hour"] is None else int(found["hour"]) * 60 + int(found["minute"])


def _months_on(first: date, count: int) -> date:
    months = first.year * 12 + first.month - 1 + count
    return date(months // 12, months % 12 + 1, 1)


def _unreadable(text: str, why: str) -> ValueError:
    return ValueError(f"due: cannot read {text!r}: {why}. Valid forms: {'; '.join(FORMS)}")
