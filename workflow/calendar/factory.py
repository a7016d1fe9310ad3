"""Working times, built once for each office that differs."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from zoneinfo import ZoneInfo

from workflow.calendar.published import published
from workflow.calendar.schedule import DEFAULT_SCHEDULE, Schedule, ScheduleError
from workflow.calendar.working import WorkingTime

NO_DAYS: frozenset[date] = frozenset()
OWN_DAYS = ("days_off", "working_days")


@lru_cache(maxsize=256)
def working_time(
    zone: ZoneInfo | str,
    schedule: Schedule = DEFAULT_SCHEDULE,
    days_off: frozenset[date] = NO_DAYS,
    working_days: frozenset[date] = NO_DAYS,
) -> WorkingTime:
    """The working time of an office on the published calendars; kept, since it holds the spans of years."""
    return WorkingTime(zone, schedule, days_off, working_days, years=published())


def read_schedule(table: Mapping[str, object]) -> tuple[Schedule, frozenset[date], frozenset[date]]:
    """Read an office file's [schedule]: the week, the office's days off, its working days.

    Without weekdays in it the default week holds. Raises ScheduleError naming the key and the mend.
    """
    week = {key: spans for key, spans in table.items() if key not in OWN_DAYS}
    days_off, working_days = (_dates(key, table.get(key, ())) for key in OWN_DAYS)
    if both := sorted(days_off & working_days):
        raise ScheduleError(f"schedule.days_off, schedule.working_days: {both[0]} stands in both; leave it in one")
    return Schedule.parse(week) if week else DEFAULT_SCHEDULE, days_off, working_days


def _dates(key: str, values: object) -> frozenset[date]:
    """Read a list of dates, written as TOML dates or as strings."""
    try:
        if not isinstance(values, list | tuple):
            raise TypeError
        return frozenset(date.fromisoformat(str(value)) for value in values)
    except (TypeError, ValueError):
        raise ScheduleError(
            f'schedule.{key}: {values!r} is not a list of dates; write {key} = ["2026-06-09"]'
        ) from None
