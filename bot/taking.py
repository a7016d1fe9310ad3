"""Rows are taken from the outbox to be said, and given back where nothing could be made of them: nothing has left yet.

The sender and the mailer share it. That the database is in trouble is no fault of a row, and costs it nothing.
"""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Collection
from datetime import timedelta
from functools import partial

from sqlalchemy import Connection

from bot.logs import fault, log
from bot.telling_others import in_doubt
from bot.way import Way
from storage import outbox
from storage.outbox import Sending
from storage.work import CommitInDoubtError
from storage.work.trouble import trouble

Settle = Callable[[Callable[[Connection], object]], Awaitable[None]]
"""Has a function run in the database, however long that is in trouble."""

MOST_TRIES = 5
"""How often this process tries to make something of a row; an outage of Telegram or of mail counts for nothing here."""

_PAUSE = timedelta(seconds=5)
_TROUBLED = timedelta(seconds=2)
_UNREAD = 0.5
"""Seconds after which the outbox is read again when it could not be."""


class Taking:
    """Takes the heads of lanes, all of mail or all but those, under a lease (real time)."""

    def __init__(self, way: Way, settle: Settle, lease: timedelta, *, by_mail: bool = False) -> None:
        self._way, self._settle, self._lease, self._by_mail = way, settle, lease, by_mail
        self._tries: Counter[int] = Counter()
        self._log = log("bot.taking")

    async def claim(self, room: int, busy: Collection[str]) -> list[Sending]:
        """At most so many, from lanes that are not busy; none where the database cannot say."""
        now, way = self._way.real(), self._way
        claim = partial(
            outbox.claim,
            worker=way.name,
            now=now,
            lease=self._lease,
            limit=room,
            by_mail=self._by_mail,
            busy=busy,
            doubted=None if self._by_mail else partial(in_doubt, real=now),
        )
        try:
            return await way.work.run(claim)
        except CommitInDoubtError as error:
            self._log.error("nobody knows what was taken from the outbox; it is given back", why=fault(error))
            await self._settle(lambda conn: outbox.unclaim(conn, way.name, now + self._lease))
        except Exception as error:
            self._log.error("the outbox cannot be read", exc_info=error)
            await asyncio.sleep(_UNREAD)
        return []

    async def unmade(self, message: Sending, error: Exception, give_up: Callable[[str], Awaitable[None]]) -> None:
        """Give back a row of which nothing could be made, unmarked. After a few faults of ours it is given up."""
        now = self._way.real()
        if why := trouble(error):
            self._log.error("the database is in trouble; a message goes back and waits for it", row=message.id, why=why)
            await self._settle(lambda conn: outbox.wait(conn, message, now + _TROUBLED))
            return
        self._log.error("a message cannot be made", row=message.id, kind=message.kind, exc_info=error)
        self._tries[message.id] += 1
        if self._tries[message.id] >= MOST_TRIES:
            del self._tries[message.id]
            await give_up(fault(error))
        else:
            await self._settle(lambda conn: outbox.again(conn, message, now + _PAUSE, fault(error)))
