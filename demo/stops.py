"""Where the clock may walk to, and where it stops on its way. Pure."""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from workflow.calendar import WorkingTime, read_schedule, working_time

NINE = 9 * 60


def hours_of(office: Mapping[str, Any]) -> WorkingTime:
    """The working time of an office file."""
    return working_time(office["office"]["zone"], *read_schedule(office.get("schedule", {})))


def monday(hours: WorkingTime, now: datetime) -> datetime:
    """The first working minute of the next Monday after `now`, or nine o'clock where that is a day off (UTC)."""
    day = hours.local_date(now)
    ahead = day + timedelta(days=-day.weekday() % 7)
    morning = _morning(hours, ahead)
    return morning if morning > now else _morning(hours, ahead + timedelta(days=7))


def mornings(hours: WorkingTime, after: datetime, until: datetime) -> Iterator[datetime]:
    """When work begins on each working day between the two (UTC): what is said in the morning is said then."""
    day = hours.local_date(after)
    while day <= hours.local_date(until):
        if hours.day(day).hours and after < (at := _morning(hours, day)) < until:
            yield at
        day += timedelta(days=1)


def _morning(hours: WorkingTime, day: date) -> datetime:
    begins = hours.day(day).hours[0][0] if hours.day(day).hours else NINE
    return local(day, begins, hours.zone)


def local(day: date, minute: int, zone: ZoneInfo) -> datetime:
    """A minute of a day in a zone, as UTC."""
    return datetime.combine(day, time(minute // 60, minute % 60), zone).astimezone(UTC)
