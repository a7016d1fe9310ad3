"""SQLite is busy for long, or its disk is full: what came waits, what was sent is known, and all goes on afterwards."""

import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Connection

from storage.work import Work, group
from storage.work.sqlite import BUSY_MS
from tests.faults.loops import Loops, hurried
from tests.proof.counting import Tried

__all__ = ["hurried"]

_PROGRAM = """
import asyncio, resource, sys
from storage.work import Work
from storage.work.trouble import trouble

def add(conn):
    conn.exec_driver_sql("INSERT INTO things (x) VALUES (zeroblob(20000))")

async def main():
    async with await Work.open(sys.argv[1]) as work:
        await work.run(lambda conn: conn.exec_driver_sql("CREATE TABLE things (x)").close())
        resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, resource.RLIM_INFINITY))
        done, why = 0, ""
        for _ in range(40):
            try:
                await work.run(add)
                done += 1
            except Exception as error:
                why = trouble(error)
        resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        await work.run(add)
        count = await work.read(lambda conn: conn.exec_driver_sql("SELECT count(*) FROM things").scalar())
        print(0 < done < 40, done + 1 == count, why)

asyncio.run(main())
"""

FAILURES = 8
"""Questions of the poller, or tries of the loops, for which the trouble lasts at least."""


@pytest.fixture
def backend() -> str:
    """What is simulated here is SQLite's."""
    return "sqlite"


class Trouble:
    """Trouble that begins at a moment of the loops, and ends when it was met often enough."""

    def __init__(self, loops: Loops, begin: Callable[[], None], end: Callable[[], None]) -> None:
        self._loops, self._begin, self._end = loops, begin, end
        self.met, self.on = 0, False

    def begin(self) -> None:
        """Once only."""
        if not self.met and not self.on:
            self._begin()
            self.on = True

    def meet(self, attempt: int) -> float:
        """Somebody has met it; stands in the place of the pause between two tries of a transaction."""
        self.met += 1
        if self.on and self.met >= FAILURES * 6:
            self._end()
            self.on = False
        return 0.0


def _at(moment: str, loops: Loops, trouble: Trouble) -> None:
    """When it begins: before anything was stored, while an update is handled, between a send and its mark."""
    if moment == "store":
        trouble.begin()
    elif moment == "turn":
        loops.on_turn = trouble.begin
    else:
        loops.telegram.on_call = trouble.begin


async def _lived_through(loops: Loops, trouble: Trouble, tried: Tried) -> None:
    await loops.run()
    lost, repeated = await loops.lost(), loops.repeated()
    tried.count(lost=lost, repeated=repeated)
    assert trouble.met >= FAILURES
    assert not trouble.on
    assert (lost, repeated, loops.twice()) == (0, 0, [])
    attempts = await loops.column("SELECT max(attempts) FROM inbox")
    assert attempts == [0], "no update is to blame"


@pytest.mark.fault(18)
@pytest.mark.parametrize("moment", ["store", "turn", "send"])
async def test_a_busy_database_loses_nothing(
    work: Work, hurried: None, tried: Tried, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    """While another process keeps the file locked nothing is confirmed, blamed or said again; then all is served."""
    await work.run(lambda conn: conn.exec_driver_sql("PRAGMA busy_timeout=0").close())
    careless = sqlite3.connect(tmp_path / "test.db", isolation_level=None, check_same_thread=False)
    loops = Loops(work)
    begin, end = (lambda: _lock(careless)), (lambda: careless.execute("ROLLBACK").close())
    trouble = Trouble(loops, begin, end)
    monkeypatch.setattr("storage.work.group.pause", trouble.meet)
    _at(moment, loops, trouble)
    await _lived_through(loops, trouble, tried)
    careless.close()


def _lock(careless: sqlite3.Connection) -> None:
    careless.execute("PRAGMA busy_timeout=10000")
    careless.execute("BEGIN IMMEDIATE")


@pytest.mark.fault(18)
def test_one_transaction_outlasts_thirty_seconds() -> None:
    """A transaction is given up only after the file was busy for longer than half a minute."""
    assert group.ATTEMPTS * BUSY_MS >= 30_000


@pytest.mark.fault(18)
async def test_what_cannot_be_stored_is_not_confirmed(work: Work, hurried: None, tmp_path: Path) -> None:
    """While the file is locked Telegram keeps every update, and is asked more and more seldom."""
    await work.run(lambda conn: conn.exec_driver_sql("PRAGMA busy_timeout=0").close())
    careless = sqlite3.connect(tmp_path / "test.db", isolation_level=None)
    careless.execute("BEGIN IMMEDIATE")
    loops = Loops(work)
    for _ in range(5):
        await loops._poller.once()
    careless.execute("ROLLBACK")
    careless.close()
    assert len(loops.telegram.kept) == loops.wanted
    assert len(loops.pauses) == 5
    assert loops.pauses[4] > loops.pauses[0]


@pytest.mark.fault(18)
@pytest.mark.parametrize("moment", ["store", "turn", "send"])
async def test_a_full_disk_loses_nothing(
    work: Work, hurried: None, tried: Tried, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    """While there is no room nothing is confirmed, blamed or said again; once there is, all is served."""
    full: list[bool] = []
    loops = Loops(work)
    trouble = Trouble(loops, lambda: full.append(True), full.clear)
    _fill(monkeypatch, full, trouble)
    _at(moment, loops, trouble)
    await _lived_through(loops, trouble, tried)


def _fill(monkeypatch: pytest.MonkeyPatch, full: list[bool], trouble: Trouble) -> None:
    """Every commit asks for more pages than there may be, as long as it is full: SQLite itself refuses."""

    def transact(conn: Connection, *given: object) -> object:
        if not full:
            conn.exec_driver_sql("PRAGMA max_page_count=1000000").close()
            conn.rollback()
            return honest(conn, *given)  # type: ignore[arg-type]  # passed on as they came
        trouble.meet(0)
        trouble.met += 5
        conn.exec_driver_sql("PRAGMA max_page_count=1").close()
        conn.rollback()
        functions, begin, point = given
        return honest(conn, [_greedy(fn) for fn in functions], begin, point)  # type: ignore[attr-defined,arg-type]  # as above

    honest = group._transact
    monkeypatch.setattr(group, "_transact", transact)


def _greedy(fn: Callable[[Connection], object]) -> Callable[[Connection], object]:
    def more(conn: Connection) -> object:
        result = fn(conn)
        conn.exec_driver_sql("CREATE TABLE more (x)")
        conn.exec_driver_sql("INSERT INTO more VALUES (zeroblob(1000000))")
        conn.exec_driver_sql("DROP TABLE more")
        return result

    return more


@pytest.mark.fault(18)
def test_a_file_that_may_not_grow(tmp_path: Path, tried: Tried) -> None:
    """The system refuses to write: what was committed before stays, the refusal is plain, and later it goes on."""
    command = [sys.executable, "-c", _PROGRAM, f"sqlite:///{tmp_path / 'test.db'}"]
    done = subprocess.run(command, timeout=60, check=False, capture_output=True, text=True)
    room, whole, why = done.stdout.split(maxsplit=2)
    tried.count()
    assert (room, whole) == ("True", "True"), done.stderr
    assert why.strip() in ("the disk is full", "the disk cannot be read or written")
