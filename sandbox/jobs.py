"""Work in the background that belongs to one server."""

import asyncio
import contextlib
from collections.abc import Coroutine
from typing import Any, TypeVar

T = TypeVar("T")


class Jobs:
    """Keeps running tasks, and ends them all on close; an error in one of them is raised there.

    It is no TaskGroup, because a server may be closed by another task than the one which started it.
    """

    def __init__(self) -> None:
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._whole: set[asyncio.Task[Any]] = set()

    def ensure(self, name: str, work: Coroutine[Any, Any, None]) -> None:
        """Start the work unless the job of this name is still running."""
        task = self._tasks.get(name)
        if task is not None and not task.done():
            work.close()
            return
        self._tasks[name] = asyncio.get_running_loop().create_task(work, name=name)

    def runs(self, name: str) -> bool:
        """Whether a job of this name is there."""
        return name in self._tasks

    async def whole(self, work: Coroutine[Any, Any, T]) -> T:
        """Do the work to its end, also where whoever waits for it is cancelled meanwhile; returns its result."""
        task = asyncio.get_running_loop().create_task(work)
        self._whole.add(task)
        task.add_done_callback(self._whole.discard)
        return await asyncio.shield(task)

    async def end(self, name: str) -> None:
        """End one job, if it runs, and wait for it."""
        task = self._tasks.pop(name, None)
        if task is not None:
            task.cancel()
            await asyncio.wait((task,))

    async def close(self) -> None:
        """End every job and wait for it."""
        await _ended(self._whole)
        for task in self._tasks.values():
            task.cancel()
        for task in self._tasks.values():
            with contextlib.suppress(asyncio.CancelledError):
                await task
        self._tasks.clear()


async def _ended(tasks: set[asyncio.Task[Any]]) -> None:
    for task in tasks:
        task.cancel()
    if tasks:
        await asyncio.wait(set(tasks))
