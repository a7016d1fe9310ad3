"""The unit of work on PostgreSQL: a pool of asyncpg connections, one transaction on each."""

import asyncio
from collections.abc import Awaitable, Callable

from sqlalchemy import Connection
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from storage.work.base import CommitInDoubtError, Point, T, Work
from storage.work.retry import ATTEMPTS, pause, transient

POOL = 10


class PostgresWork(Work):
    """Transactions are READ COMMITTED; functions lock the rows that they read to change."""

    def __init__(self, engine: AsyncEngine, on_point: Point) -> None:
        self._engine = engine
        self._readers = engine.execution_options(postgresql_readonly=True)
        self._point = on_point

    @classmethod
    def connect(cls, url: URL, on_point: Point) -> "PostgresWork":
        """Prepare the pool; connections are made when they are needed."""
        engine = create_async_engine(
            url.set(drivername="postgresql+asyncpg"), pool_size=POOL, max_overflow=0, isolation_level="READ COMMITTED"
        )
        return cls(engine, on_point)

    async def run(self, fn: Callable[[Connection], T]) -> T:
        return await _persistently(lambda: self._once(fn))

    async def read(self, fn: Callable[[Connection], T]) -> T:
        return await _persistently(lambda: self._look(fn))

    async def close(self) -> None:
        await self._engine.dispose()

    async def _once(self, fn: Callable[[Connection], T]) -> T:
        async with self._engine.connect() as conn:
            result = await conn.run_sync(fn)
            self._point("commit:before")
            await _commit(conn)
            self._point("commit:after")
            return result

    async def _look(self, fn: Callable[[Connection], T]) -> T:
        async with self._readers.connect() as conn:
            return await conn.run_sync(fn)


async def _persistently(once: Callable[[], Awaitable[T]]) -> T:
    for attempt in range(ATTEMPTS - 1):
        try:
            return await once()
        except Exception as error:
            if not transient(error):
                raise
        await asyncio.sleep(pause(attempt))
    return await once()


async def _commit(conn: AsyncConnection) -> None:
    try:
        await conn.commit()
    except DBAPIError as error:
        if error.connection_invalidated:
            raise CommitInDoubtError(CommitInDoubtError.__doc__) from error
        raise
