"""Whether the office's clock may be believed by a sweep that erases for good.

A clock that is years ahead for an hour makes everything overdue. So it is believed where it went on as it should since
the sweep before, or, after a longer gap, when it has gone on by itself for a day beside one that nobody sets.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

GAP = timedelta(days=3)
"""The longest time between two sweeps, by the clock, over which it is believed."""

WATCHED = timedelta(days=1)
"""For how long it is watched else."""


@dataclass(slots=True)
class Watch:
    """Watches the office's clock from sweep to sweep; `monotonic` gives seconds since whenever, which nobody sets."""

    monotonic: Callable[[], float] = time.monotonic
    _since: tuple[datetime, float] | None = field(default=None, init=False)

    def believes(self, now: datetime, last: datetime | None) -> bool:
        """Whether `now` may be believed; `last` is what the clock said at the sweep that was believed last."""
        if last is not None and abs(now - last) <= GAP:
            self._since = None
            return True
        return self._went_on(now)

    def _went_on(self, now: datetime) -> bool:
        """Whether it has gone on for a day by both clocks; where they part it is watched from the beginning."""
        here = self.monotonic()
        if self._since is None or abs(self._parted(now, here)) > WATCHED / 2:
            self._since = (now, here)
        began, there = self._since
        return min(now - began, timedelta(seconds=here - there)) >= WATCHED

    def _parted(self, now: datetime, here: float) -> timedelta:
        began, there = self._since or (now, here)
        return now - began - timedelta(seconds=here - there)
