"""One SQLite connection in aiosqlite's own thread, where whole functions are run in one hop."""

import asyncio
import sqlite3
from collections.abc import Callable
from functools import partial
from typing import TypeVar

import aiosqlite

T = TypeVar("T")


class Home:
    """The thread in which a connection lives. Only functions that are sent there may touch it."""

    def __init__(self, connect: Callable[[], sqlite3.Connection]) -> None:
        self._db = aiosqlite.Connection(connect, iter_chunk_size=64)
        # A process that fails before it closes the database must end all the same, not wait for this thread for ever.
        self._db._thread.daemon = True  # noqa: SLF001 - aiosqlite has no setting for it
        self._loop = asyncio.get_running_loop()

    async def open(self) -> None:
        """Start the thread and connect. Where that fails the thread has ended too, before the loop can."""
        try:
            await self._db
        except Exception:
            # aiosqlite tells its thread to stop, and does not wait: it might answer a loop that is closed by then.
            await asyncio.to_thread(self._db._thread.join)  # noqa: SLF001 - there is no public way to wait for it
            raise

    async def close(self) -> None:
        """Close the connection and end the thread, after everything that was sent before."""
        await self._db.close()

    def send(self, fn: Callable[[], T], answer: Callable[[T], None]) -> None:
        """Run the function in the thread and give what it returned to `answer` in the event loop.

        The function must not raise: nobody would hear of it.
        """
        # aiosqlite's public methods run one statement a hop, and a hop costs more than a statement. Its queue
        # takes any function. SQLAlchemy's own dialect reaches for it in the same way.
        self._db._tx.put_nowait((None, partial(self._run, fn, answer)))  # noqa: SLF001 - see above

    def _run(self, fn: Callable[[], T], answer: Callable[[T], None]) -> None:
        self._loop.call_soon_threadsafe(answer, fn())
