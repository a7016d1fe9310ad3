"""Rounds through all offices by the office's clock: duties, digests, whatever comes due beside the cards."""

from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import Connection

from bot.bells import Bells
from bot.clock import wall_now
from bot.logs import log
from storage.errors import Fenced
from storage.offices import all_offices
from storage.work import Work
from workflow.ports import Clock
from workflow.words import OfficeId

EVERY = timedelta(minutes=1)
"""The office's time between two rounds."""


class Rounds:
    """Looks at every office; one that cannot be looked at keeps no other waiting.

    `anything` says whether a look would write something; `look` writes it. Both take the office and its present moment,
    `look` real time as well.
    """

    def __init__(
        self,
        about: str,
        anything: Callable[[Connection, OfficeId, datetime], object],
        look: Callable[[Connection, OfficeId, datetime, datetime], None],
        *,
        work: Work,
        clock: Clock,
        bells: Bells,
    ) -> None:
        self._about, self._anything, self._look = about, anything, look
        self._work, self._clock, self._bells = work, clock, bells
        self._last: datetime | None = None
        self._log = log("bot.rounds")

    async def tick(self) -> None:
        """Look, if a minute of the office's time has passed since the last look."""
        now = self._clock.now()
        if self._last is not None and abs(now - self._last) < EVERY:
            return
        self._last = now
        for office in await self._work.read(_offices):
            await self._visit(office, now)

    async def _visit(self, office: OfficeId, now: datetime) -> None:
        """Mostly there is nothing, and then nobody is kept from writing."""
        try:
            if await self._work.read(lambda conn: self._anything(conn, office, now)):
                await self._work.run(lambda conn: self._look(conn, office, now, wall_now()))
                self._bells.ring_outward()
        except Fenced:
            raise  # another process leads by now, and looks at all of them
        except Exception as error:
            self._log.error("an office cannot be looked at", about=self._about, office=office, exc_info=error)


def _offices(conn: Connection) -> list[OfficeId]:
    return [known.office.id for known in all_offices(conn)]
