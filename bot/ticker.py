"""The ticker: APScheduler only knocks; what is due is in the database."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from sqlalchemy import Connection

from bot.absences import Absences
from bot.bells import Bells
from bot.clock import wall_now
from bot.digests import digest_rounds
from bot.duties import duty_rounds
from bot.gate import Gate
from bot.logs import fault, log
from bot.menus import Menus
from bot.retention.round import Forgetting
from bot.retention.settings import RetentionSettings
from bot.setbacks import Setbacks
from bot.sorting import as_card
from storage import held, timers
from storage.books import SqlBooks
from storage.errors import Fenced
from storage.work import Work
from storage.work.trouble import trouble
from workflow import desk
from workflow.commands import Wake
from workflow.folding import folded
from workflow.notices import Notice
from workflow.ports import Clock
from workflow.words import CardId

AT_ONCE = 50
"""Cards woken in one commit."""

PUT_OFF = timedelta(minutes=5)
"""The office's time after which a card that could not be woken is tried again."""

_MOST_ROUNDS = 20

_NAMES = ("deadlines", "duties", "digests", "menus", "absences")
"""Of the jobs, in the log."""

_WATCH = 5.0
"""Seconds, by a clock that is never put back, between two looks whether the wall's was."""
_LONGEST_TICK = 300.0
"""Seconds after which a tick that does not end is a fault: it wakes a thousand cards at most."""


class Gathering(SqlBooks):
    """Books that keep what is to be told, for the caller to tell."""

    def __init__(self, conn: Connection, now_real: datetime) -> None:
        super().__init__(conn, now_real)
        self.told: list[Notice] = []

    def tell(self, notices: Sequence[Notice]) -> None:
        self.told += notices


class Ticker:
    """Rings what is due by the office's clock, and releases posts that were held long enough by the real one.

    `mine` says whether this process is the one that does so, `gate` whether it may by now.
    """

    def __init__(
        self,
        work: Work,
        clock: Clock,
        bells: Bells,
        seconds: float,
        mail: bool = False,
        mine: Callable[[], bool] = lambda: True,
        keep: RetentionSettings | None = None,
        setbacks: Setbacks | None = None,
        gate: Gate | None = None,
    ) -> None:
        self._mine, self._gate, self._setbacks = mine, gate, setbacks or Setbacks(work)
        self._forgetting = Forgetting(work, clock, keep or RetentionSettings())
        self._work, self._clock, self._bells, self._seconds, self._mail = work, clock, bells, seconds, mail
        self._duties = duty_rounds(work, clock, bells)
        self._absences = Absences(work, clock, bells, mail)
        self._digests = digest_rounds(work, clock, bells)
        self._menus = Menus(work, bells)
        self._at_work, self._idle = 0, asyncio.Event()
        self._idle.set()
        self._log = log("bot.ticker")

    async def run(self, stop: asyncio.Event) -> None:
        """Tick till told to stop; the last tick is finished."""
        scheduler = AsyncIOScheduler(timezone="UTC")
        always = {"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
        for name, job in zip(_NAMES, self.jobs, strict=True):
            led = partial(self._if_mine, job)
            scheduler.add_job(led, "interval", seconds=self._seconds, next_run_time=wall_now(), name=name, **always)
        sweep = partial(self._if_mine, self.sweep)
        scheduler.add_job(sweep, "interval", hours=1, next_run_time=wall_now(), name="forgetting", **always)
        scheduler.start()
        try:
            while not await _set_within(stop, _WATCH):
                await self._look_at_clock(scheduler)
            scheduler.pause()
            await self._idle.wait()
        finally:
            scheduler.shutdown(wait=False)

    async def _look_at_clock(self, scheduler: AsyncIOScheduler) -> None:
        """Where the clock was put back, the scheduler would wait till it shows what it showed before."""
        try:
            if await self._setbacks.look():
                for job in scheduler.get_jobs():
                    job.modify(next_run_time=wall_now())
        except Exception as error:
            self._log.error("the clock was put back, and waits could not be ended yet", why=fault(error))

    @property
    def jobs(self) -> tuple[Callable[[], Awaitable[None]], ...]:
        """What is looked at with every tick."""
        return (self.tick, self._duties.tick, self._digests.tick, self._menus.tick, self._absences.tick)

    async def _if_mine(self, job: Callable[[], Awaitable[None]]) -> None:
        """Of several processes one looks at the clock."""
        if job == self.tick:
            self._bells.pulse.beat("ticker", _LONGEST_TICK)
        if not self._mine():
            return
        self._at_work += 1
        self._idle.clear()
        try:
            if job == self.sweep or self._gate is None or await self._gate.opened():
                await job()
        except Fenced:
            self._log.warning("another process leads by now; nothing of this was written")
        finally:
            self._at_work -= 1
            if not self._at_work:
                self._idle.set()

    async def tick(self) -> None:
        """Everything that is due now; rounds are bounded, the rest waits for the next tick."""
        for _ in range(_MOST_ROUNDS):
            if not await self._work.read(self._anything_due):
                return
            count = await self._round(self._wake) + await self._round(self._release)
            if not count:
                return
            self._bells.ring_outward()
            if count < AT_ONCE:
                return

    def _anything_due(self, conn: Connection) -> bool:
        """Mostly there is nothing, and then nobody is kept from writing."""
        return bool(timers.due(conn, self._clock.now(), 1) or held.due(conn, wall_now(), 1))

    async def sweep(self) -> None:
        """Forget what has been kept for long enough."""
        await self._forgetting.once()

    async def _round(self, fn: Callable[[Connection, datetime, datetime], int]) -> int:
        now, real = self._clock.now(), wall_now()
        return await self._work.run(lambda conn: fn(conn, now, real))

    def _wake(self, conn: Connection, now: datetime, real: datetime) -> int:
        """What rings in one go is told in one go: many late cards make one message for each hearer."""
        cards, told = timers.due(conn, now, AT_ONCE), list[Notice]()
        woken = sum(self._one(conn, partial(self._wake_one, conn, card, now, real, told), card=card) for card in cards)
        SqlBooks(conn, real, self._mail).tell(folded(told))
        return woken

    def _wake_one(self, conn: Connection, card: CardId, now: datetime, real: datetime, told: list[Notice]) -> None:
        books = Gathering(conn, real)
        desk.do(Wake(card), books, now)
        told += books.told

    def _release(self, conn: Connection, now: datetime, real: datetime) -> int:
        waiting = held.due(conn, real, AT_ONCE)
        return sum(
            self._one(conn, partial(self._release_one, conn, one, now, real), key=one.post.key) for one in waiting
        )

    def _release_one(self, conn: Connection, waiting: held.Held, now: datetime, real: datetime) -> None:
        """A post that nobody decided on becomes a card of its own, with the deadlines of the moment it came."""
        for one in held.take(conn, waiting.lane, [waiting.post.key]):
            as_card(one, SqlBooks(conn, real, self._mail), now)

    def _one(self, conn: Connection, fn: Callable[[], None], card: CardId | None = None, **about: object) -> int:
        """Do one thing of a batch by itself, so that one that cannot be done keeps no other waiting.

        A card that cannot be woken is left alone for a while, or it would head every batch.
        """
        savepoint = conn.begin_nested()
        try:
            fn()
        except Exception as error:
            if trouble(error):
                raise  # the whole transaction is run again
            savepoint.rollback()
            self._log.error("something due cannot be done", exc_info=error, card=card, **about)
            if card is None:
                return 0
            timers.put_off(conn, card, self._clock.now() + PUT_OFF)
            return 1
        savepoint.commit()
        return 1


async def _set_within(stop: asyncio.Event, seconds: float) -> bool:
    """Wait, so long at most. Whether it is set."""
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await stop.wait()
    return stop.is_set()
