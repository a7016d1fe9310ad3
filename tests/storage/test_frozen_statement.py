"""A process that is frozen within a statement keeps what it has locked till it is taken for dead, not for ever."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from sqlalchemy import Connection
from sqlalchemy.util import await_only

from bot.clock import wall_now
from storage import lanes, presence
from storage.clocks import shared_now
from storage.work import Work

pytestmark = [pytest.mark.parametrize("backend", ["postgresql"]), pytest.mark.fault(15)]

WORKER = "машина:17:0a1b2c3d"
LOCKS = "SELECT fence FROM lanes WHERE lane = 'a' FOR UPDATE"


@pytest.fixture
async def frozen(database_url: str) -> AsyncIterator[Work]:
    """The database as the process that will be frozen has it."""
    async with await Work.open(database_url, name=WORKER) as opened:
        yield opened


def alive(conn: Connection, seconds: float) -> None:
    """The worker says that it lives, for so long from now on."""
    presence.here(conn, WORKER, shared_now(conn, wall_now()) + timedelta(seconds=seconds))


def buried(conn: Connection) -> None:
    presence.bury(conn, shared_now(conn, wall_now()) + timedelta(minutes=1))


async def test_frozen_between_a_statement_and_its_execution_it_kept_its_locks_for_ever(
    frozen: Work, work: Work
) -> None:
    """For the server a session that waits for the word to carry a statement out is not idle; its death ends it."""
    await work.run(lambda conn: lanes.ensure(conn, lanes.JOB, ["a"]))
    holds, thaws, runs = asyncio.Event(), asyncio.Event(), list[str]()

    def half(conn: Connection) -> None:
        runs.append("again" if runs else "first")
        conn.exec_driver_sql(LOCKS)
        await_only(conn.connection.driver_connection.prepare("SELECT count(*) FROM lanes WHERE fence > 5"))  # type: ignore[union-attr]  # the pool knows no driver
        holds.set()
        await_only(thaws.wait())
        conn.exec_driver_sql("SELECT 1")

    await work.run(lambda conn: alive(conn, 15))
    async with asyncio.TaskGroup() as group:
        group.create_task(frozen.run(half))
        await holds.wait()
        await work.run(buried)
        async with asyncio.timeout(20):
            await work.run(lambda conn: conn.exec_driver_sql(LOCKS).close())
        assert runs == ["first"]
        thaws.set()
    assert runs == ["first", "again"]


async def test_who_thawed_keeps_the_sessions_that_it_begins_then(frozen: Work, work: Work) -> None:
    """Only what was begun before the silence is ended, so that whoever lives on can say that it lives."""
    await work.run(lambda conn: alive(conn, -1))
    await work.run(buried)
    assert await frozen.run(lambda conn: [*conn.exec_driver_sql("SELECT pg_backend_pid()")]) != []
    before = await frozen.run(lambda conn: conn.exec_driver_sql("SELECT pg_backend_pid()").scalar_one())
    await work.run(buried)
    assert await frozen.run(lambda conn: conn.exec_driver_sql("SELECT pg_backend_pid()").scalar_one()) == before
