"""Every process holds the clock of its machine against the database's, and says where they differ."""

from collections.abc import Callable
from datetime import datetime, timedelta
from socket import gethostname

from sqlalchemy import Connection

from bot.clock import wall_now
from bot.logs import fault, log
from storage import clocks_apart
from storage.clocks import ahead, shared_now, signed
from storage.work import Work

MOST = timedelta(seconds=30)
"""More, and a machine takes leases of the living for those of the dead."""


class OwnClock:
    """Of one process, which need not lead. `name` is under what it works."""

    def __init__(
        self, work: Work, name: str, real: Callable[[], datetime] = wall_now, machine: str = gethostname()
    ) -> None:
        self._work, self._name, self._real, self._machine = work, name, real, machine
        self._wrong = False
        self._log = log("bot.alerts")

    async def look(self) -> None:
        """Note a clock that is wrong, and when it is right again; the log has it once. What fails is tried again."""
        try:
            await self._look()
        except Exception as error:
            self._log.warning("the clock could not be held against the database's", why=fault(error))

    async def _look(self) -> None:
        by = await self._work.read(lambda conn: ahead(conn, self._real))
        if abs(by) > MOST:
            await self._work.run(lambda conn: self._note(conn, by))
            if not self._wrong:
                self._log.warning("this machine's clock is not the database's", machine=self._machine, by=signed(by))
        elif self._wrong:
            await self._work.run(lambda conn: clocks_apart.agrees(conn, self._name))
            self._log.info("this machine's clock is the database's again", machine=self._machine)
        self._wrong = abs(by) > MOST

    def _note(self, conn: Connection, by: timedelta) -> None:
        found = clocks_apart.Apart(self._machine, by)
        clocks_apart.note(conn, self._name, found, shared_now(conn, self._real()))
