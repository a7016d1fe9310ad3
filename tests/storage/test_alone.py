"""One process at a time on a SQLite file."""

import asyncio
import errno
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from storage.alone import NotAloneError, alone, taken
from storage.work import Work

_HOLDER = """
import sys, time
from storage.alone import alone
with alone(sys.argv[1]):
    print("holds", flush=True)
    time.sleep(60)
"""


def _url(folder: Path) -> str:
    return f"sqlite:///{folder / 'office.db'}"


def test_a_second_process_is_refused(tmp_path: Path) -> None:
    """The refusal names the file and the process that has it; a process that was killed holds nothing any more."""
    with subprocess.Popen([sys.executable, "-c", _HOLDER, _url(tmp_path)], stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "holds\n"
        assert taken(tmp_path / "office.db")
        with (
            pytest.raises(NotAloneError, match=rf"process {other.pid} .*office\.db"),
            alone(_url(tmp_path), sleep=lambda _: None),
        ):
            pass
        os.kill(other.pid, signal.SIGKILL)
    assert not taken(tmp_path / "office.db")
    with alone(_url(tmp_path)):
        assert not taken(tmp_path / "office.db"), "this process itself is no other"


def test_a_full_disk_keeps_nobody_from_the_lock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The number of the process is for people; without it the database is locked all the same."""

    def full(*given: object) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("storage.alone.os.pwrite", full)
    with alone(_url(tmp_path)):
        look = f"import pathlib, storage.alone as a; print(a.taken(pathlib.Path({str(tmp_path / 'office.db')!r})))"
        seen = subprocess.run([sys.executable, "-c", look], check=True, capture_output=True, text=True)
    assert seen.stdout == "True\n"


def test_one_that_is_just_ending_is_waited_for(tmp_path: Path) -> None:
    """Who lets go within the time that is waited is no reason to refuse."""
    first = alone(_url(tmp_path))
    first.__enter__()
    waits: list[float] = []

    def wait(seconds: float) -> None:
        waits.append(seconds)
        if len(waits) == 3:
            first.__exit__(None, None, None)

    with alone(_url(tmp_path), sleep=wait):
        pass
    assert len(waits) == 3


def test_postgres_and_what_is_no_url_are_not_locked(tmp_path: Path) -> None:
    """Several processes may share a PostgreSQL; of a wrong URL the database itself tells."""
    for url in ("postgresql://a@b/c", "nonsense", "sqlite://", "sqlite:////no/such/folder/x.db"):
        with alone(url), alone(url):
            pass


def test_the_lock_is_for_its_owner_alone(tmp_path: Path) -> None:
    """The file of the lock can be read by nobody else, and stays where it is."""
    with alone(_url(tmp_path)):
        pass
    lock = tmp_path / "office.db.lock"
    assert lock.stat().st_mode & 0o777 == 0o600


async def test_a_command_beside_a_bot_leaves_checkpoints_to_it(tmp_path: Path) -> None:
    """Where another process holds the lock, this one writes and does not checkpoint."""
    command = (sys.executable, "-c", _HOLDER, _url(tmp_path))
    other = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)
    assert other.stdout is not None
    await other.stdout.readline()
    async with await Work.open(_url(tmp_path)) as work:
        assert await work.run(lambda conn: conn.exec_driver_sql("PRAGMA wal_autocheckpoint").scalar()) == 0
    other.kill()
    await other.communicate()
