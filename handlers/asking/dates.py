"""Dates as people write them, and as buttons offer them. Pure: today is given."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from workflow.calendar import WorkingTime

AHEAD = (1, 2, 3, 5, 7, 10)
"""How many working days ahead the buttons offer."""

FARTHEST = 731
"""Days from today; whoever writes a date beyond has mistyped it."""

_BEFORE = re.compile(r"^(?:до|к|на|by|till|on)\s+")
_AFTER = re.compile(r"(?:(?<=\d)\s*(?:года?|г))?\.?$")
_ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})")
_NUMBERS = re.compile(r"(?P<day>\d{1,2})[./-](?P<month>\d{1,2})(?:[./-](?P<year>\d{4}|\d{2}))?")
_DAY_MONTH = re.compile(r"(?P<day>\d{1,2})\s*(?P<word>[^\W\d]{3,})\.?(?:,?\s+(?P<year>\d{4}))?")
_MONTH_DAY = re.compile(r"(?P<word>[a-z]{3,})\.?\s+(?P<day>\d{1,2})(?:,?\s+(?P<year>\d{4}))?")
_NEAR = {"сегодня": 0, "today": 0, "завтра": 1, "tomorrow": 1, "послезавтра": 2}
_MONTHS = {
    name: number
    for names in (
        "янв фев мар апр май июн июл авг сен окт ноя дек",
        "jan feb mar apr may jun jul aug sep oct nov dec",
    )
    for number, name in enumerate(names.split(), 1)
} | {"мая": 5}
_CENTURY = 2000
_MINUTE = timedelta(minutes=1)
_LEAP = 4


def read_date(text: str, today: date) -> date | None:
    """The date that somebody wrote: «15.03», «15.03.2026», «до 15 марта», «завтра», "March 15"; None for anything else.

    Without a year it is the next such day, today included.
    """
    plain = _AFTER.sub("", _BEFORE.sub("", " ".join(text.lower().split())))
    if plain in _NEAR:
        return today + timedelta(days=_NEAR[plain])
    found = next(filter(None, (form.fullmatch(plain) for form in (_ISO, _NUMBERS, _DAY_MONTH, _MONTH_DAY))), None)
    day = _dated(found, today) if found else None
    return day if day and (day - today).days <= FARTHEST else None


def _dated(found: re.Match[str], today: date) -> date | None:
    parts = found.groupdict()
    month = int(parts["month"]) if parts.get("month") else _MONTHS.get(parts["word"][:3], 0)
    if parts["year"]:
        year = int(parts["year"])
        return _real(year if year > _CENTURY else _CENTURY + year, month, int(parts["day"]))
    years = range(today.year, today.year + _LEAP + 1)
    days = (_real(year, month, int(parts["day"])) for year in years)
    return next((day for day in days if day and day >= today), None)


def _real(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def end_of(day: date, working: WorkingTime) -> datetime:
    """The last moment of a local day as UTC: its last working minute, or 23:59 where it is off.

    The closing time itself would not do: a day ends there, and "the end of the day of" it is the next one's.
    """
    closing = working.end_of_day(_at(day, time.min, working.zone))
    return closing - _MINUTE if working.local_date(closing) == day else _at(day, time(23, 59), working.zone)


def days_ahead(now: datetime, working: WorkingTime) -> Iterator[date]:
    """The working days that the buttons offer."""
    return (working.local_date(working.add_days(now, number)) for number in AHEAD)


def _at(day: date, at: time, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, at, tzinfo=zone).astimezone(UTC)
