"""The data files against a second source and against the published totals."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import holidays
import pytest

from tests.calendar.oracle import SATURDAYS, SHORT_DAYS, YEARS
from workflow.calendar import DayKind, Schedule, WorkingTime, published

EIGHT_HOURS = Schedule((((("09:00", "13:00"), ("14:00", "18:00"))),) * 5 + ((), ()))
TOTALS = {
    2020: (248, 1979),
    2021: (247, 1972),
    2022: (247, 1973),
    2023: (247, 1973),
    2024: (248, 1979),
    2025: (247, 1972),
    2026: (247, 1972),
    2027: (247, 1972),
}


@pytest.fixture(scope="module")
def time() -> WorkingTime:
    """A plain week of 40 hours."""
    return WorkingTime(ZoneInfo("Europe/Moscow"), EIGHT_HOURS, years=published())


def dates(year: int) -> list[date]:
    """Every date of a year."""
    return [date(year, 1, 1) + timedelta(days=n) for n in range(365 + (year % 4 == 0))]


def test_every_year_is_there() -> None:
    """A calendar is published for each of 2020 to 2027."""
    assert sorted(published()) == list(YEARS)


@pytest.mark.parametrize("year", YEARS)
def test_totals(year: int, time: WorkingTime) -> None:
    """Working days and hours at 40 h a week are those published, in the file and as computed."""
    days = [time.day(day) for day in dates(year)]
    minutes = sum(end - begin for day in days for begin, end in day.hours)
    assert (sum(bool(day.hours) for day in days), minutes / 60) == TOTALS[year]
    assert (published()[year].working_days, published()[year].hours_at_40) == TOTALS[year]


@pytest.mark.parametrize("year", YEARS)
def test_days_off_agree_with_holidays(year: int, time: WorkingTime) -> None:
    """Each date is off exactly when the holidays package says so."""
    second = holidays.country_holidays("RU", years=year)
    off = [day for day in dates(year) if not time.day(day).hours]
    assert off == [day for day in dates(year) if not second.is_working_day(day)]


@pytest.mark.parametrize("year", YEARS)
def test_working_saturdays_agree_with_holidays(year: int, time: WorkingTime) -> None:
    """Saturdays that work are those the holidays package knows, each with the day it stands in for."""
    working = [day for day in dates(year) if day.weekday() >= 5 and time.day(day).hours]
    assert working == sorted(holidays.country_holidays("RU", years=year).weekend_workdays)
    keys = ("mon", "tue", "wed", "thu", "fri")
    assert {day: keys[origin.weekday()] for day, origin in published()[year].working.items()} == {
        day: key for day, key in SATURDAYS.items() if day.year == year
    }


@pytest.mark.parametrize("year", YEARS)
def test_shortened_days(year: int, time: WorkingTime) -> None:
    """A shortened day has seven hours of eight, and only those listed are shortened."""
    short = {day for day in dates(year) if time.day(day).kind is DayKind.SHORTENED}
    assert short == {day for day in SHORT_DAYS if day.year == year}
    assert all(time.day(day).hours == ((540, 780), (840, 1020)) for day in short)
