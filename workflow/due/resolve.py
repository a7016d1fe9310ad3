"""From a rule and a moment to the instant at which a deadline comes due, and to what was counted on the way."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from workflow.calendar import Span, WorkingTime
from workflow.calendar.grid import instant
from workflow.due.rule import Rule, Unit

BARE_HOURS = ("working", "clock")

_LENGTHS = {
    Unit.WORKING_MINUTES: timedelta(minutes=1),
    Unit.CLOCK_MINUTES: timedelta(minutes=1),
    Unit.WORKING_HOURS: timedelta(hours=1),
    Unit.CLOCK_HOURS: timedelta(hours=1),
}


@dataclass(frozen=True, slots=True)
class Due:
    """When a deadline comes due, in UTC, and why then.

    `anchor` is the instant counted from. `read_as` is the rule's unit with bare minutes and hours read as the procedure
    says. `counted` are the intervals that were counted, in order of time, in UTC. `provisional` means that a year without
    a published calendar is touched, so that the instant may still move.
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
    unit = read(rule.unit, bare_hours)
    anchor = anchor.astimezone(UTC)
    at = _at(rule, unit, anchor, time, day_off)
    counted = tuple(_counted(unit, min(anchor, at), max(anchor, at), time))
    return Due(at, counted, time.provisional(anchor) or time.provisional(at), rule, unit, anchor)
