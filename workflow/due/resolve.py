"""From a rule and a moment to the instant at which a deadline comes due, and to what was counted on the way."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from workflow.calendar import Span, WorkingTime
from workflow.calendar.grid import instant, to_utc
from workflow.due.rule import Rule, Unit

BARE_HOURS = ("working", "clock")

_MINUTE, _HOUR = timedelta(minutes=1), timedelta(hours=1)
_WORKING = {Unit.WORKING_MINUTES: _MINUTE, Unit.WORKING_HOURS: _HOUR}
_CLOCK = {Unit.CLOCK_MINUTES: _MINUTE, Unit.CLOCK_HOURS: _HOUR}
_READINGS = {
    (Unit.MINUTES, "working"): Unit.WORKING_MINUTES,
    (Unit.HOURS, "working"): Unit.WORKING_HOURS,
    (Unit.MINUTES, "clock"): Unit.CLOCK_MINUTES,
    (Unit.HOURS, "clock"): Unit.CLOCK_HOURS,
}


@dataclass(frozen=True, slots=True)
class Due:
    """When a deadline comes due, in UTC, and why then.

    `anchor` is the instant counted from. `read_as` is the rule's unit with bare minutes and hours read as
    the procedure says. `counted` are the intervals that were counted, in order of time, in UTC. `provisional` means
    that a year without a published calendar is touched, so that the instant may still move.
    """

    at: datetime
    counted: tuple[Span, ...]
    provisional: bool
    rule: Rule
    read_as: Unit
    anchor: datetime


def resolve(rule: Rule, anchor: datetime, time: WorkingTime, bare_hours: str = "working", day_off: str = "next") -> Due:
    """Apply a rule to the instant of its anchor.

    `bare_hours` ("working" or "clock") reads minutes and hours that say neither; `day_off` ("next", "keep", "previous")
    says where calendar days go that end on a day off. Raises ValueError for other words and for a naive instant.
    """
    unit = _read(rule.unit, bare_hours)
    anchor = to_utc(anchor)
    at = _at(rule, unit, anchor, time, day_off)
    counted = tuple(_counted(unit, min(anchor, at), max(anchor, at), time))
    return Due(at, counted, time.provisional(anchor) or time.provisional(at), rule, unit, anchor)


def _read(unit: Unit, bare_hours: str) -> Unit:
    if bare_hours not in BARE_HOURS:
        raise ValueError(f"bare_hours: {bare_hours!r}; write one of {', '.join(BARE_HOURS)}")
    return _READINGS.get((unit, bare_hours), unit)


def _at(rule: Rule, unit: Unit, anchor: datetime, time: WorkingTime, day_off: str) -> datetime:
    match unit:
        case Unit.AT_ONCE:
            return time.next_open(anchor)
        case Unit.END_OF_DAY:
            return time.end_of_day(anchor)
        case Unit.WORKING_DAYS:
            return time.add_days(anchor, rule.amount)
        case Unit.CALENDAR_DAYS:
            return time.add_calendar_days(anchor, rule.amount, day_off)
    if unit in _CLOCK:
        return anchor - rule.amount * _CLOCK[unit] if rule.before else anchor + rule.amount * _CLOCK[unit]
    amount = rule.amount * _WORKING[unit]
    return time.subtract(anchor, amount) if rule.before else time.add(anchor, amount)


def _counted(unit: Unit, a: datetime, b: datetime, time: WorkingTime) -> list[Span]:
    """Days are counted from the midnight after the anchor, hours from the anchor itself."""
    if unit.in_days:
        a = instant(time.local_date(a) + timedelta(days=1), 0, time.zone)
    if unit in _CLOCK or unit is Unit.CALENDAR_DAYS:
        return [Span(a, b)]
    return time.spans(a, b)
