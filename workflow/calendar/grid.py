"""The working spans of some years laid out for searching: pure, built once, never changed."""

from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from workflow.calendar.days import Day, Days

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
ZERO = timedelta()
_MINUTE = timedelta(minutes=1)


class Span(NamedTuple):
    """An interval of time, both ends UTC, the end not included."""

    start: datetime
    end: datetime


class Grid(NamedTuple):
    """Parallel arrays over working spans, in order; span 0 is empty and stands at the floor.

    Instants are timedeltas since EPOCH: they compare as fast as numbers and stay exact to the microsecond. For span i,
    `opens[i]` and `closes[i]` are its ends, `starts[i]` and `ends[i]` the working time of the grid used up by then, and
    `shift[i] = opens[i] - starts[i]`, so that the instant at which w is used up within span i is `origin[i] + w`.
    """

    first: int
    last: int
    """Years covered, inclusive, by the local calendar."""
    floor: timedelta
    ceiling: timedelta
    opens: list[timedelta]
    closes: list[timedelta]
    starts: list[timedelta]
    ends: list[timedelta]
    shift: list[timedelta]
    origin: list[datetime]
    days: list[int]
    """Ordinals of the dates that have working time."""
    closing: list[datetime]
    """For each of those dates, the end of its last span."""


def lay(days: Days, zone: ZoneInfo, first: int, last: int) -> Grid:
    """Lay out the years from first to last, inclusive."""
    floor, ceiling = instant(date(first, 1, 1), 0, zone) - EPOCH, instant(date(last + 1, 1, 1), 0, zone) - EPOCH
    # An empty span at the floor goes first, so that every instant of the grid has a span at or before it.
    grid = Grid(first, last, floor, ceiling, [floor], [floor], [ZERO], [ZERO], [floor], [EPOCH + floor], [], [])
    used = ZERO
    for number in range(first, last + 1):
        year = days.year(number)
        for ordinal in range(date(number, 1, 1).toordinal(), date(number + 1, 1, 1).toordinal()):
            used = _lay_day(grid, days.day(date.fromordinal(ordinal), year), zone, used)
    return grid


def _lay_day(grid: Grid, day: Day, zone: ZoneInfo, used: timedelta) -> timedelta:
    """Add one day's spans; returns the working time used up by its end."""
    before = len(grid.opens)
    for opens, closes in _intervals(day, zone) if day.hours else ():
        grid.opens.append(opens)
        grid.closes.append(closes)
        grid.starts.append(used)
        grid.shift.append(opens - used)
        grid.origin.append(EPOCH + (opens - used))
        used += closes - opens
        grid.ends.append(used)
    if len(grid.opens) > before:
        grid.days.append(day.date.toordinal())
        grid.closing.append(EPOCH + grid.closes[-1])
    return used


def _intervals(day: Day, zone: ZoneInfo) -> list[tuple[timedelta, timedelta]]:
    """One day's spans since EPOCH; the offset is looked up once, and minute by minute on a day when clocks change."""
    midnight, following = (datetime.combine(day.date + timedelta(days=n), time(), zone) for n in (0, 1))
    if midnight.utcoffset() != following.utcoffset():
        return _on_clock_change(day, midnight.astimezone(UTC), following.astimezone(UTC), zone)
    base = midnight.astimezone(UTC) - EPOCH
    return [(base + timedelta(minutes=begin), base + timedelta(minutes=end)) for begin, end in day.hours]


def _on_clock_change(day: Day, start: datetime, end: datetime, zone: ZoneInfo) -> list[tuple[timedelta, timedelta]]:
    """Every minute that the office's clock shows as working is working: an hour shown twice counts twice."""
    spans: list[tuple[timedelta, timedelta]] = []
    for number in range((end - start) // _MINUTE):
        at = start + number * _MINUTE
        shown = at.astimezone(zone)
        if any(begin <= shown.hour * 60 + shown.minute < close for begin, close in day.hours):
            since = at - EPOCH
            joined = spans and spans[-1][1] == since
            spans.append((spans.pop()[0] if joined else since, since + _MINUTE))
    return spans


def instant(day: date, minute: int, zone: ZoneInfo) -> datetime:
    """The instant, in UTC, of a local minute of a day; minute 1440 is the next midnight."""
    return (datetime.combine(day, time(), zone) + timedelta(minutes=minute)).astimezone(UTC)


def to_utc(at: datetime) -> datetime:
    """The same instant in UTC; raises ValueError where it has no zone."""
    if at.tzinfo is UTC:
        return at
    if at.utcoffset() is None:
        raise ValueError(f"{at.isoformat()} has no zone; give an aware datetime")
    return at.astimezone(UTC)
