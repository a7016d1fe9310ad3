"""What is left of erased words in the file of a SQLite database: pages that are free, and the log beside it."""

import sqlite3
from contextlib import closing
from pathlib import Path

from storage.alone import NotAloneError, alone, file_of
from storage.work import BadUrlError
from storage.work.trouble import trouble

_PATIENCE = 30.0
"""Seconds to wait till nobody writes."""

_HELD = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


class NotRewrittenError(Exception):
    """The file could not be written anew; what was erased may still be read out of its free pages."""

    mend = "See `doctor`."


class NoRoomError(NotRewrittenError):
    """The file was not written anew, which takes its size once more: erased words may stand in its free pages."""

    mend = "Make room on the disk and run `erase pages`."


class HeldError(NotRewrittenError):
    """The database is in use, so its file was not written anew: erased words may stand in its free pages."""

    mend = "Stop the bot and run `erase pages`."


class BesideBotError(HeldError):
    """A bot works on this database, so its file was not written anew: erased words may stand in its free pages."""


def rewrite(url: str) -> bool:
    """Write the file anew, so that nothing of what was deleted is left in it. False for what is no SQLite database.

    It takes as much room on the disk again as the file has, for as long as it lasts. It makes no file, and asks not
    whose it is. Raises BesideBotError where a bot works on the database, HeldError where somebody else does all the
    time, NoRoomError where the disk is full, and NotRewrittenError for what else keeps the file from being written.
    """
    file = file_of(url)
    if file is None:
        return False
    try:
        with alone(url):  # beside a bot a checkpoint may meet its own, and damage the file (see storage.work.sqlite)
            _rewrite(file)
    except NotAloneError as error:
        raise BesideBotError("a bot works on it") from error
    except BadUrlError as error:
        raise NotRewrittenError(str(error)) from error
    return True


def held(error: BaseException | None) -> bool:
    """Whether it comes of another program that holds the file."""
    while error is not None:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF in _HELD:
            return True
        error = error.__cause__
    return False


def _rewrite(file: Path) -> None:
    try:
        with closing(
            sqlite3.connect(f"{file.as_uri()}?mode=rw", uri=True, isolation_level=None, timeout=_PATIENCE)
        ) as raw:
            busy = _vacuumed(raw)
    except sqlite3.Error as error:
        raise _kind(error)(trouble(error) or str(error)) from error
    if busy:
        raise HeldError("somebody is reading it")


def _vacuumed(raw: sqlite3.Connection) -> bool:
    """Whether somebody kept the log beside the file from being emptied."""
    raw.execute("PRAGMA secure_delete=ON")
    raw.execute("VACUUM")
    busy, *_ = raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    return bool(busy)


def _kind(error: sqlite3.Error) -> type[NotRewrittenError]:
    if held(error):
        return HeldError
    return NoRoomError if getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_FULL else NotRewrittenError
