"""What a unit of work promises, whatever database is behind it."""

from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Self, TypeVar

from sqlalchemy import Connection, make_url
from sqlalchemy.engine import URL
from sqlalchemy.exc import ArgumentError

T = TypeVar("T")

Point = Callable[[str], None]
"""Told a name right before ("commit:before") and right after ("commit:after") each commit."""


class BadUrlError(ValueError):
    """DATABASE_URL names no database that can be used; say sqlite:///path or postgresql://user@host/name."""


class ClosedError(Exception):
    """The database was closed; nothing can be asked of it any more."""


class UnreachableError(ConnectionError):
    """No connection to the database can be made at present; nothing was begun."""


class CommitInDoubtError(Exception):
    """The connection broke while the commit was on its way: it may have happened or not.

    The function is not run again. Everything that matters is put once by its key, so asking again is safe.
    """


def quiet(name: str) -> None:
    """The point that nobody watches."""


class Work(ABC):
    """Runs plain functions over a connection, each in one transaction.

    A function must be free of effects outside the database: on a busy database, a deadlock or a lost
    connection it is run again from the start.
    """

    @classmethod
    async def open(cls, url: str, on_point: Point = quiet, name: str = "") -> "Work":
        """Open the database that the URL names; `name` tells a server whose sessions they are.

        Takes sqlite:///path and postgresql://…, with or without +aiosqlite or +asyncpg. Raises BadUrlError.
        """
        known = _parsed(url)
        if known.get_backend_name() == "sqlite":
            from storage.work.sqlite import SqliteWork

            return await SqliteWork.connect(known.database, on_point)
        from storage.work.postgres import PostgresWork

        return PostgresWork.connect(known, on_point, name)

    @abstractmethod
    async def run(self, fn: Callable[[Connection], T]) -> T:
        """Run the function in a transaction, commit, and give back what it returned.

        What the function raises comes out here, and nothing that it wrote stays.
        """

    async def rebuild(self, fn: Callable[[Connection], T]) -> T:
        """Run a function that makes tables anew. References are checked before the commit, not at each step."""
        return await self.run(fn)

    @abstractmethod
    async def read(self, fn: Callable[[Connection], T]) -> T:
        """Run a function that only reads. It sees everything that was committed before it was asked."""

    @abstractmethod
    async def close(self) -> None:
        """Finish what runs and let go of the database."""

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *exc: object) -> None:
        await self.close()


def _parsed(url: str) -> URL:
    try:
        known = make_url(url)
    except ArgumentError as error:
        raise BadUrlError(f"{BadUrlError.__doc__} This cannot be read as one.") from error
    if known.get_backend_name() not in ("sqlite", "postgresql"):
        raise BadUrlError(f"{BadUrlError.__doc__} {known.get_backend_name()!r} is neither.")
    return known
