"""What is left of erased words in the file of a SQLite database: pages that are free, and the log beside it."""

import sqlite3
from contextlib import closing

from sqlalchemy.engine import make_url

from storage.alone import NotAloneError, alone

_PATIENCE = 30.0
"""Seconds to wait till nobody writes."""


class NotRewrittenError(Exception):
    """The file could not be written anew; what was erased may still be read out of its free pages."""


class BesideBotError(NotRewrittenError):
    """A bot works on this database, so its file was not written anew: erased words may stand in its free pages."""


def rewrite(url: str) -> bool:
    """Write the file anew, so that nothing of what was deleted is left in it. False for what is no SQLite database.

    It takes as much room on the disk again as the file has, for as long as it lasts. Raises NotRewrittenError where
    a bot works on the database, somebody else does all the time, or the disk is full.
    """
    try:
        with alone(url):  # beside a bot a checkpoint may meet its own, and damage the file (see storage.work.sqlite)
            return _rewritten(url)
    except NotAloneError as error:
        raise BesideBotError("a bot works on it") from error


def _rewritten(url: str) -> bool:
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite" or not parsed.database:
        return False
    try:
        with closing(sqlite3.connect(parsed.database, isolation_level=None, timeout=_PATIENCE)) as raw:
            raw.execute("PRAGMA secure_delete=ON")
            raw.execute("VACUUM")
            busy, *_ = raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    except sqlite3.Error as error:
        raise NotRewrittenError(str(error)) from error
    if busy:
        raise NotRewrittenError("somebody is reading the database; stop the bot")
    return True
