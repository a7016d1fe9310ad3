"""The wall's clock can be put back, by hand or over the network: nothing may wait for a time that is long to come."""

import time
from collections.abc import Callable
from datetime import datetime, timedelta

from bot.clock import wall_now
from bot.logs import log
from storage import setbacks
from storage.work import Work

LEAST = timedelta(seconds=30)
"""Less is put right all the time, and only lengthens a wait by as much."""


class Setbacks:
    """Notices that the clock was put back, by a second one that never is, or by what was written before."""

    def __init__(
        self, work: Work, real: Callable[[], datetime] = wall_now, seconds: Callable[[], float] = time.monotonic
    ) -> None:
        self._work, self._real, self._seconds = work, real, seconds
        self._began = self._beginning()
        self._log = log("bot.setbacks")

    async def look(self) -> bool:
        """End the waits of the old time, if there is another time since the last look. Whether there is."""
        began = self._beginning()
        back = self._began - began
        if back >= LEAST:
            await self._end(back)
        self._began = began
        return back >= LEAST

    async def at_start(self) -> bool:
        """The same for a clock that was put back while nobody looked: something was written in a time to come."""
        newest = await self._work.read(setbacks.newest)
        if newest is None or newest - self._real() < LEAST:
            return False
        await self._end(newest - self._real())
        return True

    def _beginning(self) -> datetime:
        """When the second clock began, by the wall's; it moves only where that one is set."""
        return self._real() - timedelta(seconds=self._seconds())

    async def _end(self, back: timedelta) -> None:
        now = self._real()
        changed = await self._work.run(lambda conn: setbacks.end_waits(conn, now))
        self._log.warning("the clock was put back; pauses end now", by=str(back), rows=changed)
