"""Schedules as an office writes them, and data files that do not hold together."""

from datetime import date
from pathlib import Path

import pytest

from workflow.calendar import DEFAULT_SCHEDULE, Schedule, ScheduleError, read_schedule
from workflow.calendar.published import FOLDER, load

BROKEN = [
    ({"mon": ["9-13"]}, 'schedule.mon: "9-13"'),
    ({"mon": ["nine"]}, "schedule.mon: 'nine' is not a span of time"),
    ({"mon": [9]}, "schedule.mon: 9 is not a span of time"),
    ({"mon": "09:00-13:00"}, 'write mon = \\["09:00-13:00", "14:00-18:00"\\]'),
    ({"mon": ["13:00-09:00"]}, 'schedule.mon: "13:00-09:00"'),
    ({"mon": ["09:00-13:00", "12:00-18:00"]}, 'schedule.mon: "12:00-18:00"'),
    ({"mon": ["09:00-24:30"]}, 'schedule.mon: "09:00-24:30"'),
    ({"mon": ["09:60-13:00"]}, 'schedule.mon: "09:60-13:00"'),
    ({"monday": ["09:00-13:00"]}, "schedule.monday: no such weekday; the keys are mon, tue"),
    ({"mon": []}, "no working time in the week"),
    ({"days_off": "2026-06-09"}, 'write days_off = \\["2026-06-09"\\]'),
    ({"working_days": ["9 June"]}, "schedule.working_days: \\['9 June'\\]"),
    ({"days_off": ["2026-06-09"], "working_days": ["2026-06-09"]}, "2026-06-09 stands in both"),
]


@pytest.mark.parametrize(("table", "message"), BROKEN)
def test_refuses_with_key_and_mend(table: dict[str, object], message: str) -> None:
    """A week that cannot be read is refused with its key and how to mend it."""
    with pytest.raises(ScheduleError, match=message):
        read_schedule(table)


def test_lists_every_fault() -> None:
    """Two faulty days are told at once."""
    with pytest.raises(ScheduleError, match=r"schedule\.mon: .*\nschedule\.fri: "):
        Schedule.parse({"mon": ["25:00-26:00"], "fri": ["18:00-09:00"]})


def test_default_week() -> None:
    """Without weekdays the default week holds, and the office's own days are read as strings or TOML dates."""
    found = read_schedule({"days_off": ["2026-06-09", date(2026, 6, 10)]})
    assert found == (DEFAULT_SCHEDULE, frozenset({date(2026, 6, 9), date(2026, 6, 10)}), frozenset())


def test_a_day_left_out_is_off() -> None:
    """An office that gives only some weekdays is closed on the others."""
    schedule, _, _ = read_schedule({"sat": ["9:00 – 13:00"]})
    assert schedule.hours == ((), (), (), (), (), ((540, 780),), ())
    assert schedule == Schedule(((), (), (), (), (), (("9:00", "13:00"),), ()))


def test_a_week_has_seven_days() -> None:
    """A week of another length is refused."""
    with pytest.raises(ScheduleError, match="seven weekdays"):
        Schedule(((("09:00", "18:00"),),) * 5)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("year = 2025", "year = 2024", "is of another year"),
        ("working_saturdays = [2025-11-01]", "working_saturdays = [2025-11-08]", "2025-11-08 is not in transfers"),
        ("shortened = [", "shorter = [", "shortened: list is needed, not None"),
        ("2025-01-01 =", "2025-13-01 =", "month must be in 1..12"),
        ("[holidays]", "[holidays", "Expected"),
    ],
)
def test_broken_calendar_file(tmp_path: Path, old: str, new: str, message: str) -> None:
    """A calendar file that does not hold together is refused with the file's name and the key."""
    text = (FOLDER / "2025.toml").read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "2025.toml").write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ValueError, match=message) as caught:
        load(tmp_path)
    assert str(caught.value).startswith("2025.toml: ")
