"""Another process keeps SQLite's file locked for half a minute of real time, while a bot is at work on it.

In the everyday suite for six seconds: longer than either connection waits for it at a time.
"""

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from sqlalchemy import Connection

from storage.work import Work
from tests.cases import EXPLORING
from tests.conversations.steps import forwarded
from tests.faults.behind import behind, rows, said
from tests.proof.counting import Tried

SECONDS = 31 if EXPLORING else 6
"""For which the file stays locked."""

_PROGRAM = """
import sqlite3, sys, time
held = sqlite3.connect(sys.argv[1], isolation_level=None, timeout=60)
held.execute("BEGIN IMMEDIATE")
print("locked", flush=True)
time.sleep(float(sys.argv[2]))
held.execute("ROLLBACK")
"""

pytestmark = pytest.mark.fault(18)


def _patience(conn: Connection) -> int:
    return int(conn.exec_driver_sql("PRAGMA busy_timeout").scalar_one())


@pytest.mark.parametrize("backend", ["sqlite"])
async def test_either_connection_waits_for_whoever_holds_the_file(work: Work) -> None:
    """Writer and reader wait five seconds at each try, by SQLite's own word."""
    assert await work.run(_patience) == 5000
    assert await work.read(_patience) == 5000


@pytest.mark.timeout(180)
async def test_half_a_minute_of_a_locked_file_loses_nothing(tmp_path: Path, tried: Tried) -> None:
    """One post and one tap wait for as long as it takes, and each is then done once."""
    async with behind(tmp_path) as line:
        office = line.office
        card = await forwarded(office)
        await line.all_sent()
        async with locked(tmp_path / "office.db"):
            await office.curator.forwards("На Садовой яма во всю дорогу")
            await card.tap("→ Дорожное хозяйство")
        await office.roads.reads("вам: подготовить ответ", seconds=60)
        await office.curator.reads("№ 2", seconds=60)
        await line.all_sent()
        (done,) = await rows(office, _DONE)
        tried.count(lost=sum(max(wanted - came, 0) for wanted, came in zip((1, 2), done, strict=True)))
        assert done == (1, 2)
        assert await rows(office, "SELECT count(*) FROM inbox WHERE status <> 'done'") == [(0,)]
        assert await rows(office, _UNSAID) == []
        assert len(await said(office.roads, "вам: подготовить ответ")) == 1


_DONE = """SELECT (SELECT count(*) FROM events WHERE kind = 'moved' AND body LIKE '%"route"%'),
    (SELECT count(*) FROM cards)"""
"""How many cards were routed, and how many there are."""

_UNSAID = "SELECT kind, status, repeated FROM outbox WHERE (status <> 'sent' OR repeated) AND kind <> 'digest'"
"""Digests aside, which are dropped when their morning is over."""


@asynccontextmanager
async def locked(file: Path) -> AsyncIterator[None]:
    """The file is locked by another process from the beginning; in the end that has let go of it."""
    holder = await asyncio.create_subprocess_exec(
        sys.executable, "-c", _PROGRAM, str(file), str(SECONDS), stdout=asyncio.subprocess.PIPE
    )
    assert holder.stdout is not None
    assert await holder.stdout.readline() == b"locked\n"
    yield
    assert await holder.wait() == 0
