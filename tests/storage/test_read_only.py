"""A server that takes no writes for a while, as a standby or one whose disk is looked after, and takes them again."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from storage.work import Work
from storage.work.trouble import trouble
from tests.fixtures.databases import Postgres

READ_ONLY = "default_transaction_read_only"


@pytest.fixture
async def ours(postgres: Postgres, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[tuple[Work, str]]:
    """A database of its own with a table, and its name."""
    monkeypatch.setattr("storage.work.postgres.pause", lambda attempt: 0.0)
    url = postgres.create()
    async with await Work.open(url) as work:
        await work.run(lambda conn: conn.exec_driver_sql("CREATE TABLE noted (x INTEGER)").close())
        yield work, f"test_{url.rpartition('/test_')[2].partition('?')[0]}"
    postgres.drop(url)


def note(conn: Connection) -> None:
    conn.exec_driver_sql("INSERT INTO noted VALUES (1)").close()


def session(conn: Connection) -> int:
    return int(conn.exec_driver_sql("SELECT pg_backend_pid()").scalar_one())


@asynccontextmanager
async def read_only(postgres: Postgres, name: str) -> AsyncIterator[None]:
    """As the administrator does it: sessions are ended, and those that begin now may not write."""
    postgres.run(f"ALTER DATABASE {name} SET {READ_ONLY} = on")
    postgres.run(f"SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = '{name}'")  # noqa: S608 - a name of ours
    yield
    postgres.run(f"ALTER DATABASE {name} RESET {READ_ONLY}")


@pytest.mark.fault(17)
async def test_sessions_begun_in_a_spell_without_writes_were_kept_for_ever(
    ours: tuple[Work, str], postgres: Postgres
) -> None:
    """When the server takes writes again the bot writes too: no session that may only read stays in the pool."""
    work, name = ours
    async with read_only(postgres, name):
        for _ in range(3):
            with pytest.raises(DBAPIError) as caught:
                await work.run(note)
            assert trouble(caught.value) == "PostgreSQL takes no writes at present"
    await work.run(note)
    assert await work.read(lambda conn: conn.exec_driver_sql("SELECT count(*) FROM noted").scalar()) == 1


async def test_a_reader_that_writes_costs_no_connections(ours: tuple[Work, str]) -> None:
    """That is a fault of ours, not of the session: it comes out at once, and the session stays."""
    work, _ = ours
    before = await work.read(session)
    with pytest.raises(DBAPIError):
        await work.read(note)
    assert await work.read(session) == before
