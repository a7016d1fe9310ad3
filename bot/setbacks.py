"""The wall's clock can be put back, by hand or over the network: nothing may wait for a time that is long to come."""

import time
from collections.abc import Callable
from datetime import datetime, timedelta
from socket import gethostname

from bot.clock import wall_now
from bot.logs import log
from storage import setbacks
from storage.clocks import ahead, signed
from storage.erasing_reached import move_back
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
        """End the waits of the old time, if there is another time since the last look. Whether there is.

        Where the database's server does not show that time, this machine's clock alone was moved, and put wrong: the
        others wait by the right one, and wait on.
        """
        began = self._beginning()
        back = self._began - began
        if back >= LEAST and not await self._wrong():
            await self._end(back, self._real())
        self._began = began
        return back >= LEAST

    async def at_start(self) -> bool:
        """The same for a clock that was put back while nobody looked: something was written in a time to come.

        On a server it was put back only where the server's clock says so too.
        """
        newest = await self._work.read(setbacks.newest)
        if newest is None or newest - self._real() < LEAST:
            return False
        now = self._real() - await self._work.read(lambda conn: ahead(conn, self._real))
        if newest - now < LEAST:
            await self._wrong()
            return False
        await self._end(newest - now, now)
        return True

    async def _wrong(self) -> bool:
        """Whether this machine shows another time than the server does; the log names it.

        Cards that are closed by it are found all the same when they are to be erased.
        """
        by = await self._work.read(lambda conn: ahead(conn, self._real))
        if abs(by) < LEAST:
            return False
        now = self._real()
        await self._work.run(lambda conn: move_back(conn, now))
        self._log.warning(
            "this machine's clock is not the database's; no pause ends by it", machine=gethostname(), by=signed(by)
        )
        return True

    def _beginning(self) -> datetime:
        """When the second clock began, by the wall's; it moves only where that one is set."""
        return self._real() - timedelta(seconds=self._seconds())

    async def _end(self, back: timedelta, now: datetime) -> None:
        changed = await self._work.run(lambda conn: setbacks.end_waits(conn, now))
        self._log.warning("the clock was put back; pauses end now", by=str(back), rows=changed)
