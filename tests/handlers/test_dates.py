"""Dates as people write them, and when their days end."""

from datetime import date, datetime, timedelta

import pytest

from handlers.asking.dates import AHEAD, FARTHEST, days_ahead, end_of, read_date
from tests.handlers.world import MORNING, OFFICE
from workflow.deadlines import time_of

TODAY = date(2026, 3, 4)
WORKING = time_of(OFFICE.timetable)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("15.03", date(2026, 3, 15)),
        ("15.03.", date(2026, 3, 15)),
        ("15.3.26", date(2026, 3, 15)),
        ("15.03.2026", date(2026, 3, 15)),
        ("15/03/2026", date(2026, 3, 15)),
        ("15-03", date(2026, 3, 15)),
        ("2026-03-15", date(2026, 3, 15)),
        ("15 марта", date(2026, 3, 15)),
        ("15марта", date(2026, 3, 15)),
        (" До 15  Марта 2026 г. ", date(2026, 3, 15)),
        ("15 марта 2026 года", date(2026, 3, 15)),
        ("к 15 мар.", date(2026, 3, 15)),
        ("9 мая", date(2026, 5, 9)),
        ("1 авг", date(2026, 8, 1)),
        ("31 декабря", date(2026, 12, 31)),
        ("March 15", date(2026, 3, 15)),
        ("by 15 March 2026", date(2026, 3, 15)),
        ("Mar 15, 2026", date(2026, 3, 15)),
        ("сегодня", TODAY),
        ("Завтра", date(2026, 3, 5)),
        ("послезавтра", date(2026, 3, 6)),
        ("tomorrow", date(2026, 3, 5)),
        ("4 марта", TODAY),
        ("3 марта", date(2027, 3, 3)),
        ("01.01", date(2027, 1, 1)),
        ("03.03.2026", date(2026, 3, 3)),
        ("29.02", date(2028, 2, 29)),
        ("31.04", None),
        ("0.0", None),
        ("32 марта", None),
        ("15 мартобря 20", None),
        ("15", None),
        ("март", None),
        ("15.03.20266", None),
        ("15.03 и 16.03", None),
        ("скоро", None),
        ("", None),
        ("01.01.9999", None),
    ],
)
def test_a_written_date_is_read(text: str, day: date | None) -> None:
    """Digits, months in words, days that have names; without a year the next such day; nothing else is guessed."""
    assert read_date(text, TODAY) == day


def test_the_29th_of_february_waits_for_its_year() -> None:
    """Without a year it is the next one that there is, if that is near enough."""
    assert read_date("29.02", date(2027, 3, 1)) == date(2028, 2, 29)
    assert read_date("29.02", date(2024, 3, 1)) is None


def test_a_date_far_away_is_a_slip() -> None:
    """Two years from today is the farthest."""
    last = TODAY + timedelta(days=FARTHEST)
    assert read_date(f"{last:%d.%m.%Y}", TODAY) == last
    assert read_date(f"{last + timedelta(days=1):%d.%m.%Y}", TODAY) is None


@pytest.mark.parametrize(
    ("day", "end"),
    [
        (date(2026, 3, 5), "2026-03-05T17:59+12:00"),
        (date(2026, 3, 6), "2026-03-06T16:59+12:00"),
        (date(2026, 3, 7), "2026-03-07T23:59+12:00"),
        (date(2026, 4, 30), "2026-04-30T16:59+12:00"),
    ],
)
def test_a_day_ends_with_its_last_working_minute(day: date, end: str) -> None:
    """A Friday and the eve of a holiday end sooner; a day off ends as days do."""
    assert end_of(day, WORKING) == datetime.fromisoformat(end)


def test_the_days_offered_are_working_ones() -> None:
    """They come in order, each once, none of them off."""
    found = list(days_ahead(MORNING, WORKING))
    assert found[0] == date(2026, 3, 5)
    assert len(found) == len(set(found)) == len(AHEAD)
    assert found == sorted(found)
    assert all(WORKING.day(day).hours for day in found)
