"""The bot's database in the simulation's own thread: one deed after another, in an order that the seed decides."""

import asyncio
import sqlite3
import threading
from collections.abc import Callable, Coroutine
from contextlib import closing
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection, StaticPool, create_engine

from storage.work import Point, Work
from storage.work.group import Raised, persist

T = TypeVar("T")

_WRITER = ("PRAGMA journal_mode=WAL", "PRAGMA synchronous=OFF", "PRAGMA foreign_keys=ON", "PRAGMA busy_timeout=5000")
_READER = ("PRAGMA query_only=ON",)


class KilledError(BaseException):
    """The process is gone. No handler of the bot's own may catch it."""


class SqliteAtOnce(Work):
    """SQLite as storage.work has it, without its threads; after a kill it neither writes nor reads any more.

    The disk is not waited for: what is killed here is a process, not a machine.
    """

    def __init__(self, path: Path, point: Point) -> None:
        self._writer, self._reader = _line(path, _WRITER), _line(path, _READER)
        self._point, self.dead = point, False

    async def run(self, fn: Callable[[Connection], T]) -> T:
        return self._do(self._writer, fn, "BEGIN IMMEDIATE")

    async def read(self, fn: Callable[[Connection], T]) -> T:
        return self._do(self._reader, fn, "BEGIN")

    async def close(self) -> None:
        for conn in (self._reader, self._writer):
            conn.close()
            conn.engine.dispose()

    def _do(self, conn: Connection, fn: Callable[[Connection], T], begin: str) -> T:
        if self.dead:
            raise KilledError
        outcome = persist(conn, [fn], begin, self._point)[0]
        if isinstance(outcome, Raised):
            raise outcome.error
        value: T = outcome.value
        return value


class Elsewhere(Work):
    """Any other database: each transaction runs in a loop of its own, and everything else stands still meanwhile."""

    def __init__(self, url: str, point: Point) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self._work = self._there(Work.open(url, point))
        self.dead = False

    async def run(self, fn: Callable[[Connection], T]) -> T:
        self._alive()
        return self._there(self._work.run(fn))

    async def read(self, fn: Callable[[Connection], T]) -> T:
        self._alive()
        return self._there(self._work.read(fn))

    async def close(self) -> None:
        self._there(self._work.close())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def _alive(self) -> None:
        if self.dead:
            raise KilledError

    def _there(self, doing: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(doing, self._loop).result()


Database = SqliteAtOnce | Elsewhere


def database(url: str, point: Point) -> Database:
    """Open the database behind the URL, SQLite in this very thread."""
    path = url.removeprefix("sqlite:///")
    return SqliteAtOnce(Path(path), point) if path != url else Elsewhere(url, point)


def _line(path: Path, pragmas: tuple[str, ...]) -> Connection:
    raw = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    for pragma in pragmas:
        with closing(raw.execute(pragma)):
            pass
    return create_engine("sqlite://", poolclass=StaticPool, creator=lambda: raw).connect()
