"""Two clocks, never mixed: the office's, which may be simulated, and the wall's, which never is.

The office's clock gives the core its `now`. The wall's is for leases, pauses and rates: what
Telegram and the database measure in real seconds.
"""

import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from workflow.ports import Clock


class BadClockError(ValueError):
    """A simulated clock cannot be had as it was asked for; the message says how to write it."""


def wall_now() -> datetime:
    """The real present moment, UTC."""
    return datetime.now(UTC)


class SystemClock:
    """The office lives in real time."""

    def now(self) -> datetime:
        """The present moment, UTC."""
        return wall_now()


@dataclass(frozen=True, slots=True)
class Reading:
    """What a simulated clock showed at one real moment. `written` is seconds since 1970, UTC."""

    at: datetime
    speed: float
    written: float

    def now(self, real: float) -> datetime:
        """The simulated moment at the real one."""
        return self.at + timedelta(seconds=(real - self.written) * self.speed)


class SimulatedClock:
    """Starts at a moment and runs so many times faster than real time."""

    def __init__(self, start: datetime, speed: float = 1.0, real: Callable[[], float] = time.time) -> None:
        self._real = real
        self._reading = Reading(start.astimezone(UTC), speed, real())

    def now(self) -> datetime:
        """The present simulated moment, UTC."""
        return self._reading.now(self._real())


class FileClock:
    """A clock that others can set: `{"now": "2026-03-06T16:30:00+12:00", "speed": 600, "written": 1772771400.0}`.

    The file is read again when it was replaced. A file that cannot be read leaves the clock as it was.
    """

    def __init__(self, path: Path, real: Callable[[], float] = time.time) -> None:
        self._path, self._real = path, real
        self._stamp: tuple[int, int, int] | None = None
        self._reading = read_clock(path)

    def now(self) -> datetime:
        """The present simulated moment, UTC."""
        self._reread()
        return self._reading.now(self._real())

    def _reread(self) -> None:
        try:
            stat = self._path.stat()
            stamp = (stat.st_mtime_ns, stat.st_ino, stat.st_size)
            if stamp != self._stamp:
                self._reading, self._stamp = read_clock(self._path), stamp
        except (OSError, ValueError):
            return


def read_clock(path: Path) -> Reading:
    """Read a clock file; raises BadClockError that names the file and its form."""
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
        at, speed = datetime.fromisoformat(raw["now"]), float(raw["speed"])
        written = float(raw["written"]) if "written" in raw else path.stat().st_mtime
    except (OSError, ValueError, KeyError, TypeError) as fault:
        form = '{"now": "2026-03-06T16:30:00+12:00", "speed": 600, "written": 1772771400.0}'
        raise BadClockError(f"{path}: not a clock file ({fault!r}); write {form}") from fault
    return Reading(_aware(at, path).astimezone(UTC), speed, written)


def write_clock(path: Path, now: datetime, speed: float) -> None:
    """Set the clock behind the file, whole or not at all."""
    draft = path.with_name(path.name + ".new")
    draft.write_text(json.dumps({"now": now.isoformat(), "speed": speed, "written": time.time()}), encoding="utf-8")
    draft.replace(path)


def parse_start(text: str, zone: str) -> datetime:
    """Read `2026-03-06T16:30`, local to `zone`, or with its own offset. Raises BadClockError."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise BadClockError(f"--clock-start {text}: not a moment; write 2026-03-06T16:30") from None
    return (at if at.tzinfo else at.replace(tzinfo=ZoneInfo(zone))).astimezone(UTC)


def _aware(at: datetime, path: Path) -> datetime:
    if at.tzinfo is None:
        raise BadClockError(f"{path}: now: without an offset; write 2026-03-06T16:30:00+12:00")
    return at


__all__ = [
    "BadClockError",
    "Clock",
    "FileClock",
    "Reading",
    "SimulatedClock",
    "SystemClock",
    "parse_start",
    "wall_now",
    "write_clock",
]
