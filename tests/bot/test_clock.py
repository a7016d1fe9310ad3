import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.clock import FileClock, SimulatedClock, SystemClock, parse_start, wall_now, write_clock

START = datetime(2026, 3, 6, 4, 30, tzinfo=UTC)


class Real:
    """Real seconds that pass when a test says so."""

    def __init__(self) -> None:
        self.seconds = 1_000_000.0

    def __call__(self) -> float:
        return self.seconds


def test_a_simulated_clock_runs_faster() -> None:
    """Ten real seconds at speed 600 are 100 minutes of the office."""
    real = Real()
    clock = SimulatedClock(START, 600, real)
    real.seconds += 10
    assert clock.now() == START + timedelta(minutes=100)


def test_the_system_clock_is_the_wall_clock() -> None:
    """Without simulation the office lives in real time, in UTC."""
    before = wall_now()
    assert before <= SystemClock().now() <= wall_now()


@pytest.mark.parametrize(
    ("text", "zone"), [("2026-03-06T16:30", "Asia/Kamchatka"), ("2026-03-06T07:30+03:00", "Asia/Kamchatka")]
)
def test_the_start_is_local_to_the_office_or_has_its_offset(text: str, zone: str) -> None:
    """A start without an offset is the office's local time."""
    assert parse_start(text, zone) == START


def test_a_start_that_is_no_moment_is_refused() -> None:
    """The error names the option and shows the form."""
    with pytest.raises(ValueError, match="--clock-start tomorrow: not a moment; write 2026-03-06T16:30"):
        parse_start("tomorrow", "Europe/Moscow")


def test_a_file_clock_jumps_when_the_file_is_set(tmp_path: Path) -> None:
    """Whoever writes the file moves the office's time, and it runs on from there."""
    file, real = tmp_path / "clock.json", Real()
    file.write_text('{"now": "2026-03-06T16:30:00+12:00", "speed": 60, "written": 1000000}')
    clock = FileClock(file, real)
    real.seconds += 60
    first = clock.now()
    file.write_text('{"now": "2026-03-10T09:00:00+12:00", "speed": 0, "written": 1000060}')
    os.utime(file, ns=(1, 1))
    assert (first, clock.now()) == (START + timedelta(hours=1), datetime(2026, 3, 9, 21, tzinfo=UTC))


def test_a_half_written_clock_file_changes_nothing(tmp_path: Path) -> None:
    """A clock goes on when its file is broken while it runs."""
    file, real = tmp_path / "clock.json", Real()
    file.write_text('{"now": "2026-03-06T16:30:00+12:00", "speed": 1, "written": 1000000}')
    clock = FileClock(file, real)
    file.write_text('{"now": "2026')
    assert clock.now() == START


def test_a_broken_clock_file_is_refused_at_the_start(tmp_path: Path) -> None:
    """The error names the file and shows the form."""
    file = tmp_path / "clock.json"
    file.write_text('{"now": "2026-03-06T16:30:00", "speed": 1, "written": 1}')
    with pytest.raises(ValueError, match=r"clock\.json: now: without an offset"):
        FileClock(file)


def test_what_is_written_is_read(tmp_path: Path) -> None:
    """`write_clock` sets what `FileClock` shows."""
    file = tmp_path / "clock.json"
    write_clock(file, START, 0)
    assert FileClock(file).now() == START
