"""`run`: everything at once, till it is told to stop."""

import asyncio
import os
import sys
from collections.abc import Callable
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from bot.bootstrap import App, build
from bot.clock import Clock, FileClock, SimulatedClock, SystemClock, parse_start, wall_now
from bot.commands.office import store_procedures
from bot.filling import fill_words
from bot.first_start import show_way_in
from bot.greeting import greet, introduce, look_at_groups
from bot.health.life import Phase
from bot.logs import fault, log, set_up
from bot.points import arm
from bot.poller import CannotPollError
from bot.replanning import replan_all
from bot.setbacks import Setbacks
from bot.settings import BadSettingsError, Settings, load_settings
from bot.stopping import bound, briefly, finished, heed
from storage import lanes
from storage.alone import alone
from storage.migrations import NewerDatabaseError, upgrade
from storage.offices import all_offices
from storage.work import BadUrlError, Work
from storage.work.trouble import trouble
from workflow.procedure import BadProcedureError

STOPPED, AWAY, BAD_SETTINGS, NEWER_DATABASE, REFUSED = 0, 1, 2, 3, 4


class DatabaseAwayError(ValueError):
    """The database is in trouble that may pass, as a server that starts later than the bot; a later start may do."""


def main(
    clock_start: str = "",
    clock_speed: float = 1.0,
    clock_file: Path | None = None,
    end: Callable[[int], None] = lambda code: None,
) -> int:
    """Run the bot. Returns the exit code: 2 for settings, 3 for a newer database, 4 where Telegram refuses.

    `end` is called with the code once a stop is over and everything is closed; it may end the process there.
    """
    try:
        settings = load_settings(Settings)
        _refuse_simulation(settings, clock_start, clock_speed, clock_file)
    except ValueError as error:
        return _told(str(error), BAD_SETTINGS)
    set_up(settings.log_level, settings.log_format, settings.secrets)
    arm(os.environ)
    try:
        with alone(settings.database_url):
            return asyncio.run(_run(settings, clock_start, clock_speed, clock_file, end))
    except DatabaseAwayError as error:
        return _told(str(error), AWAY)
    except (BadUrlError, BadSettingsError, BadProcedureError, ValueError) as error:
        return _told(str(error), BAD_SETTINGS)
    except NewerDatabaseError as error:
        return _told(str(error), NEWER_DATABASE)
    except CannotPollError as error:
        return _told(str(error), REFUSED)


async def serve(app: App, stop: asyncio.Event, bounded: Callable[[int], None] = lambda code: None) -> None:
    """Run all loops till `stop`; then take nothing new, finish what is under way, and give back what was leased.

    `bounded` is told at `stop`, whoever set it, with which exit code the process ends should all this take too long.
    """
    app.health.life.phase = Phase.RUNNING
    try:
        async with asyncio.TaskGroup() as group:
            watchdog = group.create_task(app.health.systemd.run())
            source = group.create_task(_bring(app, stop), name="Source")
            parts = (app.lead, app.worker, app.sender, app.mailer, app.refresher, app.ticker, app.watch, app.intake)
            loops = [group.create_task(part.run(stop), name=type(part).__name__) for part in parts if part]
            await stop.wait()
            bounded(_code(app))
            _take_nothing_new(app)
            watchdog.cancel()
            source.cancel()
            await finished([source, *loops])
    finally:
        # Also of what was cut short: another process, or the next one, goes on with it at once.
        await briefly("leases", app.work.run(lambda conn: lanes.forget_leases(conn, app.name)))
    if app.lead.outdated:
        raise app.lead.outdated
    if fault := app.fault or app.way.fault:
        raise CannotPollError(fault)


def _code(app: App) -> int:
    """The exit code of a process that is told to stop now."""
    if app.lead.outdated:
        return NEWER_DATABASE
    return REFUSED if app.fault or app.way.fault else STOPPED


def _take_nothing_new(app: App) -> None:
    log("bot").info("told to stop: takes nothing new")
    app.health.life.phase = Phase.STOPPING
    app.health.systemd.stopping()
    app.bells.ring_all()


async def start(app: App) -> None:
    """Bring the database up to the code, end leases of an earlier life, say hello to Telegram."""
    try:
        await upgrade(app.work, wall_now())
    except (OSError, SQLAlchemyError) as error:
        words = f"DATABASE_URL: the database cannot be used ({fault(error)}); check that it runs"
        raise (DatabaseAwayError(words) if trouble(error) else ValueError(words)) from error
    for file in await store_procedures(app.work, app.settings.procedures_dir):
        log("bot").info("a procedure is new or has changed", file=file)
    await app.work.run(lambda conn: lanes.forget_leases(conn, app.name))
    await Setbacks(app.work).at_start()
    await replan_all(app.work, app.clock.now())
    await fill_words(app.work)
    app.health.life.phase = Phase.MIGRATED
    me = await introduce(app)
    await greet(app)
    await look_at_groups(app, me)
    if app.intake:
        await app.intake.open()
    await show_way_in(app)
    log("bot").info("running", bot=app.way.bot, mode=app.settings.mode, now=app.clock.now().isoformat())


async def _run(
    settings: Settings, clock_start: str, clock_speed: float, clock_file: Path | None, end: Callable[[int], None]
) -> int:
    stop = asyncio.Event()
    heed(stop)
    app = await build(settings, clock=await _clock(settings, clock_start, clock_speed, clock_file))
    try:
        await app.health.open()
        if await _before(stop, app):
            await serve(app, stop, bound)
    finally:
        await app.close()
    log("bot").info("stopped")
    end(STOPPED)
    return STOPPED


async def _before(stop: asyncio.Event, app: App) -> bool:
    """Start, unless told to stop in the meantime, as when Telegram cannot be reached. Whether it started."""
    async with asyncio.TaskGroup() as group:
        starting = group.create_task(_caught(app))
        beside = (group.create_task(stop.wait()), group.create_task(app.health.systemd.run()))
        await asyncio.wait((starting, beside[0]), return_when=asyncio.FIRST_COMPLETED)
        for task in (starting, *beside):
            task.cancel()
    trouble = None if starting.cancelled() else starting.result()
    if trouble is not None:
        raise trouble
    return not stop.is_set()


async def _caught(app: App) -> Exception | None:
    """Start, and give back what went wrong: a task group would wrap it."""
    try:
        await start(app)
    except Exception as error:
        return error
    return None


async def _bring(app: App, stop: asyncio.Event) -> None:
    """Bring updates. Where that has become useless, all stops in good order."""
    try:
        if app.source.shared:
            await app.source.run()
        else:
            await app.lead.while_mine(stop, app.source.run)
    except CannotPollError as error:
        app.fault = str(error)
        stop.set()


async def _clock(settings: Settings, start_at: str, speed: float, file: Path | None) -> Clock:
    if file is not None:
        return FileClock(file)
    if not start_at:
        return SystemClock()
    return SimulatedClock(parse_start(start_at, await _zone(settings)), speed)


async def _zone(settings: Settings) -> str:
    """The zone of the first office; UTC where none is loaded yet."""
    async with await Work.open(settings.database_url) as work:
        await upgrade(work, wall_now())
        found = await work.read(all_offices)
    return found[0].office.timetable.zone if found else "UTC"


def _refuse_simulation(settings: Settings, start_at: str, speed: float, file: Path | None) -> None:
    simulated = bool(start_at) or speed != 1.0 or file is not None
    if simulated and settings.real_telegram:
        raise ValueError(
            "--clock-start, --clock-speed, --clock-file: people of the real Telegram live in real time; "
            "set TELEGRAM_API_SERVER to a local server, as python -m sandbox serve runs one"
        )
    if speed <= 0:
        raise ValueError(f"--clock-speed {speed:g}: write a number above 0")
    if speed != 1.0 and not start_at:
        raise ValueError("--clock-speed: give --clock-start too")


def _told(words: str, code: int) -> int:
    sys.stderr.write(f"{words}\n")
    return code
