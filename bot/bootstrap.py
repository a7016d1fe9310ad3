"""Builds the bot of its parts. Tests replace any of them."""

import time
from dataclasses import dataclass, field
from functools import lru_cache

from aiogram import Dispatcher
from aiogram.fsm.strategy import FSMStrategy

import bot.joining  # noqa: F401 - it makes known who carries out what is asked about the office's people
from bot.alerts.clocks import OwnClock
from bot.alerts.nightly import Nightly, verifying
from bot.alerts.watch import Post, Watch
from bot.bells import Bells
from bot.buckets import Buckets, Rates
from bot.clock import SystemClock
from bot.fsm import TurnStorage
from bot.gate import Gate
from bot.health.making import Health, database_folder, make_health
from bot.intake.server import Desk, Intake, listening
from bot.leading import Lead, LedWork
from bot.listening import Listener
from bot.logs import log
from bot.mail.mailer import Mailer, make_mailer
from bot.naming import ALONE, made_name
from bot.points import point
from bot.refresher import Refresher
from bot.sender import Sender
from bot.setbacks import Setbacks
from bot.settings import Settings
from bot.source import Source, make_source
from bot.stopping import briefly
from bot.telegram import Telegram, make_bot
from bot.ticker import Ticker
from bot.tools import Feed, Tools
from bot.way import Way
from bot.worker import Worker
from handlers.routers import routers
from storage.private import shut
from storage.work import Work
from workflow.ports import Clock


@dataclass(slots=True)
class App:
    """All parts of a running bot. `name` is under whose leases it works."""

    settings: Settings
    work: Work
    telegram: Telegram
    clock: Clock
    bells: Bells
    way: Way
    source: Source
    worker: Worker
    sender: Sender
    mailer: Mailer | None
    refresher: Refresher
    ticker: Ticker
    lead: Lead
    gate: Gate
    name: str
    health: Health
    watch: Watch
    intake: Listener | None = None
    fault: str = field(default="")

    async def close(self) -> None:
        """Let go of the network and the database; what cannot be done quickly is left to the end of the process."""
        if self.intake:
            await briefly("the intake interface", self.intake.close())
        await briefly("the way to Telegram", self.telegram.close())
        await briefly("the health pages", self.health.close())
        await briefly("the database", self.work.close())


async def build(
    settings: Settings,
    *,
    clock: Clock | None = None,
    work: Work | None = None,
    telegram: Telegram | None = None,
    source: Source | None = None,
    feed: Feed | None = None,
) -> App:
    """Build the bot. Whatever is given is taken instead of what the settings ask for.

    Raises storage.work.BadUrlError where DATABASE_URL names no database.
    """
    clock, bells, name = clock or SystemClock(), Bells(), worker_name(settings)
    work = work or await _opened(settings, name)
    health = make_health(settings, database_folder(settings.database_url), work, clock, bells.pulse)
    telegram = telegram or Telegram(make_bot(settings), health.calls.heard)
    way = _way(settings, work, telegram, clock, bells, name)
    lead = Lead(work, name, alone=settings.alone, share=way.buckets.share)
    health.life.leads = lambda: lead.mine
    gate = Gate(work)
    if source is not None:
        gate.all_in()  # one that is given brings what a test wants, when it wants
    tools = Tools(
        work=work,
        bot=telegram.bot,
        feed=feed or dispatcher().feed_update,
        call=telegram.call,
        clock=clock,
        bells=bells,
        name=name,
        settle=settings.album_wait,
        locale=settings.default_locale,
        lanes=settings.workers,
        mail=settings.by_mail,
    )
    return App(
        settings=settings,
        work=work,
        telegram=telegram,
        clock=clock,
        bells=bells,
        way=way,
        source=source or make_source(settings, telegram, work, bells, gate, way.back),
        worker=Worker(tools),
        sender=Sender(way),
        mailer=make_mailer(settings, way, telegram),
        refresher=Refresher(way, settings.refresh_seconds, lambda: lead.mine),
        ticker=_ticker(settings, work, clock, bells, lead, gate),
        lead=lead,
        gate=gate,
        name=name,
        health=health,
        watch=_watch(settings, LedWork(work, lead), clock, bells, lead, OwnClock(work, name)),
        intake=_intake(settings, work, clock, bells),
    )


async def _opened(settings: Settings, name: str) -> Work:
    """The database; a file that the world may read is shut before anything is written to it."""
    for file in shut(settings.database_url):
        log("bot").warning("the file could be read by everybody; now only its owner may", file=file.name)
    return await Work.open(settings.database_url, point, name)


@lru_cache(maxsize=1)
def dispatcher() -> Dispatcher:
    """aiogram's dispatcher with all conversations; made once, since a router belongs to one only."""
    made = Dispatcher(storage=TurnStorage(), fsm_strategy=FSMStrategy.USER_IN_CHAT)
    made.include_routers(*routers())
    return made


def worker_name(settings: Settings) -> str:
    """Under which name leases are taken. One process works on a SQLite file; on PostgreSQL there may be more."""
    return ALONE if settings.alone else made_name(settings.bot_token.get_secret_value())


def _ticker(settings: Settings, work: Work, clock: Clock, bells: Bells, lead: Lead, gate: Gate) -> Ticker:
    """The ticker writes only while this process leads; that the clock was put back concerns every process."""
    led, back = LedWork(work, lead), Setbacks(work)
    seconds, mail, keep = settings.tick_seconds, settings.by_mail, settings.keeping
    return Ticker(led, clock, bells, seconds, mail, lambda: lead.mine, keep=keep, setbacks=back, gate=gate)


def _watch(settings: Settings, work: Work, clock: Clock, bells: Bells, lead: Lead, own: OwnClock) -> Watch:
    """The watch over the bot itself; of the disk it knows where the database is a file."""
    folder = database_folder(settings.database_url) if settings.alone else None
    nightly = Nightly(work, verifying(settings.database_url))
    chat, locale = settings.alerts_chat, settings.default_locale
    return Watch(Post(work, clock, bells, nightly, chat, locale, folder, mine=lambda: lead.mine, own=own))


def _intake(settings: Settings, work: Work, clock: Clock, bells: Bells) -> Listener | None:
    """The intake interface, where the settings give it a token."""
    if settings.intake_token is None:
        return None
    desk = Desk(work, clock, bells, settings.intake_token.get_secret_value(), settings.intake_max_mb * 1024 * 1024)
    return listening(Intake(desk), settings.intake_host, settings.intake_port)


def _way(settings: Settings, work: Work, telegram: Telegram, clock: Clock, bells: Bells, name: str) -> Way:
    rates = Rates(settings.rate_total, settings.rate_chat, settings.rate_chat_burst, settings.rate_group)
    return Way(
        work=work,
        call=telegram.call,
        clock=clock,
        buckets=Buckets(rates, time.monotonic()),
        bells=bells,
        name=name,
        locale=settings.default_locale,
        mail=settings.by_mail,
    )
