"""What a bot has confirmed: it says that it has these updates, and the messenger gives them out no more."""

import time
from collections.abc import Iterable

DAY = 24 * 3600.0
"""Real seconds for which a bot must know what it was given: for that long an update may come again."""


class Confirmed:
    """The ids of updates that were confirmed within the last day of real time, so that one can look for them."""

    def __init__(self) -> None:
        self._since: dict[int, float] = {}

    def add(self, updates: Iterable[int]) -> None:
        """Note that these were confirmed now; what is older than a day is forgotten."""
        now = time.monotonic()
        self._since.update(dict.fromkeys(updates, now))
        for old in [update for update, since in self._since.items() if since < now - DAY]:
            del self._since[old]

    def ids(self) -> frozenset[int]:
        """The ids that are remembered."""
        return frozenset(self._since)
