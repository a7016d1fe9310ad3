"""`run`: everything at once, till it is told to stop."""

import asyncio
import os
import sys
from collections.abc import Callable
from pathlib import Path

from bot.bootstrap import App, build
from bot.health.life import Phase
from bot.logs import log, set_up
from bot.points import arm
from bot.poller import CannotPollError
from bot.settings import Settings, load_settings
from bot.simulating import Simulation
from bot.starting import MENDABLE, DatabaseAwayError, started, will_pass
from bot.stopping import bound, briefly, finished, heed
from storage import lanes
from storage.alone import alone
from storage.migrations import NewerDatabaseError

STOPPED, AWAY, BAD_SETTINGS, NEWER_DATABASE, REFUSED = 0, 1, 2, 3, 4


def main(
    clock_start: str = "",
    clock_speed: float = 1.0,
    clock_file: Path | None = None,
    end: Callable[[int], None] = lambda code: None,
) -> int:
    """Run the bot. Returns the exit code: 2 for settings, 3 for a newer database, 4 where Telegram refuses.

    1 is for a database in trouble that may pass. What is unforeseen comes out (bot.logs.catch_crashes): it is told in
    one line, without the values that it was about, and the code is 1 as well.

    `end` is called with the code once a stop is over and everything is closed; it may end the process there.
    """
    simulation = Simulation(clock_start, clock_speed, clock_file)
    try:
        settings = load_settings(Settings)
        simulation.refuse(settings)
    except ValueError as error:
        return _told(str(error), BAD_SETTINGS)
    set_up(settings.log_level, settings.log_format, settings.secrets)
    arm(os.environ)
    try:
        with alone(settings.database_url):
            return asyncio.run(_run(settings, simulation, end))
    except DatabaseAwayError as error:
        return _told(str(error), AWAY)
    except MENDABLE as error:
        return _told(str(error), AWAY if will_pass(error) else BAD_SETTINGS)
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


async def _run(settings: Settings, simulation: Simulation, end: Callable[[int], None]) -> int:
    stop = asyncio.Event()
    heed(stop)
    app = await build(settings, clock=await simulation.clock(settings))
    try:
        await app.health.open()
        if await started(stop, app):
            await serve(app, stop, bound)
    finally:
        await app.close()
    log("bot").info("stopped")
    end(STOPPED)
    return STOPPED


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


def _told(words: str, code: int) -> int:
    sys.stderr.write(f"{words}\n")
    return code
