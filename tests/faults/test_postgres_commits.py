"""PostgreSQL goes away in mid-commit: at whichever commit, whether it had happened or not, nothing is applied twice."""

import asyncio
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from storage.migrations import upgrade
from storage.work import Work
from tests.cases import EXPLORING
from tests.faults.loops import Loops, hurried
from tests.faults.proxy import Proxy
from tests.fixtures.databases import Postgres
from tests.proof.counting import Tried

__all__ = ["hurried"]

EVERY = 5
"""The line breaks at every fifth commit of a run; the long form begins with each of the first five."""


@pytest.mark.fault(17)
@pytest.mark.parametrize("backend", ["postgresql"], indirect=True)
@pytest.mark.parametrize("fault", ["cut", "answer lost"])
@pytest.mark.parametrize("first", range(1, 1 + EVERY) if EXPLORING else [3])
async def test_no_commit_in_doubt_is_lost_or_applied_twice(
    database_url: str, hurried: None, tried: Tried, fault: str, first: int
) -> None:
    """The line breaks again and again, before a commit or after it: every text is answered just once."""
    async with Proxy(_socket_of(database_url)) as proxy, asyncio.TaskGroup() as group:
        breaking = Breaking(proxy, first, fault == "answer lost")
        mending = group.create_task(breaking.mend())
        async with await Work.open(_through(database_url, proxy), breaking) as work:
            loops = Loops(work)
            await loops.run()
            lost, repeated = await loops.lost(), loops.repeated()
            tried.count(breaking.times, lost=lost, repeated=repeated)
            assert (lost, repeated, loops.twice()) == (0, 0, [])
            assert breaking.times >= 3
        mending.cancel()


class Breaking:
    """Watches commits, and has the line break at some of them, before the server hears of the commit or after it."""

    def __init__(self, proxy: Proxy, first: int, after: bool) -> None:
        self._proxy, self._next, self._after = proxy, first, after
        self._broken = asyncio.Event()
        self._commits = self._requests = self.times = 0

    def __call__(self, name: str) -> None:
        self._commits += name == "commit:before"
        if name != "commit:before" or self._commits < self._next or self._broken.is_set():
            return
        self.times += 1
        self._next = self._commits + EVERY
        self._requests = self._proxy.requests
        if self._after:
            self._proxy.swallow_replies()
        else:
            self._proxy.cut()
        self._broken.set()

    async def mend(self) -> None:
        """Once the server has the commit that it is to have, the line is cut, and whole again."""
        while True:
            await self._broken.wait()
            async with asyncio.timeout(10):
                while self._after and self._proxy.requests == self._requests:  # noqa: ASYNC110 - a proxy has no events
                    await asyncio.sleep(0.001)
            await self._proxy.clear()
            self._broken.clear()


def _socket_of(url: str) -> Path:
    return Path(parse_qs(urlsplit(url).query)["host"][0]) / ".s.PGSQL.5432"


def _through(url: str, proxy: Proxy) -> str:
    return f"postgresql://postgres@127.0.0.1:{proxy.port}{urlsplit(url).path}"


@pytest.fixture(scope="module")
def own() -> Iterator[Postgres]:
    """A server of its own: it will not be kind to who else uses it."""
    server = Postgres()
    yield server
    server.close()


@pytest.mark.fault(17)
@pytest.mark.parametrize("mode", ["fast", "immediate"])
@pytest.mark.parametrize("number", range(2, 22, 3) if EXPLORING else [4])
async def test_a_restart_of_the_server_loses_nothing(
    own: Postgres, hurried: None, tried: Tried, mode: str, number: int
) -> None:
    """The server stops, in good order or as in a crash, at a commit of the loops, and is started again: all goes on."""
    restart = Restarting(own, number, mode)
    async with await Work.open(own.create(), restart) as work, asyncio.TaskGroup() as group:
        await upgrade(work)
        restart.armed = True
        restarting = group.create_task(restart.carry_out())
        loops = Loops(work)
        await loops.run()
        restarting.cancel()
        lost, repeated = await loops.lost(), loops.repeated()
        tried.count(lost=lost, repeated=repeated)
        assert restart.begun.is_set()
        assert (lost, repeated, loops.twice()) == (0, 0, [])


class Restarting:
    """Watches commits, and has the server restarted at one of them."""

    def __init__(self, server: Postgres, number: int, mode: str) -> None:
        self._server, self._left, self._mode = server, number, mode
        self.begun, self.armed = asyncio.Event(), False

    def __call__(self, name: str) -> None:
        self._left -= self.armed and name == "commit:before"
        if not self._left:
            self.begun.set()

    async def carry_out(self) -> None:
        """Restart it once its moment has come."""
        await self.begun.wait()
        await asyncio.to_thread(self._server.restart, self._mode)
