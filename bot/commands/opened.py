"""The database as it stands, for commands that mend or look: nothing is made and nothing migrated by looking."""

import asyncio
import sqlite3
from collections.abc import Awaitable, Callable
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from bot.logs import fault
from bot.settings import StorageSettings, load_settings
from storage.alone import file_of
from storage.migrations.upgrade import newest, revision_of
from storage.whose import file_stands
from storage.work import Work

T = TypeVar("T")


def looked(query: Callable[[Connection], T]) -> T:
    """What the query gives, beside a running bot or without one; it holds nobody up.

    Raises ValueError, with the mend, where there is no database or it is not that of this version.
    """
    return _opened(lambda work: work.read(query))


def changed(deed: Callable[[Connection], T]) -> T:
    """What the deed gives, in a transaction of its own. Raises ValueError as `looked` does."""
    return _opened(lambda work: work.run(deed))


def worked(what: Callable[[Work], Awaitable[T]]) -> T:
    """The same for what takes more than one transaction."""
    return _opened(what)


def _opened(what: Callable[[Work], Awaitable[T]]) -> T:
    url = load_settings(StorageSettings).database_url
    file = file_of(url)
    if file is not None and not file.exists():
        where = "run this in the bot's own folder; a first `run` makes the database"
        raise ValueError(f"DATABASE_URL: there is no database {str(file)!r}; {where}")
    if file is not None:
        _refuse_another_s(file)
    try:
        return asyncio.run(_run(url, what))
    except (OSError, SQLAlchemyError) as error:
        raise ValueError(f"DATABASE_URL: the database cannot be used ({fault(error)}); see `doctor`") from error


async def _run(url: str, what: Callable[[Work], Awaitable[T]]) -> T:
    async with await Work.open(url) as work:
        _refuse_other(await work.read(revision_of))
        return await what(work)


def _refuse_another_s(file: Path) -> None:
    """Raise ValueError for a file of another program, or of another version, while not a byte of it is changed yet.

    To open it for work gives it a log beside it (WAL), and notes that in the file itself.
    """
    with suppress(sqlite3.Error):  # what is wrong with a file that cannot be read is told by opening it for work
        ours, revision = file_stands(file)
        _refuse_other(revision)
        if not ours:
            raise ValueError(f"DATABASE_URL: {str(file)!r} is no database of Otklik, but of another program")


def _refuse_other(stands: str | None) -> None:
    if stands != newest():
        raise ValueError(
            f"the database is at revision {stands or 'none'}, this version works with {newest()}; see `doctor`"
        )
