"""Why a deadline comes due when it does: every stretch on the way, counted or not, and for what reason."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple

from workflow.calendar import Day, DayKind, Span, WorkingTime
from workflow.calendar.grid import instant
from workflow.calendar.schedule import MINUTES_IN_DAY, Hours
from workflow.due.resolve import Due


class Reason(StrEnum):
    """Why a stretch of time was counted or not; codes, the words are elsewhere."""

    COUNTED = "counted"
    FIRST_DAY = "first_day"
    """The day of the event, where days are counted from the next one."""
    BREAK = "break"
    CLOSED = "closed"
    """Before opening or after closing."""
    SHORTENED = "shortened"
    """The hour taken off the end of the day before a holiday."""
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    MOVED = "moved"
    OFFICE = "office_day_off"


class Stretch(NamedTuple):
    """An interval in UTC with its reason. `detail` is a holiday's name, or the ISO date a day off was moved from."""

    span: Span
    reason: Reason
    detail: str = ""


def explain(due: Due, time: WorkingTime) -> tuple[Stretch, ...]:
    """Every stretch between the anchor and the due instant, in order of time and without gaps.

    Neighbours with the same reason and detail are one stretch: a night is one "closed", a weekend one "weekend".
    """
    start, end = min(due.anchor, due.at), max(due.anchor, due.at)
    pieces: list[Stretch] = [Stretch(span, Reason.COUNTED) for span in due.counted]
    at = start
    for span in (*due.counted, Span(end, end)):
        pieces += _uncounted(at, span.start, due, time)
        at = span.end
    return tuple(_merged(sorted(pieces)))


def _uncounted(a: datetime, b: datetime, due: Due, time: WorkingTime) -> Iterator[Stretch]:
    """Split an interval that was not counted by the days it touches and their reasons."""
    day = time.local_date(a)
    while a < b:
        midnight = instant(day, MINUTES_IN_DAY, time.zone)
        if due.read_as.in_days and day == time.local_date(due.anchor):
            yield Stretch(Span(a, min(b, midnight)), Reason.FIRST_DAY)
        else:
            yield from _of_day(a, min(b, midnight), time.day(day), time)
        a, day = midnight, day + timedelta(days=1)


def _of_day(a: datetime, b: datetime, day: Day, time: WorkingTime) -> Iterator[Stretch]:
    """Give the reasons for an uncounted part of one day, clipped to a and b."""
    if not day.hours:
        yield Stretch(Span(a, b), Reason(day.kind), day.detail)
        return
    for begin, end, reason in _idle(day, time):
        span = Span(max(a, instant(day.date, begin, time.zone)), min(b, instant(day.date, end, time.zone)))
        if span.start < span.end:
            yield Stretch(span, reason)


def _idle(day: Day, time: WorkingTime) -> Iterator[tuple[int, int, Reason]]:
    """The minutes of a working day that are not working time, with the reason of each."""
    hours: Hours = day.hours
    yield 0, hours[0][0], Reason.CLOSED
    for (_, close), (begin, _) in pairwise(hours):
        yield close, begin, Reason.BREAK
    closing = hours[-1][1]
    usual = (
        time.days.full_hours(day.date, time.days.year(day.date.year))[-1][1]
        if day.kind is DayKind.SHORTENED
        else closing
    )
    yield closing, usual, Reason.SHORTENED
    yield usual, MINUTES_IN_DAY, Reason.CLOSED


def _merged(stretches: list[Stretch]) -> Iterator[Stretch]:
    """Join neighbours that say the same."""
    last: Stretch | None = None
    for stretch in stretches:
        if last and last[1:] == stretch[1:] and last.span.end == stretch.span.start:
            last = last._replace(span=Span(last.span.start, stretch.span.end))
            continue
        if last:
            yield last
        last = stretch
    if last:
        yield last
