"""A naive second opinion on working time: it looks at every minute, and shares no code or data with the product.

Days off come from the `holidays` package; shortened days and what each working Saturday stands in for are typed here.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import holidays

YEARS = range(2020, 2028)
MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)

SHORT = """
30.04.2020 08.05.2020 11.06.2020 03.11.2020 31.12.2020
20.02.2021 30.04.2021 11.06.2021 03.11.2021
22.02.2022 05.03.2022 03.11.2022
22.02.2023 07.03.2023 03.11.2023
22.02.2024 07.03.2024 08.05.2024 11.06.2024 02.11.2024
07.03.2025 30.04.2025 11.06.2025 01.11.2025
30.04.2026 08.05.2026 11.06.2026 03.11.2026
20.02.2027 30.04.2027 11.06.2027 03.11.2027
"""
SHORT_DAYS = frozenset(date(*map(int, reversed(text.split(".")))) for text in SHORT.split())
"""Days shortened by one hour."""

SATURDAYS = {
    date(2021, 2, 20): "mon",
    date(2022, 3, 5): "mon",
    date(2024, 4, 27): "mon",
    date(2024, 11, 2): "tue",
    date(2024, 12, 28): "mon",
    date(2025, 11, 1): "mon",
    date(2027, 2, 20): "mon",
}
"""Working Saturdays and the weekday each stands in for."""

KEYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
Spans = list[tuple[int, int]]


@cache
def russian() -> holidays.HolidayBase:
    """Days off of Russia in the years with published calendars."""
    return holidays.country_holidays("RU", years=YEARS)


@dataclass
class Oracle:
    """An office's time, minute by minute; `week` has minutes after midnight, open and close, per weekday key."""

    zone: ZoneInfo
    week: dict[str, Spans]
    days_off: frozenset[date] = frozenset()
    working_days: frozenset[date] = frozenset()

    def __post_init__(self) -> None:
        """Keep the working minutes of each date once found."""
        self._known: dict[date, frozenset[int]] = {}

    def minutes(self, day: date) -> frozenset[int]:
        """Working minutes of a date, counted from local midnight."""
        if day not in self._known:
            found = sorted(minute for begin, end in self._spans(day) for minute in range(begin, end))
            self._known[day] = frozenset(found[:-60] if day in SHORT_DAYS else found)
        return self._known[day]

    def _spans(self, day: date) -> Spans:
        if day in self.days_off or (day in russian() and day not in self.working_days):
            return []
        weekday = SATURDAYS.get(day) or KEYS[day.weekday()]
        if day in self.working_days and day not in SATURDAYS:
            while not self.week.get(weekday):
                weekday = KEYS[KEYS.index(weekday) - 1]
        return self.week.get(weekday, [])

    def open(self, at: datetime) -> bool:
        """Whether the office's wall clock shows a working minute."""
        local = at.astimezone(self.zone)
        return local.hour * 60 + local.minute in self.minutes(local.date())

    def add(self, start: datetime, minutes: int) -> datetime:
        """Walk forward, using up a minute of the amount in each working minute."""
        at = start
        while minutes:
            minutes -= self.open(at)
            at += MINUTE
        return at

    def subtract(self, end: datetime, minutes: int) -> datetime:
        """Walk backward."""
        at = end
        while minutes:
            at -= MINUTE
            minutes -= self.open(at)
        return at

    def between(self, a: datetime, b: datetime) -> int:
        """Count working minutes from a to b."""
        return sum(self.open(a + n * MINUTE) for n in range((b - a) // MINUTE))

    def next_open(self, at: datetime) -> datetime:
        """Walk forward to a working minute."""
        while not self.open(at):
            at += MINUTE
        return at

    def closing(self, day: date) -> datetime:
        """The end of the last working minute of a date, by looking at each instant of it."""
        start = datetime(day.year, day.month, day.day, tzinfo=self.zone).astimezone(UTC)
        instants = [start + n * MINUTE for n in range(26 * 60)]
        return max(at for at in instants if at.astimezone(self.zone).date() == day and self.open(at)) + MINUTE

    def days_from(self, day: date) -> Iterator[date]:
        """Working dates after this one."""
        while True:
            day += DAY
            if self.minutes(day):
                yield day

    def add_days(self, at: datetime, n: int) -> datetime:
        """Closing of the n-th working date after the local date of at."""
        following = self.days_from(at.astimezone(self.zone).date())
        return self.closing([next(following) for _ in range(n)][-1])

    def add_calendar_days(self, at: datetime, n: int) -> datetime:
        """Closing of the n-th date, or of the next working one."""
        last = at.astimezone(self.zone).date() + n * DAY
        return self.closing(last if self.minutes(last) else next(self.days_from(last)))
