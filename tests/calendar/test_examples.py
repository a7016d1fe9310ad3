"""Worked examples and the edges, at local times."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from workflow.calendar import DEFAULT_SCHEDULE, Schedule, WorkingTime, published, working_time
from workflow.due import parse_rule, resolve

EXAMPLES = [
    ("Europe/Moscow", "2026-03-04T12:45", "30 minutes after x", "2026-03-04T14:15"),  # lunch
    ("Europe/Moscow", "2026-03-06T16:45", "30 minutes after x", "2026-03-10T09:15"),  # Monday 9 March is off
    ("Asia/Kamchatka", "2026-04-29T17:30", "8 hours after x", "2026-05-04T09:30"),  # 30 April is 7 h
    ("Europe/Moscow", "2024-11-01T16:30", "8 hours after x", "2024-11-05T09:30"),  # a working Saturday of 7 h
    ("Asia/Barnaul", "2025-10-31T16:00", "8 hours after x", "2025-11-01T17:00"),  # exactly at closing
    ("Asia/Kamchatka", "2025-03-07T15:00", "2 hours after x", "2025-03-10T10:00"),  # a Friday and an eve
    ("Asia/Barnaul", "2026-03-10T11:00", "4 hours before x", "2026-03-06T15:00"),  # across 9 March
    ("Europe/Moscow", "2026-03-04T18:00", "4 hours before x", "2026-03-04T14:00"),  # the latest such instant
    ("Europe/Moscow", "2026-04-29T00:00", "7 working days after x", "2026-05-12T18:00"),
    ("Europe/Moscow", "2026-04-29T23:59", "7 working days after x", "2026-05-12T18:00"),
    ("Europe/Moscow", "2026-04-29T12:00", "10 calendar days after x", "2026-05-12T18:00"),  # 9 and 11 May are off
    ("Asia/Barnaul", "2024-04-17T12:00", "10 calendar days after x", "2024-04-27T18:00"),  # a working Saturday
    ("Asia/Barnaul", "2026-03-04T10:00", "8 working hours after x", "2026-03-05T10:00"),
    ("Asia/Barnaul", "2026-03-04T09:00", "8 working hours after x", "2026-03-04T18:00"),  # not the next opening
    ("Asia/Barnaul", "2026-03-04T12:30", "30 minutes after x", "2026-03-04T13:00"),  # not the end of lunch
    ("Asia/Barnaul", "2020-01-01T00:00", "1 hour after x", "2020-01-09T10:00"),  # the first instant of all
    ("Asia/Barnaul", "2026-03-04T20:00", "1 hour after x", "2026-03-05T10:00"),  # from the next working minute
    ("Asia/Barnaul", "2026-03-04T13:30", "at once after x", "2026-03-04T14:00"),
    ("Asia/Barnaul", "2026-03-04T12:30", "at once after x", "2026-03-04T12:30"),
    ("Asia/Barnaul", "2026-03-06T17:00", "at once after x", "2026-03-10T09:00"),
    ("Asia/Barnaul", "2026-03-04T08:00", "end of the day of x", "2026-03-04T18:00"),
    ("Asia/Barnaul", "2026-03-04T18:00", "end of the day of x", "2026-03-05T18:00"),
    ("Asia/Barnaul", "2026-03-07T12:00", "end of the day of x", "2026-03-10T18:00"),
    ("Asia/Barnaul", "2026-03-06T16:00", "4 clock hours after x", "2026-03-06T20:00"),
    ("Asia/Barnaul", "2026-03-06T16:00", "90 clock minutes before x", "2026-03-06T14:30"),
    ("Europe/Volgograd", "2020-12-25T16:00", "2 hours after x", "2020-12-28T10:00"),  # the offset changes between
]


def local(text: str, zone: ZoneInfo) -> datetime:
    """An instant by the office's clock."""
    return datetime.fromisoformat(text).replace(tzinfo=zone)


@pytest.mark.parametrize(("zone", "start", "rule", "due"), EXAMPLES)
def test_examples(zone: str, start: str, rule: str, due: str) -> None:
    """Each worked example comes out to the minute."""
    place = ZoneInfo(zone)
    found = resolve(parse_rule(rule), local(start, place), working_time(zone))
    assert found.at.astimezone(place).replace(tzinfo=None) == datetime.fromisoformat(due)
    assert found.at.tzinfo is UTC
    assert not found.provisional


@pytest.mark.parametrize(
    ("day_off", "due"),
    [("next", "2026-05-12T18:00"), ("keep", "2026-05-09T23:59:59"), ("previous", "2026-05-08T16:00")],
)
def test_calendar_days_on_a_day_off(day_off: str, due: str) -> None:
    """The office chooses where ten calendar days go that end on 9 May."""
    zone = ZoneInfo("Europe/Moscow")
    found = working_time(zone).add_calendar_days(local("2026-04-29T12:00", zone), 10, day_off)
    assert found == local(due, zone)


def test_previous_never_before_the_event() -> None:
    """A day after Friday evening is not due before that evening, though the previous closing was."""
    zone = ZoneInfo("Europe/Moscow")
    found = working_time(zone).add_calendar_days(local("2026-03-13T20:00", zone), 1, "previous")
    assert found == local("2026-03-16T18:00", zone)


def test_working_saturday_has_the_length_it_stands_in_for() -> None:
    """Saturday 27 April 2024 stands in for a Monday, though it follows a Friday that closes at 17."""
    zone = ZoneInfo("Europe/Moscow")
    assert working_time(zone).end_of_day(local("2024-04-27T10:00", zone)) == local("2024-04-27T18:00", zone)


def test_office_days_win() -> None:
    """The office's own day off closes a working day, its own working day opens a holiday with that weekday's hours."""
    zone = ZoneInfo("Europe/Moscow")
    time = working_time(zone, DEFAULT_SCHEDULE, frozenset({date(2026, 3, 5)}), frozenset({date(2026, 3, 9)}))
    assert time.add(local("2026-03-04T17:00", zone), timedelta(hours=2)) == local("2026-03-06T10:00", zone)
    assert time.end_of_day(local("2026-03-09T10:00", zone)) == local("2026-03-09T18:00", zone)


def test_one_date_cannot_be_both() -> None:
    """A date that the office calls both off and working is refused by name."""
    day = frozenset({date(2026, 3, 9)})
    with pytest.raises(ValueError, match="2026-03-09 stands in both"):
        WorkingTime("Europe/Moscow", DEFAULT_SCHEDULE, day, day, years=published())


def test_shortened_day_eats_into_the_span_before() -> None:
    """Where the last span is under an hour, the rest of the hour comes off the one before it."""
    zone = ZoneInfo("Europe/Moscow")
    time = working_time(zone, Schedule.parse({"thu": ["09:00-13:00", "14:00-14:30"]}))
    assert time.end_of_day(local("2026-04-30T10:00", zone)) == local("2026-04-30T12:30", zone)


def test_no_time_added() -> None:
    """Nothing added is the next opening, nothing subtracted the last moment of work."""
    zone = ZoneInfo("Europe/Moscow")
    time, lunch = working_time(zone), local("2026-03-04T13:30", zone)
    assert time.add(lunch, timedelta()) == local("2026-03-04T14:00", zone)
    assert time.subtract(lunch, timedelta()) == local("2026-03-04T13:00", zone)


def test_negative_amounts_turn_round() -> None:
    """Adding less than nothing subtracts, and the other way round."""
    zone = ZoneInfo("Europe/Moscow")
    time, at, hour = working_time(zone), local("2026-03-04T14:30", zone), timedelta(hours=1)
    assert time.add(at, -hour) == time.subtract(at, hour) == local("2026-03-04T12:30", zone)
    assert time.subtract(at, -hour) == time.add(at, hour)


@pytest.mark.parametrize(("when", "provisional"), [("2027-12-30T10:00", False), ("2027-12-30T17:30", True)])
def test_provisional(when: str, provisional: bool) -> None:
    """A deadline that reaches into a year without published data says so, and skips that year's holidays."""
    zone = ZoneInfo("Asia/Kamchatka")
    due = resolve(parse_rule("2 hours after x"), local(when, zone), working_time(zone))
    assert due.provisional is provisional
    assert due.at.astimezone(zone).date() == (date(2028, 1, 10) if provisional else date(2027, 12, 30))


def test_far_years() -> None:
    """Answers far from the published years are found by law alone, and beyond all sense refused."""
    zone = ZoneInfo("Europe/Moscow")
    time = WorkingTime(zone, DEFAULT_SCHEDULE, years=published())
    hour = timedelta(hours=1)
    assert time.add(local("2045-05-09T10:00", zone), hour) == local("2045-05-10T10:00", zone)
    assert time.subtract(local("2005-03-09T09:30", zone), hour) == local("2005-03-07T17:30", zone)
    assert time.add_days(local("2026-12-01T10:00", zone), 2600).astimezone(zone).year > 2036
    with pytest.raises(ValueError, match="within the years"):
        time.add(local("2026-03-04T10:00", zone), timedelta(days=90_000))
    with pytest.raises(ValueError, match="within the years"):
        time.next_open(local("1905-03-04T10:00", zone))


def test_naive_instants_are_refused() -> None:
    """An instant without a zone is an error that says so, in every question."""
    time, naive = working_time("Europe/Moscow"), datetime(2026, 3, 4, 10)  # noqa: DTZ001 the naive one is the test
    for ask in (time.open_at, time.next_open, time.end_of_day, time.provisional):
        with pytest.raises(ValueError, match="has no zone"):
            ask(naive)
    with pytest.raises(ValueError, match="has no zone"):
        time.add(naive, timedelta(hours=1))
    with pytest.raises(ValueError, match="has no zone"):
        resolve(parse_rule("1 hour after x"), naive, time)


def test_days_need_a_number() -> None:
    """Days counted are at least one, and a day off goes one of three ways."""
    time, at = working_time("Europe/Moscow"), datetime(2026, 3, 4, 10, tzinfo=UTC)
    with pytest.raises(ValueError, match="at least one"):
        time.add_days(at, 0)
    with pytest.raises(ValueError, match="at least one"):
        time.add_calendar_days(at, 0)
    with pytest.raises(ValueError, match="write one of next, keep, previous"):
        time.add_calendar_days(at, 1, "never")


def test_built_once() -> None:
    """The same office asks for its working time again and gets the same one."""
    assert working_time("Asia/Barnaul", Schedule(DEFAULT_SCHEDULE.week)) is working_time(
        "Asia/Barnaul", DEFAULT_SCHEDULE
    )
