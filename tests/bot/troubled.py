"""A database that is in trouble for a moment: the next transactions, or the next questions, fail."""

from collections.abc import Callable
from typing import TypeVar

from sqlalchemy import Connection

from storage.work import CommitInDoubtError, UnreachableError, Work

T = TypeVar("T")


class Troubled(Work):
    """Works as the one behind it. `unread` questions fail next; of transactions the one that is the `unwritten`-th."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self.unread = self.unwritten = 0
        self.in_doubt = False

    async def run(self, fn: Callable[[Connection], T]) -> T:
        self.unwritten -= 1
        if self.unwritten != 0:
            return await self._work.run(fn)
        if not self.in_doubt:
            raise UnreachableError(UnreachableError.__doc__)
        await self._work.run(fn)
        raise CommitInDoubtError(CommitInDoubtError.__doc__)

    async def read(self, fn: Callable[[Connection], T]) -> T:
        self.unread -= 1
        if self.unread >= 0:
            raise UnreachableError(UnreachableError.__doc__)
        return await self._work.read(fn)

    async def close(self) -> None:
        """It belongs to whoever made it."""
