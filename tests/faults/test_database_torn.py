"""A log (-wal) that was cut off or damaged as the machine died: whole commits stay, from the first on, none in part."""

import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import Connection

from storage.work import BadUrlError, Work
from tests.cases import EXPLORING
from tests.proof.counting import Tried

HEADER, FRAME = 32, 24 + 4096
"""Bytes of the log's header, and of one page in it."""

_WRITER = """
import asyncio, sys
from storage.work import Work

def add(number):
    def fn(conn):
        conn.exec_driver_sql("INSERT INTO ones VALUES (?, zeroblob(3000))", (number,))
        conn.exec_driver_sql("INSERT INTO twos VALUES (?, zeroblob(6000))", (number,))
    return fn

def tables(conn):
    conn.exec_driver_sql("CREATE TABLE ones (n, x)")
    conn.exec_driver_sql("CREATE TABLE twos (n, x)")

async def main():
    async with await Work.open(sys.argv[1]) as work:
        await work.run(tables)
        for number in range(1, 1000):
            await work.run(add(number))
            if number == 20:
                await work._writer.aside("PRAGMA wal_checkpoint(TRUNCATE)")
            print(number, flush=True)

asyncio.run(main())
"""


_BOTH = ("SELECT n FROM ones ORDER BY n", "SELECT n FROM twos ORDER BY n")


@dataclass(frozen=True)
class Dead:
    """What a killed process left: its files, how much it knew to be committed, how much was checkpointed."""

    folder: Path
    committed: int
    checkpointed: int = 20

    def copy_to(self, folder: Path) -> Path:
        """The files anew, to be damaged. Returns the database."""
        for path in self.folder.iterdir():
            if not path.name.endswith("-shm"):
                shutil.copy(path, folder / path.name)
        return folder / "test.db"


@pytest.fixture(scope="module")
def dead(tmp_path_factory: pytest.TempPathFactory) -> Dead:
    """A process that was killed (SIGKILL) while it committed one thing after the other."""
    folder = tmp_path_factory.mktemp("dead")
    url = f"sqlite:///{folder / 'test.db'}"
    with subprocess.Popen([sys.executable, "-c", _WRITER, url], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        last = next(number for number in map(int, process.stdout) if number >= 60)
        process.kill()
        last = max([last, *(int(line) for line in process.stdout if line.endswith("\n"))])
    return Dead(folder, last)


def _cuts(size: int) -> Iterator[int]:
    """Where the log is cut: at the header, at borders of pages, within them, at the very end."""
    frames = (size - HEADER) // FRAME
    chosen = range(frames + 1) if EXPLORING else (0, 1, frames // 2, frames - 1, frames)
    yield from (0, HEADER - 1)
    for frame in chosen:
        yield from (HEADER + frame * FRAME + offset for offset in (0, 11, 1000))


@pytest.mark.fault(19)
async def test_a_log_that_was_cut_off(dead: Dead, tmp_path: Path, tried: Tried) -> None:
    """However much of its end is missing, all that was checkpointed is there, then whole commits, without a gap."""
    size = (dead.folder / "test.db-wal").stat().st_size
    kept = []
    for number, cut in enumerate(_cuts(size)):
        database = dead.copy_to(_folder(tmp_path, number))
        with database.with_name("test.db-wal").open("r+b") as log:
            log.truncate(min(cut, size))
        kept.append(await _whole(database))
        tried.count(lost=max(0, dead.checkpointed - kept[-1]))
        assert kept[-1] >= dead.checkpointed
    assert kept[-1] >= dead.committed, "nothing was missing, so nothing may be lost"
    assert sorted(kept) == kept


@pytest.mark.fault(19)
async def test_a_log_that_was_damaged(dead: Dead, tmp_path: Path, tried: Tried) -> None:
    """A byte that is another one ends the log there: what stands before it counts, and nothing of what is behind."""
    size = (dead.folder / "test.db-wal").stat().st_size
    for number, place in enumerate(range(HEADER + 30, size, FRAME * (1 if EXPLORING else 40))):
        database = dead.copy_to(_folder(tmp_path, number))
        with database.with_name("test.db-wal").open("r+b") as log:
            log.seek(place)
            was = log.read(1)
            log.seek(place)
            log.write(bytes([was[0] ^ 0xFF]))
        kept = await _whole(database)
        tried.count(lost=max(0, dead.checkpointed - kept))
        assert kept >= dead.checkpointed


def _folder(parent: Path, number: int) -> Path:
    folder = parent / str(number)
    folder.mkdir()
    return folder


async def _whole(database: Path) -> int:
    """See that both tables agree, without a gap, and that the database can be written. Returns how much there is."""

    def look(conn: Connection) -> tuple[list[int], list[int], str]:
        ones, twos = (list(conn.exec_driver_sql(query).scalars()) for query in _BOTH)
        return ones, twos, str(conn.exec_driver_sql("PRAGMA integrity_check").scalar())

    async with await Work.open(f"sqlite:///{database}") as work:
        ones, twos, integrity = await work.read(look)
        assert integrity == "ok"
        assert ones == twos == list(range(1, len(ones) + 1))
        await work.run(lambda conn: conn.exec_driver_sql("INSERT INTO ones VALUES (-1, '')").close())
    shutil.rmtree(database.parent)
    return len(ones)


@pytest.mark.fault(19)
async def test_a_main_file_that_is_damaged_is_told_plainly(dead: Dead, tmp_path: Path) -> None:
    """Where the database's first page is rubbish the bot does not start, and says what to do."""
    database = dead.copy_to(tmp_path)
    database.with_name("test.db-wal").unlink()
    with database.open("r+b") as file:
        file.write(b"rubbish " * 40)
    with pytest.raises(BadUrlError, match=r"test\.db.*no SQLite database.*restore a copy"):
        await Work.open(f"sqlite:///{database}")


@pytest.mark.fault(19)
async def test_only_one_connection_checkpoints(tmp_path: Path) -> None:
    """The reader never does: SQLite before 3.51.3 can damage a file where one checkpoints while another commits."""
    pragma = "PRAGMA wal_autocheckpoint"
    async with await Work.open(f"sqlite:///{tmp_path / 'test.db'}") as work:
        writer = await work.run(lambda conn: conn.exec_driver_sql(pragma).scalar())
        reader = await work.read(lambda conn: conn.exec_driver_sql(pragma).scalar())
    assert (bool(writer), reader) == (True, 0)


def test_the_log_ends_with_its_last_user(tmp_path: Path) -> None:
    """After a clean end everything is in the main file: to copy a stopped bot's database is to copy one file."""
    path = tmp_path / "test.db"
    program = _WRITER.replace("range(1, 1000)", "range(1, 30)")
    subprocess.run([sys.executable, "-c", program, f"sqlite:///{path}"], check=True, capture_output=True, timeout=60)
    assert [one.name for one in tmp_path.iterdir()] == ["test.db"]
    with sqlite3.connect(path) as database:
        assert database.execute("SELECT count(*) FROM ones").fetchone() == (29,)
    database.close()
