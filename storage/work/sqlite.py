"""The unit of work on SQLite: one writing connection, one reading, each in a thread of its own."""

import asyncio
import os
import sqlite3
from collections import deque
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, StaticPool, create_engine
from sqlalchemy.exc import DBAPIError

from storage.alone import own_as, taken
from storage.work.base import BadUrlError, ClosedError, Point, T, Work, quiet
from storage.work.group import Function, Outcome, Raised, Returned, persist
from storage.work.thread import Home
from storage.work.trouble import trouble

LARGEST_GROUP = 64
"""How many functions share a commit at most, so that the first does not wait long for the last."""

BUSY_MS = 5000

_WRITER = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    f"PRAGMA busy_timeout={BUSY_MS}",
)
_NO_CHECKPOINTS = "PRAGMA wal_autocheckpoint=0"
"""SQLite before 3.51.3 (but for 3.50.7 and 3.44.6) can damage a database when one connection checkpoints at the instant
in which another commits. So one connection does both: the writer of the bot. The reader does neither, and commands that
write beside a bot leave checkpoints to it; what remains of the fault is a commit of theirs at just the wrong instant.
"""

_READER = ("PRAGMA query_only=ON", f"PRAGMA busy_timeout={BUSY_MS}", _NO_CHECKPOINTS)

Waiting = tuple[Function, asyncio.Future[Any]]


class BrokenReferenceError(Exception):
    """A row names another that is not there; nothing was changed."""


class Line:
    """Functions in a line before one connection. What waits while a transaction runs goes into the next together."""

    def __init__(self, home: Home, begin: str, point: Point) -> None:
        self._home = home
        self._begin = begin
        self._point = point
        self._waiting: deque[Waiting] = deque()
        self._busy = False
        self._idle = asyncio.Event()
        self._idle.set()
        self._connection: Connection | None = None

    @classmethod
    async def open(cls, path: Path, pragmas: Sequence[str], begin: str, point: Point = quiet) -> "Line":
        """Connect to the file; the statements in `pragmas` set the connection up."""
        engine = create_engine("sqlite://", poolclass=StaticPool, creator=lambda: raw[0], hide_parameters=True)
        raw: list[sqlite3.Connection] = []
        home = Home(lambda: _kept(raw, _connect(path, pragmas)))
        await home.open()
        line = cls(home, begin, point)
        try:
            line._connection = await line._call(engine.connect)
        except BaseException:
            await home.close()
            raise
        return line

    async def run(self, fn: Callable[[Connection], T]) -> T:
        """Wait for a transaction that carries the function, and give back what it returned."""
        if self._connection is None:
            raise ClosedError(ClosedError.__doc__)
        future: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._waiting.append((fn, future))
        self._start()
        return await future

    async def aside(self, statement: str) -> None:
        """Run a statement outside every transaction, after everything that stands in the line."""
        await self._idle.wait()
        if (connection := self._connection) is None:
            raise ClosedError(ClosedError.__doc__)
        await self._call(partial(_outside, connection, statement))

    async def close(self) -> None:
        """Close the connection after everything that stands in the line."""
        await self._idle.wait()
        if self._connection is not None:
            connection, self._connection = self._connection, None
            await self._call(connection.close)
            await self._home.close()

    def _start(self) -> None:
        if self._busy or self._connection is None:
            return
        if group := self._next_group():
            self._busy = True
            self._idle.clear()
            functions = [fn for fn, _ in group]
            work = partial(persist, self._connection, functions, self._begin, self._point)
            self._home.send(work, partial(self._settle, group))

    def _next_group(self) -> list[Waiting]:
        """The head of the line, without those whose callers have gone."""
        group: list[Waiting] = []
        while self._waiting and len(group) < LARGEST_GROUP:
            if not (head := self._waiting.popleft())[1].cancelled():
                group.append(head)
        return group

    def _settle(self, group: Sequence[Waiting], outcomes: Sequence[Outcome]) -> None:
        self._busy = False
        for (_, future), outcome in zip(group, outcomes, strict=True):
            _resolve(future, outcome)
        self._start()
        if not self._busy:
            self._idle.set()

    async def _call(self, fn: Callable[[], T]) -> T:
        """Run something in the thread that is no transaction."""
        future: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._home.send(partial(_outcome, fn), partial(_resolve, future))
        return await future


class SqliteWork(Work):
    """Writes are in a line of their own, so that no statement of ours ever waits for another of ours."""

    def __init__(self, path: Path, writer: Line, reader: Line) -> None:
        self.path = path
        self._writer = writer
        self._reader = reader

    @classmethod
    async def connect(cls, database: str | None, on_point: Point) -> "SqliteWork":
        """Open the file, or make it. Raises BadUrlError where there can be none."""
        path = _usable(database)
        pragmas = (*_WRITER, _NO_CHECKPOINTS) if taken(path) else _WRITER
        try:
            writer = await Line.open(path, pragmas, "BEGIN IMMEDIATE", on_point)
            return cls(path, writer, await _beside(writer, path))
        except (sqlite3.Error, DBAPIError) as error:
            why = trouble(error) or str(error)
            raise BadUrlError(f"DATABASE_URL: {str(path)!r} cannot be used ({why})") from error

    async def run(self, fn: Callable[[Connection], T]) -> T:
        return await self._writer.run(fn)

    async def rebuild(self, fn: Callable[[Connection], T]) -> T:
        """With references unguarded meanwhile: to drop a table that is made anew would empty those that refer to it."""
        await self._writer.aside("PRAGMA foreign_keys=OFF")
        try:
            return await self.run(lambda conn: _whole(conn, fn))
        finally:
            await self._writer.aside("PRAGMA foreign_keys=ON")

    async def read(self, fn: Callable[[Connection], T]) -> T:
        return await self._reader.run(fn)

    async def close(self) -> None:
        await self._reader.close()
        await self._writer.close()


async def _beside(writer: Line, path: Path) -> Line:
    """The line of readers. Without it there is no use for that of the writer, which is closed then."""
    try:
        return await Line.open(path, _READER, "BEGIN")
    except BaseException:
        await writer.close()
        raise


def _outcome(fn: Callable[[], Any]) -> Outcome:
    try:
        return Returned(fn())
    except Exception as error:
        return Raised(error)


def _resolve(future: asyncio.Future[Any], outcome: Outcome) -> None:
    """Tell the caller, unless he has gone."""
    if future.cancelled():
        return
    if isinstance(outcome, Returned):
        future.set_result(outcome.value)
    else:
        future.set_exception(outcome.error)


def _outside(connection: Connection, statement: str) -> None:
    connection.exec_driver_sql(statement).close()
    connection.commit()  # nothing was begun in the database; SQLAlchemy thinks that something was


def _whole(conn: Connection, fn: Callable[[Connection], T]) -> T:
    """Run the function, and see that every reference still leads somewhere. Raises BrokenReferenceError."""
    result = fn(conn)
    if broken := conn.exec_driver_sql("PRAGMA foreign_key_check").first():
        raise BrokenReferenceError(f"{BrokenReferenceError.__doc__} A row of {broken[0]} names one of {broken[2]}.")
    return result


def _usable(database: str | None) -> Path:
    if not database or database == ":memory:":
        raise BadUrlError("DATABASE_URL names SQLite without a file; say for example sqlite:///otklik.db")
    path = Path(database)
    if not path.parent.is_dir():
        raise BadUrlError(f"DATABASE_URL: there is no folder {str(path.parent)!r}; make it, or name another file")
    return path


def _make(path: Path) -> None:
    """Make a new file for its owner alone, whatever the umask: people's data are in it, and in what stands beside it.

    SQLite gives the files beside it (-wal, -shm) the rights of the database.
    """
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY | os.O_CLOEXEC, 0o600))
        own_as(path, path.parent)
    except FileExistsError:
        return
    except OSError as error:
        raise sqlite3.OperationalError(error.strerror) from error


def _connect(path: Path, pragmas: Sequence[str]) -> sqlite3.Connection:
    # Without an isolation level the module begins nothing by itself; the lines above say BEGIN and SAVEPOINT.
    _make(path)
    connection = sqlite3.connect(path, isolation_level=None, timeout=BUSY_MS / 1000)
    try:
        for pragma in pragmas:
            connection.execute(pragma)
    except BaseException:
        connection.close()
        raise
    return connection


def _kept(raw: list[sqlite3.Connection], connection: sqlite3.Connection) -> sqlite3.Connection:
    raw.append(connection)
    return connection
