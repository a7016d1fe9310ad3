"""The pulse is taken: the database is asked, once for all who ask at the same time, and not more often than needed."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from bot.logs import fault, log
from storage.vitals import Vitals, look, steps
from storage.work import Work
from storage.work.sessions import takes_no_writes

PATIENCE = 5.0
"""Seconds after which a database that says nothing is one that does not answer."""

FRESH = 2.0
"""Seconds for which an answer serves whoever asks again."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What the database said; `vitals` is None where it did not answer."""

    vitals: Vitals | None
    at: float


class Taking:
    """Asks the database how the work stands."""

    def __init__(self, work: Work, clock: Callable[[], float] = time.monotonic) -> None:
        self._work, self._clock = work, clock
        self._one = asyncio.Lock()
        self._last: Taken | None = None

    async def now(self) -> Vitals | None:
        """How the work stands now, or stood a moment ago; None where the database does not answer."""
        async with self._one:
            if self._last is None or self._clock() - self._last.at > FRESH:
                self._last = Taken(await self._asked(), self._clock())
            return self._last.vitals

    async def answers(self) -> bool:
        """Whether the database answers at all, and takes writes as far as that can be told without one."""
        try:
            async with asyncio.timeout(PATIENCE):
                shut = await self._work.read(takes_no_writes)
        except Exception as error:
            log("bot.health").warning("the database does not answer", why=fault(error))
            return False
        if shut:
            log("bot.health").warning("the database takes no writes")
        return not shut

    async def _asked(self) -> Vitals | None:
        try:
            async with asyncio.timeout(PATIENCE):
                return await self._work.read(_whole)
        except Exception as error:
            log("bot.health").warning("the database does not answer", why=fault(error))
            return None


def _whole(conn: Connection) -> Vitals:
    return replace(look(conn), steps=steps(conn))
