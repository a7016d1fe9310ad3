"""Working time of one office: adding, subtracting, measuring. Any aware datetime goes in, UTC comes out."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Self
from zoneinfo import ZoneInfo

from workflow.calendar.days import Day, Days
from workflow.calendar.grid import EPOCH, ZERO, Grid, Span, instant, lay, to_utc
from workflow.calendar.schedule import MINUTES_IN_DAY, Schedule
from workflow.calendar.year import Year

FARTHEST = range(1990, 2101)
"""Years in which an answer is looked for; farther away only a mistake can lie."""

NEAR = 16
"""Adding looks among so many spans, a week or so, before it looks among all."""
DAY_OFF = ("next", "keep", "previous")
"""What a deadline in calendar days does on a day off."""


class WorkingTime:
    """The working spans of an office in its zone.

    `years` are the published calendars. Every method takes aware datetimes of any zone and raises ValueError for
    a naive one and for an answer outside the years 1990 to 2100. Results are in UTC.
    """

    __slots__ = ("_grid", "_lanes", "days", "zone")

    def __init__(
        self,
        zone: ZoneInfo | str,
        schedule: Schedule,
        days_off: frozenset[date] = frozenset(),
        working_days: frozenset[date] = frozenset(),
        *,
        years: Mapping[int, Year],
    ) -> None:
        """Lay out the published years and the next one, which a deadline set in December reaches."""
        self.zone = ZoneInfo(zone) if isinstance(zone, str) else zone
        self.days = Days(schedule, days_off, working_days, years)
        self._lay(min(years), max(years) + 1)

    def add(self, start: datetime, amount: timedelta) -> datetime:
        """The earliest instant by which this much working time has passed since start.

        A start outside working time counts from the next opening. Time that is used up exactly at closing ends there,
        not at the next opening. Nothing added gives the next opening (the start itself inside working time).
        """
        floor, opens, ends, shift, origin = self._lanes
        try:
            at = start - EPOCH
        except TypeError:
            at = to_utc(start) - EPOCH
        if amount <= ZERO or at < floor:
            return self._add_apart(start, amount)
        i = bisect_right(opens, at) - 1
        used = at - shift[i]
        end = ends[i]
        used = (used if used < end else end) + amount
        if used > end:
            far = i + NEAR
            i = bisect_left(ends, used, i + 1, far)
            if i == far:
                i = bisect_left(ends, used, far)
            if i >= len(origin):
                return self._wider(start, +1).add(start, amount)
        return origin[i] + used

    def _add_apart(self, start: datetime, amount: timedelta) -> datetime:
        """Add what is not more than nothing, or from before the grid; apart, to keep the common way short."""
        if amount < ZERO:
            return self.subtract(start, -amount)
        return self._wider(start).add(start, amount) if amount else self.next_open(start)

    def subtract(self, end: datetime, amount: timedelta) -> datetime:
        """The latest instant from which this much working time still fits before end.

        4 hours back from 18:00 with lunch from 13 to 14 is 14:00, not 13:00.
        Nothing subtracted gives the last moment of working time at or before end.
        """
        end = to_utc(end)
        if amount < ZERO:
            return self.add(end, -amount)
        grid = self._covering(end)
        i = bisect_right(grid.opens, end - EPOCH) - 1
        used = min(end - EPOCH - grid.shift[i], grid.ends[i]) - amount
        if used < ZERO or not i:
            return self._wider(end, -1).subtract(end, amount)
        if used < grid.starts[i]:
            i = bisect_right(grid.starts, used, 0, i) - 1
        return grid.origin[i] + used

    def between(self, a: datetime, b: datetime) -> timedelta:
        """Working time from a to b; negative where b is earlier than a."""
        return self._used(to_utc(b), self._covering(to_utc(a), to_utc(b))) - self._used(to_utc(a), self._grid)

    def open_at(self, at: datetime) -> bool:
        """Whether the instant is working time; opening is, closing is not."""
        since = to_utc(at) - EPOCH
        grid = self._covering(at)
        return since < grid.closes[bisect_right(grid.opens, since) - 1]

    def next_open(self, at: datetime) -> datetime:
        """The earliest instant of working time that is not before this one: itself inside working time."""
        at = to_utc(at)
        grid = self._covering(at)
        i = bisect_right(grid.closes, at - EPOCH)
        if i == len(grid.closes):
            return self._wider(at, +1).next_open(at)
        return max(at, EPOCH + grid.opens[i])

    def spans(self, a: datetime, b: datetime) -> list[Span]:
        """The working intervals from a to b, in order, cut at a and b; none where b is not after a."""
        a, b = to_utc(a), to_utc(b)
        if a >= b:
            return []
        grid = self._covering(a, b)
        indexes = range(bisect_right(grid.closes, a - EPOCH), bisect_left(grid.opens, b - EPOCH))
        return [Span(max(a, EPOCH + grid.opens[i]), min(b, EPOCH + grid.closes[i])) for i in indexes]

    def end_of_day(self, at: datetime) -> datetime:
        """Closing time of the day of this instant; where that is past, or the day is off, of the next working day."""
        at = to_utc(at)
        grid = self._covering(at)
        i = bisect_right(grid.closing, at)
        return grid.closing[i] if i < len(grid.closing) else self._wider(at, +1).end_of_day(at)

    def add_days(self, at: datetime, n: int) -> datetime:
        """Closing time of the n-th working day after the day of this instant, which is itself day 0; n is 1 or more."""
        if n < 1:
            raise ValueError(f"{n} working days: at least one is needed")
        grid = self._covering(at)
        i = bisect_right(grid.days, self.local_date(at).toordinal()) + n - 1
        return grid.closing[i] if i < len(grid.closing) else self._wider(at, +1).add_days(at, n)

    def add_calendar_days(self, at: datetime, n: int, day_off: str = "next") -> datetime:
        """Closing time of the n-th calendar day after the day of this instant, which is itself day 0; n is 1 or more.

        Where that is a day off, `day_off` says what is meant: "next" working day's closing; "keep" the day, to its last
        second, 23:59:59; "previous" working day's closing, or the next one's where the previous is not after `at`.
        Raises ValueError for another word.
        """
        if n < 1:
            raise ValueError(f"{n} calendar days: at least one is needed")
        if day_off not in DAY_OFF:
            raise ValueError(f"day_off_deadlines: {day_off!r}; write one of {', '.join(DAY_OFF)}")
        last = self.local_date(at) + timedelta(days=n)
        closing = self._closing(last)
        if closing is None and day_off == "keep":
            return instant(last, MINUTES_IN_DAY, self.zone) - timedelta(seconds=1)
        midnight = instant(last, 0, self.zone)
        if closing is None and day_off == "previous":
            closing = self._closing(self.local_date(self.subtract(midnight, ZERO)))
            closing = closing if closing and closing > at else None
        return closing or self.end_of_day(midnight)

    def provisional(self, at: datetime) -> bool:
        """Whether the local date of this instant lies in a year whose production calendar is not published here."""
        return self.local_date(at).year not in self.days.years

    def local_date(self, at: datetime) -> date:
        """The date of this instant in the office's zone."""
        return to_utc(at).astimezone(self.zone).date()

    def day(self, day: date) -> Day:
        """What kind of day a date is, and its hours."""
        return self.days.day(day, self.days.year(day.year))

    def _closing(self, day: date) -> datetime | None:
        """Closing time of a date, None where it is off."""
        grid = self._covering(instant(day, 0, self.zone))
        i = bisect_left(grid.days, day.toordinal())
        found = i < len(grid.days) and grid.days[i] == day.toordinal()
        return grid.closing[i] if found else None

    def _used(self, at: datetime, grid: Grid) -> timedelta:
        """Working time of the grid used up by this instant."""
        i = bisect_right(grid.opens, at - EPOCH) - 1
        return min(at - EPOCH - grid.shift[i], grid.ends[i])

    def _covering(self, *instants: datetime) -> Grid:
        """The grid, laid wider if need be to have these instants within."""
        for at in instants:
            if not self._grid.floor <= to_utc(at) - EPOCH < self._grid.ceiling:
                self._wider(at)
        return self._grid

    def _wider(self, at: datetime, direction: int = 0) -> Self:
        """Lay the grid out again: to the instant's year, and by half its length where an answer lies beyond its end.

        The grid is swapped whole, so that another thread sees the old one or the new one.
        """
        year, half = self.local_date(at).year, (self._grid.last - self._grid.first) // 2 + 1
        first = min(year, self._grid.first - half * (direction < 0))
        last = max(year, self._grid.last + half * (direction > 0))
        first, last = max(first, FARTHEST[0]), min(last, FARTHEST[-1])
        if year not in FARTHEST or (first, last) == (self._grid.first, self._grid.last):
            raise ValueError(f"no answer for {at.isoformat()} within the years {FARTHEST[0]} to {FARTHEST[-1]}")
        self._lay(first, last)
        return self

    def _lay(self, first: int, last: int) -> None:
        self._grid = grid = lay(self.days, self.zone, first, last)
        # What adding needs, in one piece: unpacking a tuple is cheaper than five attributes. The padding lets it look
        # at the spans near by, where most answers lie, without asking each time whether there are so many.
        self._lanes = grid.floor, grid.opens, [*grid.ends, *[timedelta.max] * NEAR], grid.shift, grid.origin
