"""The bot of the simulation: built of its real parts, moved on step by step, killed, built anew on its database."""

import asyncio
from collections.abc import Callable, Coroutine
from datetime import datetime, timedelta
from random import Random
from typing import Any

from sqlalchemy import func, select

from bot.alerts.nightly import Nightly
from bot.alerts.watch import Post, Watch
from bot.bootstrap import App, build
from bot.greeting import introduce
from bot.poller import Poller
from bot.replanning import replan_all
from bot.setbacks import Setbacks
from bot.settings import Settings
from bot.source import storing
from bot.telegram import make_bot
from sandbox.chats.world import World
from storage import journal
from storage import lanes as lane_rows
from storage.tables import inbox, lanes, outbox
from tests.months.database import Database, KilledError, database
from tests.months.noting import NotingSender, Sends
from tests.months.times import Times
from tests.months.weather import Reaper, Weather
from tests.months.wire import Wire
from workflow.words import OfficeId

_SOON = timedelta(minutes=2)
_MOST_ROUNDS = 60
HOUR, QUARTER = 3600.0, 6 * 3600.0


class Life:
    """One bot after another; `app` is the one that lives now, `work` its database."""

    app: App
    work: Database

    def __init__(self, settings: Settings, world: World, times: Times, weather: Weather, dice: Random) -> None:
        self._settings, self.world, self._times = settings, world, times
        self.weather, self.dice = weather, dice
        self.reaper = Reaper(self._dies)
        self.sends = Sends()
        self.confirmed: set[int] = set()
        self._running = asyncio.Event()
        self._ticks_at = self._sweeps_at = self._watches_at = 0.0

    async def begins(self) -> None:
        """Start, or start again, as `bot.starting.start` does; a kill may come in the midst of it."""
        while not await self._survives(self._start()):
            pass

    async def ends(self) -> None:
        """Throw everything away."""
        await self.work.close()

    async def settles(self) -> None:
        """Let the bot work till nothing is left to do but what must wait for minutes."""
        for _ in range(_MOST_ROUNDS if self._times.passed > self.weather.outage_till else 2):
            if not await self._round():
                soon = await self.work.read(self._next)
                if soon is None or soon > self._times.now() + _SOON:
                    return
                self._times.pass_till(soon)
                self._times.sleep(0.001)

    async def _start(self) -> None:
        self.work = database(self._settings.database_url, self.reaper.point)
        self.wire = Wire(make_bot(self._settings), self.world, self.weather, self.dice, self.confirmed)
        self.app = app = await build(self._settings, work=self.work, telegram=self.wire)
        app.sender = NotingSender(app.way, self.sends, self.wire)
        app.gate._seconds = app.way.seconds = app.ticker._forgetting.watch.monotonic = self._times.monotonic
        store = storing(app.work, str(app.telegram.bot.id), app.bells)
        self.poller = Poller(app.telegram.ask, store, 0, back=app.way.back, all_in=app.gate.all_in)
        await app.work.run(lambda conn: lane_rows.forget_leases(conn, app.name))
        self.watch = watching(app, self._times.monotonic)
        self.setbacks = Setbacks(app.work, seconds=self._times.monotonic)
        await self.setbacks.at_start()
        await replan_all(app.work, app.clock.now())
        await introduce(app)

    async def _round(self) -> bool:
        """Every loop of the bot goes round once. Whether any of them had something to do."""
        before = self.wire.done, self.sends.claimed
        if not await self._survives(self._everybody()):
            await self.begins()
            return True
        return (self.wire.done, self.sends.claimed) != before

    async def _everybody(self) -> None:
        app, before = self.app, self.sends.claimed
        await self.poller.once()
        if self._times.passed >= self._ticks_at:
            await self.setbacks.look()
            if not self._settings.alone:
                await app.lead.once()
            if app.lead.mine and await app.gate.opened():
                await self._ticks()
        async with asyncio.TaskGroup() as group:
            self.sends.claimed += await app.worker.once(group, self._running)
            await asyncio.sleep(0)
            self.sends.claimed += await app.sender.once(group, self._running)
            if self.sends.claimed == before or self.dice.random() < 0.2:
                group.create_task(self._shows())

    async def _ticks(self) -> None:
        self._ticks_at = self._times.passed + 1
        for job in self.app.ticker.jobs:
            await job()
        await self._now_and_then()

    async def _now_and_then(self) -> None:
        """Four times a day what is over is forgotten, once an hour the watch looks."""
        if self._times.passed >= self._sweeps_at:
            self._sweeps_at = self._times.passed + QUARTER
            await self.app.ticker.sweep()
        if self._times.passed >= self._watches_at:
            self._watches_at = self._times.passed + HOUR
            await self.watch.once()

    async def _shows(self) -> None:
        await self.app.refresher.once()

    async def _survives(self, doing: Coroutine[Any, Any, None]) -> bool:
        """Whether it came to its end; else the bot was killed in the midst of it, and nothing of it lives on."""
        try:
            await doing
        except KilledError:
            pass
        except BaseExceptionGroup as errors:
            if others := _but_kills(errors):
                raise others from None
        else:
            return True
        self.work.dead = False
        await self.work.close()
        return False

    def _dies(self) -> None:
        self.work.dead = True

    def _next(self, conn: Any) -> datetime | None:
        """When something that was put off may be tried again."""
        unsent, other = outbox.c.status.in_(("new", "sending")), lanes.c.worker != self.app.name
        waits = (
            select(func.min(outbox.c.not_before)).where(unsent),
            select(func.min(inbox.c.not_before)).where(inbox.c.status == "new"),
            select(func.min(lanes.c.paused_until)).where(lanes.c.paused_until > self._times.now()),
            select(func.min(lanes.c.leased_until)).where(lanes.c.leased_until > self._times.now(), other),
        )
        found = [at for wait in waits if (at := conn.scalar(wait)) is not None and at > self._times.now()]
        return min(found, default=None)


def watching(app: App, seconds: Callable[[], float]) -> Watch:
    """The bot's watch, by virtual time; it walks through the journals in this very thread, and knows no disk."""

    async def walk(office: OfficeId) -> journal.BrokenLink | None:
        return await app.work.read(lambda conn: journal.verify(conn, office))

    return Watch(Post(app.work, app.clock, app.bells, Nightly(app.work, walk), seconds=seconds))


def _but_kills(errors: BaseExceptionGroup[BaseException]) -> BaseExceptionGroup[BaseException] | None:
    return errors.split(lambda one: isinstance(one, KilledError))[1]
