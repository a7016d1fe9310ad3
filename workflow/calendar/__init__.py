"""Working time: schedules, the Russian production calendar, adding and subtracting."""

from workflow.calendar.days import Day, DayKind, Days
from workflow.calendar.factory import read_schedule, working_time
from workflow.calendar.grid import Span
from workflow.calendar.published import published
from workflow.calendar.schedule import DEFAULT_SCHEDULE, Schedule, ScheduleError
from workflow.calendar.working import DAY_OFF, WorkingTime
from workflow.calendar.year import Year

__all__ = [
    "DAY_OFF",
    "DEFAULT_SCHEDULE",
    "Day",
    "DayKind",
    "Days",
    "Schedule",
    "ScheduleError",
    "Span",
    "WorkingTime",
    "Year",
    "published",
    "read_schedule",
    "working_time",
]
