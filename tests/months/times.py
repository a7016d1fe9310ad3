"""Time that passes only when it is told to: the wall's, the loop's own, and what `time` says to bot and sandbox."""

import asyncio
import random
import selectors
import sys
import time as real_time
from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta, tzinfo
from random import Random
from types import ModuleType
from typing import Any, Self

import bot.clock
import storage.journal

OURS = ("bot.", "sandbox.", "storage.", "handlers.", "workflow.")
_PATIENCE = 30.0


class Times:
    """Two hands as in a real machine: the monotonic one only goes ahead, the wall's can be set.

    It stands in for the module `time` too.
    """

    def __init__(self, start: datetime) -> None:
        self.passed = 1000.0
        self.set_by = start.timestamp() - self.passed
        self.slept = 0.0

    def monotonic(self) -> float:
        """Seconds since some moment."""
        return self.passed

    def time(self) -> float:
        """Unix time by the wall's clock."""
        return self.set_by + self.passed

    def sleep(self, seconds: float) -> None:
        """Let so much time pass."""
        self.passed += seconds

    def now(self) -> datetime:
        """The wall's clock, UTC."""
        return datetime.fromtimestamp(self.time(), UTC)

    def pass_till(self, moment: datetime) -> None:
        """Let time pass till the wall's clock shows the moment; one that is over changes nothing."""
        self.passed += max(0.0, moment.timestamp() - self.time())

    def jump(self, by: timedelta) -> None:
        """Somebody sets the wall's clock; no time has passed."""
        self.set_by += by.total_seconds()


class VirtualLoop(asyncio.SelectorEventLoop):
    """An event loop in which whoever sleeps is woken at once, by a clock that has gone ahead meanwhile."""

    def __init__(self, times: Times) -> None:
        self._times = times
        super().__init__(_Selector(times))

    def time(self) -> float:
        return self._times.passed

    def run_in_executor(self, executor: Executor | None, func: Any, *args: Any) -> asyncio.Future[Any]:  # type: ignore[override]  # one thread decides everything: it is done here and now
        future: asyncio.Future[Any] = self.create_future()
        try:
            future.set_result(func(*args))
        except Exception as error:
            future.set_exception(error)
        return future


class _Selector(selectors.DefaultSelector):
    """Where the loop would wait for a timer, the clock goes ahead instead."""

    def __init__(self, times: Times) -> None:
        super().__init__()
        self._times = times

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        if timeout is not None and timeout > 0:
            self._times.passed += timeout
            return super().select(0)
        ready = super().select(_PATIENCE if timeout is None else 0)
        if timeout is None and not ready:
            raise RuntimeError("everybody waits for somebody else, and nothing will ever happen")
        return ready


class Salts:
    """Stands in for `secrets` where the journal takes its salt: a run and its replay must have the same hashes."""

    def __init__(self, dice: Random) -> None:
        self._dice = dice

    def token_hex(self, size: int) -> str:
        """So many bytes."""
        return self._dice.randbytes(size).hex()


@contextmanager
def virtual(times: Times, seed: str) -> Iterator[None]:
    """All of ours live by these times meanwhile, `wall_now` and whatever asks `time`; all dice fall by the seed."""
    asking = [
        module
        for name, module in list(sys.modules.items())
        if name.startswith(OURS) and getattr(module, "time", None) is real_time
    ]
    state, before, salts = random.getstate(), vars(bot.clock)["datetime"], vars(storage.journal)["secrets"]
    _set(asking, times)
    random.seed(seed)
    setattr(storage.journal, "secrets", Salts(Random(seed)))  # noqa: B010 - mypy takes a module for no variable
    setattr(bot.clock, "datetime", dated(times))  # noqa: B010 - mypy takes a class for no variable
    try:
        yield
    finally:
        _set(asking, real_time)
        random.setstate(state)
        setattr(storage.journal, "secrets", salts)  # noqa: B010 - as above
        setattr(bot.clock, "datetime", before)  # noqa: B010 - as above


def _set(modules: list[ModuleType], what: object) -> None:
    for module in modules:
        setattr(module, "time", what)  # noqa: B010 - a module has no such attribute for mypy


def dated(times: Times) -> type[datetime]:
    class Dated(datetime):
        """`datetime` whose present is virtual."""

        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Self:
            return datetime.fromtimestamp(times.time(), tz)  # type: ignore[return-value]  # a plain one, as others make

    return Dated
