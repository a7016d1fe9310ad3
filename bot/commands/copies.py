"""`backup` and `restore`: copies of the database, checked, whole or not there."""

import asyncio
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection, inspect
from sqlalchemy.exc import SQLAlchemyError

from bot.clock import wall_now
from bot.logs import fault
from bot.paths import to_write
from bot.settings import StorageSettings, load_settings
from storage import copying, marks
from storage.alone import alone, file_of
from storage.copying import COPIED, Copy
from storage.copying_after import Present, Woken, wake
from storage.copying_back import restore_file
from storage.copying_files import CopyError, UnfitCopyError, changed_at, dated, dated_files, keep_newest
from storage.migrations.upgrade import revision_of, to_head
from storage.vitals import BACKUP
from storage.work import BadUrlError, CommitInDoubtError, Work

LOST = """What came after that moment is lost: Telegram does not bring updates again that it has brought once.
- Cards, answers and decisions made since are gone. People who took part must be told, and posts forwarded anew.
- Messages of that time stay in people's chats; their buttons are refused, with a word why, and so are replies.
- What was erased on request since is there again: repeat it (docs/personal-data.md).
- Reminders due since ring at the next start, many of them in one message; some people have heard them before."""

NUMBERS = """- Numbers of cards that were given since are given again: the database before cannot be seen from here.
  Tell the office to go by number and date."""

UNFIT = """the copy was loaded, but could not be made fit for use: do not start the bot on this database.
Drop it (dropdb), make a new one (createdb), and mend what is said here before you restore again"""


@dataclass(frozen=True, slots=True)
class Told:
    """What to print; `warnings` are no failure."""

    text: str
    warnings: tuple[str, ...] = ()


def backup(to: str, keep: int = 0, overwrite: bool = False) -> Told:
    """Copy the database to a file; with `keep`, into a folder, of whose copies only so many newest are kept.

    What ends with a slash is meant for a folder. Raises CopyError, or ValueError for an empty name; nothing
    is made then.
    """
    target = to_write(to)
    url, now = load_settings(StorageSettings).database_url, wall_now()
    if keep and not target.is_dir():
        raise CopyError(f"--keep wants a folder, and {str(target)!r} is none; make it first")
    if to.endswith("/") and not target.is_dir():
        raise CopyError(f"there is no folder {to!r}; make it first")
    path = (target / _dated_name(url, now) if target.is_dir() else target).absolute()
    copy, note = asyncio.run(_copied(url, path, now, overwrite))
    gone = keep_newest(dated_files(target, re.escape(_stem(url)), _ending(url)), keep) if keep else []
    lines = [f"copied to {copy.path} ({copy.size} bytes), and checked"]
    lines += [f"taken away: {path}" for path in gone]
    return Told("\n".join(lines), (*copy.remarks, *note))


def restore(source: Path) -> Told:
    """Put a copy in the place of the database. Raises CopyError or NotAloneError; nothing is changed then.

    Raises UnfitCopyError where a dump was loaded into an empty database of PostgreSQL, and what follows failed.
    """
    url, now = load_settings(StorageSettings).database_url, wall_now()
    database = file_of(url)
    if not source.is_file():
        raise CopyError(f"there is no file {str(source)!r}")
    if database is None:
        return asyncio.run(_restore_postgres(url, source, now))
    with alone(url):
        try:
            restored = restore_file(source, database, now)
        except CopyError as error:
            raise CopyError(f"{error}; nothing was changed") from error
    lines = [f"{source} is in the place of {database}: it is as it was at {_shown(restored.woken.of)}."]
    lines += [f"The database that was there before is kept: {restored.kept}"] if restored.kept else []
    return Told("\n".join([*lines, *_what_follows(restored.woken)]), restored.checked.remarks)


async def _copied(url: str, path: Path, now: datetime, overwrite: bool) -> tuple[Copy, tuple[str, ...]]:
    """The copy, and a warning where the database could not be told of it."""
    database = file_of(url)
    if database is None:
        copy = await _dumped(url, path, now, overwrite)
    else:
        copy = await asyncio.to_thread(copying.copy_file, database, path, now, overwrite=overwrite)

    def note(conn: Connection) -> None:
        marks.put(conn, BACKUP, now, file=str(path), bytes=copy.size)

    why = await _noted(url, note)
    return copy, (f"the copy is whole, but the database could not be told of it: {why}",) if why else ()


async def _dumped(url: str, path: Path, now: datetime, overwrite: bool) -> Copy:
    """A dump, with its moment in it: without that nobody could say which time a restore has lost. Raises CopyError.

    The database itself keeps nothing of that moment: a dump made by hand later would tell it as its own.
    """
    from storage.copying_postgres import dump

    if why := await _noted(url, lambda conn: marks.put(conn, COPIED, now)):
        raise CopyError(f"the moment of the copy cannot be noted in the database, so none was made: {why}")
    try:
        return await asyncio.to_thread(dump, url, path, overwrite=overwrite)
    finally:
        await _noted(url, lambda conn: marks.forget(conn, COPIED))


async def _noted(url: str, fn: Callable[[Connection], None]) -> str:
    """Write to the database. Why that cannot be, or nothing; one from before there were marks is left alone."""

    def note(conn: Connection) -> None:
        if (revision_of(conn) or "") >= copying.MARKS_SINCE:
            fn(conn)

    try:
        async with await Work.open(url) as work:
            await work.run(note)
    except (OSError, SQLAlchemyError, BadUrlError, CommitInDoubtError) as error:
        return fault(error)
    return ""


async def _restore_postgres(url: str, source: Path, now: datetime) -> Told:
    """Load the copy whole, then make it fit for use. Raises CopyError before that and UnfitCopyError after."""
    from storage.copying_postgres import check_dump, load_dump

    await asyncio.to_thread(check_dump, url, source)
    async with await Work.open(url) as work:
        if await work.read(lambda conn: inspect(conn).get_table_names()):
            raise CopyError("the database of DATABASE_URL is not empty; make a new one (createdb), and name that")
        otherwise = await asyncio.to_thread(changed_at, source)
        await asyncio.to_thread(load_dump, url, source)
        try:
            woken = await work.run(lambda conn: _woken(conn, now, otherwise))
        except Exception as error:  # whatever a step of the upgrade makes of rows that nobody foresaw
            raise UnfitCopyError(f"{UNFIT} ({fault(error)})") from error
    return Told("\n".join([f"The database is as it was at {_shown(woken.of)}.", *_what_follows(woken)]))


def _woken(conn: Connection, now: datetime, otherwise: datetime) -> Woken:
    """What waits in the copy must not be said unmarked, so all is done or nothing; see storage.copying_back."""
    to_head(conn)
    return wake(conn, Present(), now, otherwise)


def _what_follows(woken: Woken) -> list[str]:
    return [LOST, *([NUMBERS] if woken.numbers_again else []), _again(woken.unsent)]


def _shown(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC"


def _again(unsent: int) -> str:
    if not unsent:
        return "Nothing waited to be sent at that moment."
    return f"Messages that waited to be sent at that moment: {unsent}. They go out at the next start, marked «повтор»."


def _stem(url: str) -> str:
    database = file_of(url)
    return database.stem if database else "otklik"


def _ending(url: str) -> str:
    database = file_of(url)
    return database.suffix if database else ".dump"


def _dated_name(url: str, now: datetime) -> str:
    return f"{_stem(url)}-{dated(now)}{_ending(url)}"
