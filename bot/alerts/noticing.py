"""What only somebody notices who looks again and again: that time jumps, that what was due is due still."""

from collections import deque
from dataclasses import dataclass
from datetime import datetime, timedelta

TIMERS_LATE = timedelta(minutes=5)
_LONGEST = timedelta(hours=2)


@dataclass(frozen=True, slots=True)
class Moment:
    """One moment on three clocks: seconds that nobody can set, real time, and the office's clock."""

    seconds: float
    real: datetime
    office: datetime


class Noticing:
    """Remembers the looks of the last two hours."""

    def __init__(self) -> None:
        self._looks: deque[Moment] = deque()
        self._away_since: float | None = None

    def forget(self) -> None:
        """Begin anew, as after a time in which another process looked."""
        self._looks.clear()
        self._away_since = None

    def failed(self, seconds: float) -> None:
        """The database did not answer at this look."""
        if self._away_since is None:
            self._away_since = seconds

    def away(self, seconds: float) -> timedelta:
        """For how long it did not answer till this look, at which it does."""
        since = self._away_since
        return timedelta(seconds=seconds - since) if since is not None else timedelta()

    def jump(self, now: Moment) -> timedelta:
        """By how much real time was moved since the last look; back where it is negative."""
        if not self._looks:
            return timedelta()
        last = self._looks[-1]
        return (now.real - last.real) - timedelta(seconds=now.seconds - last.seconds)

    def late(self, next_timer: datetime | None, now: Moment) -> timedelta:
        """For how much real time the oldest timer is due at least; nothing below five minutes.

        The office's clock may run a thousand times faster, or be put ahead by days: what counts is for how long
        somebody could have rung it.
        """
        due = [look.seconds for look in self._looks if next_timer is not None and next_timer <= look.office]
        waited = timedelta(seconds=now.seconds - min(due, default=now.seconds))
        return waited if waited >= TIMERS_LATE else timedelta()

    def note(self, now: Moment) -> None:
        """This look is over, and what it found was told: only then it is used up."""
        self._away_since = None
        self._looks.append(now)
        while now.seconds - self._looks[0].seconds > _LONGEST.total_seconds():
            self._looks.popleft()
