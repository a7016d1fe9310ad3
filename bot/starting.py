"""What happens before the loops run: the database is brought up to the code, and Telegram is greeted."""

import asyncio
import errno
import sqlite3

from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from bot.bootstrap import App
from bot.clock import BadClockError, wall_now
from bot.commands.office import store_procedures
from bot.duties import keep_new
from bot.filling import fill_words
from bot.first_start import show_way_in
from bot.greeting import greet, introduce, look_at_groups
from bot.health.life import Phase
from bot.leading import TERM
from bot.logs import fault, log
from bot.naming import bot_of
from bot.printable import visible
from bot.replanning import replan_all
from bot.setbacks import Setbacks
from bot.settings import BadSettingsError
from storage import lanes, presence
from storage.alone import NotAloneError
from storage.clocks import shared_now
from storage.copying_files import CopyError
from storage.migrations import upgrade
from storage.work import BadUrlError, Work
from storage.work.trouble import refused, trouble
from workflow.procedure import BadProcedureError


class AnotherBotError(ValueError):
    """Another bot works on this database; this one would take its messages and send them in vain."""


MENDABLE = (BadSettingsError, BadClockError, BadUrlError, BadProcedureError, NotAloneError, CopyError, AnotherBotError)
"""What is said in our own words, and names a setting or a file that somebody has to mend."""

_NO_ROOM = (errno.ENOSPC, errno.EDQUOT)
_PASSES = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR)
_DAMAGED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


class DatabaseAwayError(ValueError):
    """The database is in trouble that may pass, as a server that starts later than the bot; a later start may do."""


def will_pass(error: BaseException | None) -> bool:
    """Whether this, or what brought it about, passes without anybody's doing: a later start may do.

    It is a database that is busy or away, or a full disk; not a file that is damaged, or that may not be used, nor a
    server that refuses the user.
    """
    if error is None:
        return False
    full = isinstance(error, OSError) and error.errno in _NO_ROOM
    return full or _passes(error) or will_pass(error.__cause__)


def _passes(error: BaseException) -> bool:
    """The database's own word on it; where it has none, whether it is in trouble at all."""
    code = _sqlite(error)
    return bool(trouble(error)) and not refused(error) if code is None else code in _PASSES


def _sqlite(error: BaseException) -> int | None:
    """SQLite's code for it; None where it is not SQLite's."""
    said = error.orig if isinstance(error, DBAPIError) else error
    return getattr(said, "sqlite_errorcode", 0) & 0xFF if isinstance(said, sqlite3.Error) else None


async def started(stop: asyncio.Event, app: App) -> bool:
    """Start, unless told to stop in the meantime, as when Telegram cannot be reached. Whether it started."""
    async with asyncio.TaskGroup() as group:
        starting = group.create_task(_caught(app))
        beside = (group.create_task(stop.wait()), group.create_task(app.health.systemd.run()))
        await asyncio.wait((starting, beside[0]), return_when=asyncio.FIRST_COMPLETED)
        for task in (starting, *beside):
            task.cancel()
    wrong = None if starting.cancelled() else starting.result()
    if wrong is not None:
        raise wrong
    return not stop.is_set()


async def start(app: App) -> None:
    """Bring the database up to the code, end leases of an earlier life, say hello to Telegram."""
    try:
        await upgrade(app.work, wall_now())
    except (OSError, SQLAlchemyError) as error:
        raise _said(error) from error
    await refuse_another_bot(app.work, app.name)
    for file in await store_procedures(app.work, app.settings.procedures_dir):
        log("bot").info("a procedure is new or has changed", file=file)
    await app.work.run(lambda conn: lanes.forget_leases(conn, app.name))
    await Setbacks(app.work).at_start()
    await replan_all(app.work, app.clock.now())
    await app.work.run(lambda conn: keep_new(conn, app.clock.now()))
    await fill_words(app.work)
    app.health.life.phase = Phase.MIGRATED
    me = await introduce(app)
    await greet(app)
    await look_at_groups(app, me)
    if app.intake:
        await app.intake.open()
    await show_way_in(app)
    log("bot").info("running", bot=app.way.bot, mode=app.settings.mode, now=app.clock.now().isoformat())


async def refuse_another_bot(work: Work, name: str) -> None:
    """Raise AnotherBotError where a process with the token of another bot lives on this database."""
    alive = await work.read(lambda conn: presence.names(conn, shared_now(conn, wall_now())))
    if others := [one for one in alive if bot_of(one) not in ("", bot_of(name))]:
        raise AnotherBotError(
            f"DATABASE_URL: the bot with the number {bot_of(others[0])} works on this database "
            f"({visible(', '.join(others))}), and BOT_TOKEN is that of another. Stop it first (one that was killed "
            f"counts for {TERM.total_seconds():.0f} seconds), or give this bot a database of its own"
        )


async def _caught(app: App) -> Exception | None:
    """Start, and give back what went wrong: a task group would wrap it."""
    try:
        await start(app)
    except Exception as error:  # the database may be in trouble anywhere, not only where its version stands
        return _said(error) if trouble(error) else error
    return None


def _said(error: BaseException) -> DatabaseAwayError | BadUrlError:
    """The trouble of the database in our words: what passes by itself, or what somebody has to mend."""
    words = f"DATABASE_URL: the database cannot be used ({fault(error)})"
    told = _sqlite(error) in _DAMAGED or refused(error)
    kind = DatabaseAwayError if will_pass(error) else BadUrlError
    return kind(words if told else f"{words}; check that it runs")
