"""The unit of work: whole or not at all, whatever the database."""

import asyncio
import os
import sqlite3
import subprocess
import sys
import threading
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError, OperationalError

from storage.work import BadUrlError, ClosedError, Work, group


def add(value: int) -> Callable[[Connection], int]:
    """A function that writes a value and returns it."""

    def fn(conn: Connection) -> int:
        conn.execute(text("INSERT INTO things VALUES (:value)"), {"value": value})
        return value

    return fn


def all_things(conn: Connection) -> list[int]:
    return list(conn.scalars(text("SELECT value FROM things ORDER BY value")))


def refuse(conn: Connection) -> None:
    add(-1)(conn)
    raise LookupError("refused")


def busy() -> OperationalError:
    """What a driver raises when somebody else writes."""
    cause = sqlite3.OperationalError("database is locked")
    cause.sqlite_errorcode = sqlite3.SQLITE_BUSY
    return OperationalError("INSERT", {}, cause)


class Watch:
    """Notes the points, and raises what it is given at the point with this number."""

    def __init__(self) -> None:
        self.seen: list[str] = []
        self.at: dict[int, Exception] = {}

    def __call__(self, name: str) -> None:
        self.seen.append(name)
        if error := self.at.pop(len(self.seen), None):
            raise error


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
async def work(database_url: str, watch: Watch) -> AsyncIterator[Work]:
    def prepare(conn: Connection) -> None:
        conn.execute(text("DROP TABLE IF EXISTS things"))
        conn.execute(text("CREATE TABLE things (value INTEGER UNIQUE)"))

    async with await Work.open(database_url, on_point=watch) as opened:
        await opened.run(prepare)
        watch.seen.clear()
        yield opened


async def test_result_and_commit(work: Work) -> None:
    """What a function wrote is there afterwards, and what it returned comes back."""
    assert await work.run(add(7)) == 7
    assert await work.read(all_things) == [7]


async def test_failure_leaves_nothing(work: Work) -> None:
    """A function that raises leaves no trace, and its own exception comes out."""
    with pytest.raises(LookupError, match="refused"):
        await work.run(refuse)
    assert await work.read(all_things) == []


async def test_one_of_many_fails(work: Work) -> None:
    """Of functions that run together one that raises takes nobody along."""
    came = await asyncio.gather(*(work.run(refuse if n == 5 else add(n)) for n in range(12)), return_exceptions=True)
    assert [type(one).__name__ for one in came if isinstance(one, Exception)] == ["LookupError"]
    assert await work.read(all_things) == [n for n in range(12) if n != 5]


async def test_database_error_beside_others(work: Work) -> None:
    """A function that the database refuses takes nobody along either."""
    came = await asyncio.gather(*(work.run(add(n)) for n in (1, 2, 2, 3)), return_exceptions=True)
    assert sum(isinstance(one, DBAPIError) for one in came) == 1
    assert await work.read(all_things) == [1, 2, 3]


async def test_nested_savepoint(work: Work) -> None:
    """A function may use a savepoint of its own and go on after rolling back to it."""

    def fn(conn: Connection) -> None:
        add(1)(conn)
        savepoint = conn.begin_nested()
        add(2)(conn)
        savepoint.rollback()
        add(3)(conn)

    await asyncio.gather(work.run(fn), work.run(add(10)))
    assert await work.read(all_things) == [1, 3, 10]


async def test_points_around_commit(work: Work, watch: Watch) -> None:
    """The hook hears of each commit right before and right after it, and of no commit where all failed."""
    await work.run(add(1))
    with pytest.raises(LookupError):
        await work.run(refuse)
    assert watch.seen == ["commit:before", "commit:after"]


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
async def test_nothing_written(work: Work, watch: Watch) -> None:
    """A transaction that wrote no row passes no point, and a table made in it is there all the same."""
    await work.run(all_things)
    await work.run(lambda conn: conn.execute(text("CREATE TABLE others (value INTEGER)")).close())
    assert watch.seen == []
    await work.run(lambda conn: conn.execute(text("INSERT INTO others VALUES (1)")).close())


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
async def test_group_commit(work: Work, watch: Watch) -> None:
    """Functions that wait while a transaction runs share the next commit."""
    await asyncio.gather(*(work.run(add(n)) for n in range(30)))
    assert watch.seen == ["commit:before", "commit:after"] * 2
    assert len(await work.read(all_things)) == 30


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
async def test_group_is_killed_before_commit(work: Work, watch: Watch) -> None:
    """Where the shared commit does not happen nothing of the group is there, and each caller hears of it."""

    watch.at[3] = RuntimeError("killed")
    came = await asyncio.gather(*(work.run(add(n)) for n in range(6)), return_exceptions=True)
    assert [isinstance(one, RuntimeError) for one in came] == [False] + [True] * 5
    assert await work.read(all_things) == [0]


async def test_run_again_when_busy(work: Work) -> None:
    """A function that meets a busy database is run again from the start, and its first writes do not stay."""
    tries = iter([1, 2, 3])

    def fn(conn: Connection) -> int:
        number = next(tries)
        add(number)(conn)
        if number < 3:
            raise busy()
        return number

    assert await asyncio.gather(work.run(fn), work.run(add(100))) == [3, 100]
    assert await work.read(all_things) == [3, 100]


async def test_commit_fails_once(work: Work, watch: Watch) -> None:
    """Where the commit itself meets a busy database everything is run again."""

    watch.at[1] = busy()
    assert await asyncio.gather(work.run(add(1)), work.run(add(2))) == [1, 2]
    assert await work.read(all_things) == [1, 2]


async def test_busy_for_ever(work: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    """A database that stays busy is given up in the end, with the database's own error."""
    monkeypatch.setattr("storage.work.group.pause", lambda attempt: 0.0)
    monkeypatch.setattr("storage.work.postgres.pause", lambda attempt: 0.0)
    tries: list[int] = []

    def fn(conn: Connection) -> None:
        tries.append(1)
        raise busy()

    with pytest.raises(OperationalError, match="locked"):
        await work.run(fn)
    assert len(tries) == group.ATTEMPTS


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
async def test_another_process_writes(work: Work, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While another process holds the file we wait, and write when it lets go."""
    await work.run(lambda conn: conn.exec_driver_sql("PRAGMA busy_timeout=0").close())
    other = sqlite3.connect(tmp_path / "test.db", isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    pauses: list[int] = []

    def let_go(attempt: int) -> float:
        pauses.append(attempt)
        if other.in_transaction:
            other.execute("COMMIT")
        return 0.0

    monkeypatch.setattr("storage.work.group.pause", let_go)
    assert await work.run(add(1)) == 1
    assert pauses == [0]
    other.close()


@pytest.mark.parametrize("gone", [0, 2])
async def test_caller_goes_away(work: Work, gone: int) -> None:
    """A caller who is cancelled, while he waits or while his function runs, does not disturb the others."""
    async with asyncio.TaskGroup() as tasks:
        waiting = [tasks.create_task(work.run(add(n))) for n in range(5)]
        await asyncio.sleep(0)
        waiting[gone].cancel()
    others = [n for n in range(5) if n != gone]
    assert [task.result() for task in waiting if not task.cancelled()] == others
    assert set(await work.read(all_things)) >= set(others)


async def test_reading_cannot_write(work: Work) -> None:
    """A function that is only to read is not let write."""
    with pytest.raises(DBAPIError):
        await work.read(add(1))
    assert await work.run(all_things) == []


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
async def test_durable_settings(work: Work) -> None:
    """SQLite writes ahead, waits for the disk at each commit, and keeps references."""

    def settings(conn: Connection) -> list[object]:
        names = ("journal_mode", "synchronous", "foreign_keys")
        return [conn.exec_driver_sql(f"PRAGMA {name}").scalar() for name in names]

    assert await work.run(settings) == ["wal", 2, 1]


@pytest.mark.parametrize("backend", ["postgresql"], indirect=True)
async def test_deadlock(work: Work) -> None:
    """Of two transactions in a deadlock the one that the server ends is run again."""
    await work.run(lambda conn: (add(1)(conn), add(2)(conn)))
    locked: set[int] = set()

    def lock(first: int, second: int) -> Callable[[Connection], int]:
        def fn(conn: Connection) -> int:
            hold = text("SELECT value FROM things WHERE value = :value FOR UPDATE")
            conn.execute(hold, {"value": first})
            locked.add(first)
            while len(locked) < 2:
                conn.execute(text("SELECT 1"))
            conn.execute(hold, {"value": second})
            return first

        return fn

    assert await asyncio.gather(work.run(lock(1, 2)), work.run(lock(2, 1))) == [1, 2]


@pytest.mark.parametrize("backend", ["postgresql"], indirect=True)
async def test_connection_is_lost(work: Work) -> None:
    """A function whose connection breaks before the commit is run again on another."""
    tries: list[int] = []

    def fn(conn: Connection) -> int:
        tries.append(add(1)(conn))
        if len(tries) == 1:
            conn.execute(text("SELECT pg_terminate_backend(pg_backend_pid())"))
        return len(tries)

    assert await work.run(fn) == 2
    assert await work.read(all_things) == [1]


@pytest.mark.parametrize(
    "url", ["mysql://x/y", "nonsense", "sqlite://", "sqlite:///:memory:", "sqlite:////no/such/folder/x.db"]
)
async def test_bad_url(url: str) -> None:
    """A URL that names no usable database is refused with the setting's name and the mend."""
    with pytest.raises(BadUrlError, match="DATABASE_URL"):
        await Work.open(url)


async def test_a_new_file_is_for_its_owner_alone(tmp_path: Path) -> None:
    """Whatever the umask, the database and what SQLite puts beside it can be read by nobody else, from the first."""
    before = os.umask(0)
    try:
        async with await Work.open(f"sqlite:///{tmp_path / 'new.db'}") as work:
            await work.run(lambda conn: conn.execute(text("CREATE TABLE things (value INTEGER)")).close())
            modes = {one.name: one.stat().st_mode & 0o777 for one in tmp_path.iterdir()}  # noqa: ASYNC240 - a glance
    finally:
        os.umask(before)
    assert modes == dict.fromkeys(("new.db", "new.db-wal", "new.db-shm"), 0o600)


async def test_file_that_is_no_database(tmp_path: Path) -> None:
    """A file with something else in it is refused with its name, and left as it is."""
    path = tmp_path / "letter.txt"
    path.write_text("Dear citizens, this is no database at all." * 99)
    with pytest.raises(BadUrlError, match=r"DATABASE_URL.*letter\.txt"):
        await Work.open(f"sqlite:///{path}")


async def test_where_nobody_can_read_the_writer_is_let_go_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that can be opened once only is refused with its name, and no thread or connection stays behind."""
    made: list[sqlite3.Connection] = []
    honest, before = sqlite3.connect, threading.enumerate()

    def connect(path: Path, **_: Any) -> sqlite3.Connection:
        if made:
            raise sqlite3.OperationalError("unable to open database file")
        made.append(honest(path, check_same_thread=False))
        return made[0]

    monkeypatch.setattr("storage.work.sqlite.sqlite3.connect", connect)
    with pytest.raises(BadUrlError, match=r"DATABASE_URL.*once\.db"):
        await Work.open(f"sqlite:///{tmp_path / 'once.db'}")
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        made[0].execute("SELECT 1")
    for thread in set(threading.enumerate()) - set(before):
        if not thread.name.startswith("asyncio_"):
            thread.join(30)
            assert not thread.is_alive()


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
async def test_closing(work: Work) -> None:
    """Closing waits for everything that stands in the line; after it nothing can be asked."""
    async with asyncio.TaskGroup() as tasks:
        waiting = [tasks.create_task(work.run(add(n))) for n in range(200)]
        await asyncio.sleep(0)
        await work.close()
    assert [task.result() for task in waiting] == list(range(200))
    with pytest.raises(ClosedError):
        await work.run(all_things)


def test_process_that_fails_ends(tmp_path: Path) -> None:
    """A process that fails before it closes its database ends, and does not wait for the database's threads."""
    program = f"""
import asyncio
from storage.work import Work

async def main():
    await Work.open("sqlite:///{tmp_path / "test.db"}")
    raise SystemExit(3)

asyncio.run(main())
"""
    assert subprocess.run([sys.executable, "-c", program], timeout=60, check=False).returncode == 3
