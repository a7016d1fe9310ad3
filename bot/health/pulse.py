"""The pulse: every loop says that it turns, and for how long it may be silent till it says so again."""

import time
from collections.abc import Callable

QUIET = 120.0
"""Seconds that a loop may be silent: a busy database is asked again for half a minute, a call takes less than two."""


class Pulse:
    """Until when each loop may be silent. Real seconds of a clock that nobody can set."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._till: dict[str, float] = {}

    def beat(self, loop: str, quiet: float = QUIET) -> None:
        """The loop turns; if it says nothing for so many seconds, something is wrong with it."""
        self._till[loop] = self._clock() + quiet

    def rest(self, loop: str) -> None:
        """The loop has ended as it should, and is not waited for."""
        self._till.pop(loop, None)

    def silent(self) -> list[str]:
        """Loops that have been silent for longer than they may."""
        now = self._clock()
        return sorted(loop for loop, till in self._till.items() if till < now)
