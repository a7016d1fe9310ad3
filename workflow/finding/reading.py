"""From a pattern that has matched to the days that it names. What is no date, as 31 February, names none."""

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta

from workflow.finding.days import Days, span
from workflow.finding.months import MONTHS, UNITS

Match = re.Match[str]
Read = Callable[[Match, date], Days | None]
"""Reads a match; the date is today's."""

_DAY = timedelta(days=1)
_YEARS = range(1990, 2101)
_LONGEST = 3660


def _made(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _latest(month: int, day: int, today: date) -> date | None:
    """The latest such day up to today; of the 29th of February the latest that there was."""
    years = range(today.year, today.year - 9, -1)
    return next((found for year in years if (found := _made(year, month, day)) and found <= today), None)


def _nearest(month: int, day: int, today: date) -> date | None:
    """The day of this year, the last or the next one, whichever is nearest to today."""
    found = (_made(year, month, day) for year in (today.year, today.year - 1, today.year + 1))
    return min(filter(None, found), key=lambda one: abs(one - today), default=None)


def _following(month: int, day: int, after: date) -> date | None:
    """The first such day that is not before another one."""
    found = _made(after.year, month, day)
    return found if found is None or found >= after else _made(after.year + 1, month, day)


def _month_of(name: str) -> int:
    return next(number for number, pattern in enumerate(MONTHS, 1) if re.fullmatch(pattern, name, re.IGNORECASE))


def _year_of(digits: str) -> int:
    return int(digits) + 2000 if len(digits) == 2 else int(digits)


def _one(match: Match, s: str, near: date, read: Callable[[int, int, date], date | None] = _latest) -> date | None:
    """The date of the groups that begin with `s`; without a year, as `read` finds it near another day."""
    found = {name.removeprefix(s): value for name, value in match.groupdict().items() if name.startswith(s) and value}
    if "iso" in found:
        try:
            return date.fromisoformat(found["iso"])
        except ValueError:
            return None
    year = found.get("y") or found.get("year")
    month = int(found["m"]) if "m" in found else _month_of(found["month"])
    day = int(found.get("d") or found["day"])
    return _made(_year_of(year), month, day) if year else read(month, day, near)


def between(match: Match, today: date) -> Days | None:
    """Two dates. The first is the latest that there was unless it has a year, the second follows it."""
    end_year = match["byear"] or match["by"]
    if end_year and not (match["ayear"] or match["ay"] or match["aiso"]):
        last = _one(match, "b", today)
        first = last and _one(match, "a", last)
    else:
        first = _one(match, "a", today)
        last = first and _one(match, "b", first, _following)
    return span(first, last) if first and last else None


def within_a_month(match: Match, today: date) -> Days | None:
    """«1–5 марта»: the month and the year stand with the last day."""
    month, year = _month_of(match["amonth"]), match["ayear"]
    first = _made(int(year), month, int(match["aday"])) if year else _latest(month, int(match["aday"]), today)
    last = first and _made(first.year, month, int(match["bday"]))
    return span(first, last) if first and last else None


def since(match: Match, today: date) -> Days | None:
    """«с 1 марта»: from this day on."""
    first = _one(match, "a", today)
    return span(first, None) if first else None


def till(match: Match, today: date) -> Days | None:
    """«до 5 марта»: up to this day, itself included; without a year the one nearest to today."""
    last = _one(match, "a", today, _nearest)
    return span(None, last) if last else None


def one_day(match: Match, today: date) -> Days | None:
    """«4 марта»: this day alone."""
    found = _one(match, "a", today)
    return span(found, found) if found else None


def whole_months(match: Match, today: date) -> Days | None:
    """«с января по март»: whole months, the last not before the first."""
    first, last, year = _month_of(match["amonth"]), _month_of(match["bmonth"]), match["byear"]
    start = _made(int(year), first, 1) if year else _latest(first, 1, today)
    end = start and _following(last, 1, start)
    return span(start, _end_of(end)) if start and end else None


def whole_month(match: Match, today: date) -> Days | None:
    """«март», «в марте 2026»."""
    month, year = _month_of(match["amonth"]), match["ayear"]
    start = _made(int(year), month, 1) if year else _latest(month, 1, today)
    return span(start, _end_of(start)) if start else None


def _end_of(month: date) -> date:
    return month.replace(day=monthrange(month.year, month.month)[1])


def whole_year(match: Match, today: date) -> Days | None:
    """«за 2025 год»."""
    year = int(match["year"])
    return span(_made(year, 1, 1), _made(year, 12, 31)) if year in _YEARS else None


def last_so_many(match: Match, today: date) -> Days | None:
    """«за 3 дня», «за неделю»: so many days, today among them."""
    number = int(match["n"] or 1)
    size = next(days for pattern, days in UNITS.items() if re.fullmatch(pattern, match["unit"], re.IGNORECASE))
    return Days(today - timedelta(days=number * size - 1), today) if 0 < number * size <= _LONGEST else None


def ago(days: int) -> Read:
    """One day, so many before today."""
    return lambda match, today: Days(today - days * _DAY, today - days * _DAY)


def week(back: int) -> Read:
    """The calendar week, so many before this one."""

    def read(match: Match, today: date) -> Days:
        monday = today - timedelta(days=today.weekday() + 7 * back)
        return Days(monday, monday + timedelta(days=6))

    return read


def this_month(match: Match, today: date) -> Days:
    """The calendar month that lasts now."""
    return Days(today.replace(day=1), _end_of(today))


def last_month(match: Match, today: date) -> Days:
    """The calendar month before this one."""
    last = today.replace(day=1) - _DAY
    return Days(last.replace(day=1), last)


def calendar_year(back: int) -> Read:
    """The calendar year, so many before this one."""
    return lambda match, today: Days(date(today.year - back, 1, 1), date(today.year - back, 12, 31))
