"""Of several processes one asks Telegram for updates and looks at the clock; when it dies another takes its place."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import datetime, timedelta
from typing import TypeVar

from sqlalchemy import Connection

from bot.clock import wall_now
from bot.logs import fault, log
from bot.points import point
from storage import leading, presence
from storage.clocks import shared_now
from storage.errors import Fenced
from storage.migrations import TablesChangedError
from storage.migrations.upgrade import newest, still_at
from storage.work import Work

T = TypeVar("T")

JOB = "leader"
TERM = timedelta(seconds=15)
"""Real time for which the lead lasts when nobody renews it, and for which a silent process is taken to live."""

RENEW = TERM.total_seconds() / 3
"""Seconds between two renewals."""

_AFTER = 0.1
"""Seconds after the end of another's term at which the lead is asked for: he may have died."""


class Lead:
    """Whether this process leads. One that is alone, as every one on SQLite is, always does and writes nothing."""

    def __init__(self, work: Work, name: str, alone: bool, share: Callable[[int], None] = lambda _: None) -> None:
        """`share` is told how many processes live, this one among them."""
        self._work, self._name, self._alone, self._share = work, name, alone, share
        self._fence: int | None = None
        self._till = 0.0
        self._renewed = 0.0
        self._other = RENEW
        self._holding: set[object] = set()
        self._said = False
        self._changed = asyncio.Event()
        self.outdated: TablesChangedError | None = None
        """Why this process must stop: a newer one has changed the tables under it."""
        self._revision = newest()  # of this process, whatever code lies on the disk later
        self._log = log("bot.leading")

    @property
    def mine(self) -> bool:
        """Whether this process leads now, as far as it knows: a term that was not renewed in time has ended."""
        return self._alone or (self._fence is not None and time.monotonic() < self._till)

    async def proved(self, work: Work, fn: Callable[[Connection], T]) -> T:
        """Run the function in a transaction that nobody else can lead before its end. Raises Fenced where one does."""
        if self._alone:
            return await work.run(fn)
        this = object()
        try:
            result, renewed = await work.run(lambda conn: self._held(conn, fn, this))
        finally:
            self._holding.discard(this)
        self._renewed = renewed or self._renewed
        return result

    def _held(self, conn: Connection, fn: Callable[[Connection], T], this: object) -> tuple[T, float | None]:
        """What the function gives, and when the lead was renewed with it, by `time.monotonic`."""
        if (fence := self._fence) is None:
            raise Fenced(JOB, -1)
        leading.hold(conn, JOB, fence)
        self._holding.add(this)
        result, now = fn(conn), time.monotonic()
        if now - self._renewed < 2 * RENEW:
            return result, None
        leading.keep(conn, JOB, fence, _now(conn) + TERM)  # whoever asked for it meanwhile met this transaction
        return result, now

    async def run(self, stop: asyncio.Event) -> None:
        """Stand for the lead, and keep it, till told to stop. What is led may be under way still.

        At its end the process gives back all its leases, this one with them (storage.lanes.forget_leases). It tells all
        of itself to stop where another version has changed the tables. On SQLite that cannot be: one process has the
        file.
        """
        while not stop.is_set() and not self._alone:
            await self.once()
            if self.outdated:
                stop.set()
            with suppress(TimeoutError):
                async with asyncio.timeout(self.next_look):
                    await stop.wait()
        await stop.wait()

    @property
    def next_look(self) -> float:
        """Seconds till the lead is to be asked for again: in time to renew it, or when another's term has ended."""
        return min(RENEW, self._other + _AFTER)

    async def once(self) -> None:
        """Take the lead where it is free, or renew it; say that this process lives, and free what the dead held."""
        begun, self._other = time.monotonic(), RENEW
        try:
            self._share(await self._work.run(self._here))
            if freed := await self._work.run(lambda conn: presence.bury(conn, _now(conn))):
                self._log.warning("a process was silent; what it had in hand is taken up", leases=freed)
            await self._ask(begun)
        except TablesChangedError as error:
            self.outdated, self._fence = error, None
            self._log.error("another version has changed the tables; this process stops", revision=error.revision)
        except Exception as error:
            self._log.warning("the lead could not be asked for", why=fault(error))
        # Held against what was said last: a process that was frozen finds its term over before it has asked.
        if self.mine != self._said:
            self._said = self.mine
            self._log.info("leads now" if self.mine else "does not lead any more", name=self._name)
            self._changed.set()

    async def _ask(self, begun: float) -> None:
        """Ask for the lead. Where a transaction holds it, it is as it was: another's question is over in a moment.

        What this process itself writes as the leader keeps the lead from all, so its term cannot end meanwhile.
        """
        try:
            self._fence, self._other = await self._work.run(self._lead)
            self._renewed = begun
        except leading.HeldError:
            if not self._holding:
                return
        self._till = begun + TERM.total_seconds()

    def _here(self, conn: Connection) -> int:
        """This process lives, and knows the tables. Returns how many live.

        Raises TablesChangedError where it does not know them any more.
        """
        still_at(conn, self._revision)
        now = _now(conn)
        presence.here(conn, self._name, now + TERM)
        return presence.living(conn, now)

    def _lead(self, conn: Connection) -> tuple[int | None, float]:
        """The fence where the lead is this process's, and for how many seconds it is another's."""
        now = _now(conn)
        if (fence := leading.lead(conn, JOB, self._name, now, now + TERM)) is not None:
            return fence, RENEW
        _, till = leading.leader(conn, JOB)
        return None, max(0.0, (till - now).total_seconds()) if till else RENEW

    async def while_mine(self, stop: asyncio.Event, job: Callable[[], Awaitable[None]]) -> None:
        """Do the job while this process leads, each time anew; what it raises comes out here."""
        while not stop.is_set():
            if self.mine:
                await self._term(job)
            else:
                await self._next_look(stop)

    async def _term(self, job: Callable[[], Awaitable[None]]) -> None:
        """Do the job till it ends by itself or the lead is gone."""
        async with asyncio.TaskGroup() as group:
            doing = group.create_task(_caught(job))
            while self.mine and not doing.done():
                await asyncio.wait((doing,), timeout=1.0)
            doing.cancel()
        if not doing.cancelled() and (error := doing.result()):
            raise error

    async def _next_look(self, stop: asyncio.Event) -> None:
        self._changed.clear()
        with suppress(TimeoutError):
            async with asyncio.timeout(1.0):
                await self._changed.wait()


class LedWork(Work):
    """A unit of work whose every commit proves the lead: who has lost it without knowing can write nothing."""

    def __init__(self, work: Work, lead: Lead) -> None:
        self._work, self._lead = work, lead

    async def run(self, fn: Callable[[Connection], T]) -> T:
        def led(conn: Connection) -> T:
            result = fn(conn)
            point("led:written")
            return result

        return await self._lead.proved(self._work, led)

    async def read(self, fn: Callable[[Connection], T]) -> T:
        return await self._work.read(fn)

    async def close(self) -> None:
        """It belongs to whoever made it."""


def _now(conn: Connection) -> datetime:
    """By one clock for all: that of a machine may be wrong, and must not decide who lives and who leads."""
    return shared_now(conn, wall_now())


async def _caught(job: Callable[[], Awaitable[None]]) -> Exception | None:
    """Do the job, and give back what went wrong: a task group would wrap it."""
    try:
        await job()
    except Exception as error:
        return error
    return None
