"""The simulation: days of an office, each a few dozen steps in which people act, faults strike and time passes."""

import asyncio
import hashlib
import os
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, func, select

from bot.settings import Settings, load_settings
from sandbox.chats.world import World
from sandbox.drive import moves
from sandbox.drive.setup import chat as make_chat
from storage import timers
from storage.tables import cards, events
from tests.fixtures.tokens import token
from tests.months import offices
from tests.months.checks import Checks, kept_too_long, newest_shown, nothing_waits
from tests.months.hearing import heard
from tests.months.life import Life
from tests.months.people import Somebody
from tests.months.staffing import Staffing
from tests.months.times import Times, VirtualLoop, virtual
from tests.months.weather import CALM, STORM, WIND, Weather

START = datetime.fromisoformat("2026-03-02T06:00:00+12:00")
ZONE = ZoneInfo("Asia/Kamchatka")
_TOKEN = token(4242)
_WRITERS = {1001, 1007, 2001}
_KILL, _OUTAGE, _JUMP = 0.01, 0.031, 0.035
"""Throws of the dice by which these happen: in each run once at least."""

_LEAST = timedelta(minutes=5)
_KEPT = (1, 1, 5)
"""Days after which cards that were closed lose what was said in them."""

_SLACK = timedelta(days=1)
"""By so much a card may have been closed by a clock that was set wrong."""

_BARS = 6 * 3600.0
"""Seconds after which bars are drawn anew: seldom, since that takes most of the time of a simulated day."""

LEAST = {"kills": 1, "jumps": 2, "outages": 1, "refused": 1, "repeated": 1, "pings": 5}
"""How often it must have befallen the office at least. A clock that was set wrong is set right again, too."""

MONTH = 30
"""Days from which on cards must have lost words: first a clock is watched for a day, and each kill begins that anew."""


@dataclass
class Log:
    """What was done, and what came of it."""

    deeds: list[str] = field(default_factory=list)
    hashes: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    first_day: str = ""
    """The digest as it was when the first day was over."""
    counted: dict[str, int] = field(default_factory=dict)
    days: int = 0

    @property
    def digest(self) -> str:
        """All deeds and all hashes in one."""
        return hashlib.sha256("\n".join([*self.deeds, *self.hashes]).encode()).hexdigest()

    @property
    def missing(self) -> list[str]:
        """What a run must have seen to show anything, and has not."""
        return [what for what, least in least_of(self.days).items() if self.counted.get(what, 0) < least]


def least_of(days: int) -> dict[str, int]:
    """How often it must have befallen the office in so many days; a few days may end no card, and erase none."""
    return {**LEAST, "closed": days // 3, "erased": days // 4 if days >= MONTH else 0}


def seeds(*usual: int) -> list[int]:
    """The seeds of a test; OTKLIK_SEED names the one to be replayed."""
    asked = os.environ.get("OTKLIK_SEED", "")
    return [int(asked)] if asked else list(usual)


def simulate(seed: int, days: int, url: str, folder: Path, calm: int = 1) -> Log:
    """So many days, and calm ones after them, on a database with both offices in it and nothing else."""
    times = Times(START)
    runner = asyncio.Runner(loop_factory=lambda: VirtualLoop(times))
    with heard() as errors, virtual(times, f"months-{seed}"), runner:
        return runner.run(Month(seed, url, folder, times, errors).lives(days, calm))


def town_of() -> World:
    """Everybody, the bot, and both groups with all of them but the stranger."""
    world = World()
    world.add_bot(4242, _TOKEN, username="otklik_test_bot", can_read_all_group_messages=True)
    for account in offices.EVERYBODY:
        world.users[account] = {"id": account, "is_bot": False, "first_name": f"Человек {account}"}
    members = [*(one for one in offices.EVERYBODY if one != offices.STRANGER), 4242]
    for group in (offices.DISTRICT, offices.TOWN):
        make_chat(world, {"type": "supergroup", "id": group, "title": "Сроки", "members": members})
    return world


def settings_of(url: str, keep_cards_days: int = 0) -> Settings:
    """Settings without rates to wait for: each wait would be another round of all loops."""
    return load_settings(
        Settings,
        bot_token=_TOKEN,
        telegram_api_server="http://127.0.0.1:1",
        database_url=url,
        poll_timeout=0,
        refresh_seconds=_BARS,
        rate_total=1000,
        rate_chat=10,
        rate_chat_burst=20,
        rate_group=600,
        keep_cards_days=keep_cards_days,
    )


def _hashes(conn: Connection) -> list[str]:
    return list(conn.scalars(select(events.c.hash).order_by(events.c.id)))


def _seen(conn: Connection) -> dict[str, int]:
    rows = conn.execute(select(events.c.kind, func.count()).group_by(events.c.kind))
    kinds: dict[str, int] = {row[0]: row[1] for row in rows}
    closed = conn.scalar(select(func.count()).where(cards.c.open.is_(False))) or 0
    known = {"pings": "rang", "opened": "opened", "erased": "erased"}
    return {**{what: kinds.get(kind, 0) for what, kind in known.items()}, "closed": closed}


class Month:
    """One run. Everything that is left to chance is decided by the dice of its seed."""

    def __init__(self, seed: int, url: str, folder: Path, times: Times, errors: list[str]) -> None:
        self._times, self.log, self._errors = times, Log(), errors
        self._dice = Random(f"deeds-{seed}")
        world = self._world = town_of()
        weather = self._weather = Weather(Random(f"weather-{seed}"), times)
        self._kept = Random(f"keep-{seed}").choice(_KEPT)
        settings = settings_of(url, keep_cards_days=self._kept)
        self._life = Life(settings, world, times, weather, Random(f"wire-{seed}"))
        self._checks = Checks(self._life.sends, self._life.confirmed)
        self._people = [Somebody(world, one, Random(f"{seed}-{one}"), one in _WRITERS) for one in offices.EVERYBODY]
        self._wrong, self._outages, self._jumped = timedelta(), 0, 0
        self._sure = [_KILL, _OUTAGE, _JUMP]
        self._staffing = Staffing(folder, Random(f"staff-{seed}"))

    async def lives(self, days: int, calm: int) -> Log:
        """Live so many days, then some calm ones, and look at everything."""
        self.log.days = days
        await self._opens()
        for day in range(days):
            await self._day(day)
            if not day:
                self.log.hashes = await self._life.work.read(_hashes)
                self.log.first_day = self.log.digest
        await self._calms(calm)
        await self._life.ends()
        return self.log

    # ---------------------------------------------------------------- days

    async def _opens(self) -> None:
        await self._life.begins()
        for one in self._people:
            moves.open_chat(self._world, {"user": one.account, "start": True})
        await self._life.settles()

    async def _day(self, day: int) -> None:
        self._weather.chance = STORM if not day else self._dice.choice((CALM, CALM, CALM, WIND, WIND, STORM))
        end = START + timedelta(days=day + 1)
        while self._times.now() < end + self._wrong:
            await self._step(end + self._wrong)
        await self._looks()

    async def _step(self, end: datetime) -> None:
        """Time passes, to the next timer at most; then somebody does something, and the bot works."""
        await self._passes(end)
        self._strikes()
        if self._at_work():
            for one in self._dice.sample(self._people, self._dice.randint(2, 4)):
                self._note(str(one.account), one.acts())
            if self._dice.random() < 0.02:
                await self._is_loaded()
        await self._life.settles()
        self.log.faults += await self._life.work.read(self._checks.step)

    async def _is_loaded(self) -> None:
        """Another process loads an office file; it is not the one that is killed."""
        self._life.reaper.spares = True
        self._note("office", await self._staffing.changes(self._life.app))
        self._life.reaper.spares = False

    async def _passes(self, end: datetime) -> None:
        till = self._times.now() + self._pause()
        ring = await self._life.work.read(timers.next_at)
        soonest = min(till, end, ring or end)
        self._times.pass_till(max(soonest, self._times.now() + _LEAST))

    def _pause(self) -> timedelta:
        if self._at_work():
            return timedelta(minutes=self._dice.choice((10, 30, 60, 90)))
        return timedelta(hours=self._dice.choice((2, 4)))

    def _at_work(self) -> bool:
        here = self._times.now().astimezone(ZONE)
        return here.isoweekday() <= 5 and 9 <= here.hour < 21

    def _strikes(self) -> None:
        """A kill, an outage of hours, a clock that is set wrong and put right again; of the first days each has one."""
        chance = (
            self._sure.pop(0) if self._sure and self._at_work() and self._dice.random() < 0.3 else self._dice.random()
        )
        if chance < 0.03:
            self._life.reaper.left = self._dice.randint(1, 60)
        elif chance < 0.034:
            self._outages += 1
            self._weather.outage_till = self._times.passed + self._dice.uniform(600, 8 * 3600)
            self._note("weather", "an outage begins")
        elif chance < 0.036 or (self._wrong and chance < 0.2):
            self._jumps()

    def _jumps(self) -> None:
        """The clock is set a day wrong, or right again."""
        by = -self._wrong if self._wrong else timedelta(days=self._dice.choice((-1, 1)))
        self._wrong += by
        self._jumped += 1
        self._times.jump(by)
        self._note("clock", f"jumps by {by}")

    # ---------------------------------------------------------------- looking

    async def _calms(self, days: int) -> None:
        """Nobody does anything, nothing fails; then everything must be as it should."""
        self._weather.chance, self._weather.outage_till, self._life.reaper.left = CALM, 0.0, 0
        if self._wrong:
            self._jumps()
        for one in self._people:
            if one.chat.blocked:
                moves.open_chat(self._world, {"user": one.account})
        end = self._times.now() + timedelta(days=days)
        while self._times.now() < end:
            await self._passes(end)
            await self._life.settles()
            self.log.faults += await self._life.work.read(self._checks.step)
        await self._looks()
        work, now = self._life.work, self._times.now()
        self.log.faults += await work.read(lambda conn: self._checks.end(conn, now))
        if days:
            before = now - timedelta(days=self._kept + days) - _SLACK
            for look in (newest_shown, nothing_waits, partial(kept_too_long, before=before)):
                self.log.faults += await work.read(look)
        self.log.hashes = await work.read(_hashes)
        self.log.counted = {
            "deeds": len(self.log.deeds),
            "events": len(self.log.hashes),
            "kills": self._life.reaper.kills,
            "outages": self._outages,
            "jumps": self._jumped,
            **await work.read(_seen),
            "sent": sum(self._life.sends.rows.values()),
            "repeated": self._life.sends.repeated,
            **self._weather.hits,
        }

    async def _looks(self) -> None:
        now = self._times.now()
        found = await self._life.work.read(lambda conn: self._checks.day(conn, now))
        self.log.faults += [f"{now}: {fault}" for fault in (*found, *self._life.sends.faults, *self._errors)]
        self._life.sends.faults.clear()
        self._errors.clear()

    def _note(self, who: str, what: str) -> None:
        if what:
            self.log.deeds.append(f"{self._times.now().astimezone(ZONE):%d.%m %H:%M:%S} {who} {what}")
