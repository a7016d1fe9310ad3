"""The database as it stands, for commands that mend or look: nothing is made and nothing migrated by looking."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Connection, inspect, make_url, text
from sqlalchemy.exc import SQLAlchemyError

from bot.logs import fault
from bot.settings import StorageSettings, load_settings
from storage.migrations.upgrade import newest
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


def sqlite_file(url: str) -> Path | None:
    """The file of a SQLite database; None for another one."""
    try:
        known = make_url(url)
    except SQLAlchemyError:
        return None
    return Path(known.database) if known.get_backend_name() == "sqlite" and known.database else None


def revision(conn: Connection) -> str | None:
    """Which migration the database is at; None where there has been none."""
    if not inspect(conn).has_table("alembic_version"):
        return None
    found: str | None = conn.scalar(text("SELECT version_num FROM alembic_version"))
    return found


def _opened(what: Callable[[Work], Awaitable[T]]) -> T:
    url = load_settings(StorageSettings).database_url
    file = sqlite_file(url)
    if file is not None and not file.exists():
        raise ValueError(f"DATABASE_URL: there is no database {str(file)!r}; run this in the bot's own folder")
    try:
        return asyncio.run(_run(url, what))
    except (OSError, SQLAlchemyError) as error:
        raise ValueError(f"DATABASE_URL: the database cannot be used ({fault(error)}); see `doctor`") from error


async def _run(url: str, what: Callable[[Work], Awaitable[T]]) -> T:
    async with await Work.open(url) as work:
        stands = await work.read(revision)
        if stands != newest():
            raise ValueError(
                f"the database is at revision {stands or 'none'}, this version works with {newest()}; see `doctor`"
            )
        return await what(work)
