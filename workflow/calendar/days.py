"""What kind of day a date is for one office: its hours, and why it has none."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from workflow.calendar.schedule import Hours, Schedule, shortened
from workflow.calendar.year import Year, unpublished

SHORTER_BY = 60
"""Minutes taken off the eve of a holiday (Labour Code, art. 95)."""


class DayKind(StrEnum):
    """Why a day has the hours it has; codes, the words are elsewhere."""

    WORKING = "working"
    SHORTENED = "shortened"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    MOVED = "moved"
    OFFICE = "office_day_off"


class Day(NamedTuple):
    """One date. `detail` is the name of the holiday, or the ISO date from which a day off was moved here."""

    date: date
    kind: DayKind
    hours: Hours = ()
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Days:
    """Says what each date is. The office's own exceptions win over the published calendar, that one over the week.

    Raises ValueError where the office calls one date both off and working.
    """

    schedule: Schedule
    days_off: frozenset[date]
    working_days: frozenset[date]
    years: Mapping[int, Year]

    def __post_init__(self) -> None:
        """Refuse a contradiction, which only the office itself can resolve."""
        if both := sorted(self.days_off & self.working_days):
            raise ValueError(f"days_off, working_days: {both[0]} stands in both; leave it in one")

    def year(self, number: int) -> Year:
        """The published calendar of a year, or what the law alone says of it."""
        return self.years.get(number) or unpublished(number)

    def day(self, day: date, year: Year) -> Day:
        """What this date is; `year` is the calendar of its year."""
        if day in self.days_off:
            return Day(day, DayKind.OFFICE)
        if day not in self.working_days:
            if name := year.holidays.get(day):
                return Day(day, DayKind.HOLIDAY, detail=name)
            if origin := year.moved.get(day):
                return Day(day, DayKind.MOVED, detail=origin.isoformat())
        return self._open(day, year)

    def _open(self, day: date, year: Year) -> Day:
        hours = self.full_hours(day, year)
        if day in year.shortened and hours:
            return Day(day, DayKind.SHORTENED, shortened(hours, SHORTER_BY))
        return Day(day, DayKind.WORKING if hours else DayKind.WEEKEND, hours)

    def full_hours(self, day: date, year: Year) -> Hours:
        """The hours of a day that is not off, before any shortening.

        A working Saturday has the length of the day it stands in for.

        A working day of the office's own without hours in the week takes those of the last weekday before it with any.
        """
        week, weekday = self.schedule.hours, day.weekday()
        if origin := year.working.get(day):
            return week[origin.weekday()]
        if day in self.working_days:
            return next(week[weekday - back] for back in range(len(week)) if week[weekday - back])
        return week[weekday]
