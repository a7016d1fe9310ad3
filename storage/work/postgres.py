"""The unit of work on PostgreSQL: a pool of asyncpg connections, one transaction on each."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from sqlalchemy import Connection, event
from sqlalchemy.engine import URL, ExceptionContext
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from storage.work.base import CommitInDoubtError, Point, T, UnreachableError, Work
from storage.work.retry import ATTEMPTS, pause, transient
from storage.work.sessions import session_name

POOL = 10
CONNECTING = 10.0
"""Seconds after which a server that does not answer a new connection counts as out of reach."""

IDLE = 15.0
"""Seconds after which the server ends a transaction of which nothing is heard: whoever began it is frozen or gone, and
what he locked is wanted by others. Nothing is waited for inside a transaction but the database."""

_READ_ONLY = "25006"
"""The SQLSTATE of a write that the server does not take."""

_NOT_COMMITTED = ("22", "23", "40001", "40002", "40P01", "42", "55", "P0")
"""Beginnings of the SQLSTATEs with which a server says that it has not committed. After any other, nobody knows."""


class PostgresWork(Work):
    """Transactions are READ COMMITTED; functions lock the rows that they read to change."""

    def __init__(self, engine: AsyncEngine, on_point: Point) -> None:
        self._engine = engine
        self._readers = engine.execution_options(postgresql_readonly=True)
        self._point = on_point

    @classmethod
    def connect(cls, url: URL, on_point: Point, name: str = "") -> "PostgresWork":
        """Prepare the pool; connections are made when they are needed, in the name of the worker."""
        engine = create_async_engine(
            url.set(drivername="postgresql+asyncpg"),
            pool_size=POOL,
            max_overflow=0,
            isolation_level="READ COMMITTED",
            hide_parameters=True,
            connect_args={
                "timeout": CONNECTING,
                "server_settings": {
                    "idle_in_transaction_session_timeout": str(round(IDLE * 1000)),
                    **({"application_name": session_name(name)} if name else {}),
                },
            },
        )
        event.listen(engine.sync_engine, "handle_error", _let_go)
        return cls(engine, on_point)

    async def run(self, fn: Callable[[Connection], T]) -> T:
        return await _persistently(lambda: self._once(fn))

    async def read(self, fn: Callable[[Connection], T]) -> T:
        return await _persistently(lambda: self._look(fn))

    async def close(self) -> None:
        await self._engine.dispose()

    async def _once(self, fn: Callable[[Connection], T]) -> T:
        async with _connected(self._engine) as conn:
            result = await conn.run_sync(fn)
            self._point("commit:before")
            await _commit(conn)
            self._point("commit:after")
            return result

    async def _look(self, fn: Callable[[Connection], T]) -> T:
        async with _connected(self._readers) as conn:
            return await conn.run_sync(fn)


def _let_go(context: ExceptionContext) -> None:
    """A session that was begun while the server took no writes takes none for ever: it goes, and all of its age."""
    conn = context.connection
    reads = conn is not None and conn.get_execution_options().get("postgresql_readonly")
    if not reads and getattr(context.original_exception, "sqlstate", None) == _READ_ONLY:
        context.is_disconnect = True


async def _persistently(once: Callable[[], Awaitable[T]]) -> T:
    for attempt in range(ATTEMPTS - 1):
        try:
            return await once()
        except Exception as error:
            if not transient(error):
                raise
        await asyncio.sleep(pause(attempt))
    return await once()


@asynccontextmanager
async def _connected(engine: AsyncEngine) -> AsyncIterator[AsyncConnection]:
    try:
        conn = await engine.connect()
    except OSError as error:  # refused, no such socket, no such host, no answer in time
        raise UnreachableError(UnreachableError.__doc__) from error
    try:
        yield conn
    finally:
        await asyncio.shield(conn.close())  # whoever is cancelled here must not take a connection with him


async def _commit(conn: AsyncConnection) -> None:
    """A server that is shutting down may say so after it has committed, so most of what goes wrong here is a doubt."""
    try:
        await conn.commit()
    except Exception as error:
        if _not_committed(error):
            raise
        raise CommitInDoubtError(CommitInDoubtError.__doc__) from error


def _not_committed(error: Exception) -> bool:
    if not isinstance(error, DBAPIError) or error.connection_invalidated:
        return False
    return str(getattr(error.orig, "sqlstate", None) or "?").startswith(_NOT_COMMITTED)
