"""After a start nothing rings before what waited at Telegram is in and dealt with, or long enough was waited for it.

Whoever acted while the bot was away has acted in time, as far as he knows: a ping beside his own tap calls him late.
"""

import time
from collections.abc import Callable

from bot.logs import log
from storage import inbox
from storage.work import Work

LONGEST = 60.0
"""Seconds, by a clock that is never put back, after which all rings though Telegram is silent or an update fails."""


def may_ring(all_in: bool, waiting: bool, seconds: float) -> bool:
    """Whether all that waited is in and nothing of it waits to be dealt with any more, or so much time has passed."""
    return seconds >= LONGEST or (all_in and not waiting)


class Gate:
    """Shut till it is opened once; shut again where another process may have been the one that asks Telegram."""

    def __init__(self, work: Work, seconds: Callable[[], float] = time.monotonic) -> None:
        self._work, self._seconds = work, seconds
        self._log = log("bot.gate")
        self.shut()

    def shut(self) -> None:
        """Begin to wait, from the next look on."""
        self._open = self._all_in = False
        self._last: int | None = None
        self._since: float | None = None

    def all_in(self) -> None:
        """Telegram has given all that it had; the inbox holds it."""
        self._all_in = True

    async def opened(self) -> bool:
        """Whether it may ring."""
        if not self._open:
            self._open = await self._look()
        return self._open

    async def _look(self) -> bool:
        now = self._seconds()
        self._since = now if self._since is None else self._since
        waited = now - self._since
        if not may_ring(self._all_in, self._all_in and await self._waiting(), waited):
            return False
        if waited >= LONGEST:
            self._log.warning("what came while the bot was away is not all dealt with; deadlines ring all the same")
        return True

    async def _waiting(self) -> bool:
        """Whether anything waits that was there at the first look after all came in. Of the clock nothing is asked."""
        span = await self._work.read(inbox.span)
        if span is None:
            return False
        self._last = span[1] if self._last is None else self._last
        return span[0] <= self._last
