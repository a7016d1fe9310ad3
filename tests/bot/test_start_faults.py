"""What goes wrong at the start: what may pass is tried again, what somebody must mend is said, nobody's words are."""

import errno
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any, NoReturn

import pytest
from pydantic import TypeAdapter, ValidationError
from sqlalchemy.exc import DBAPIError

from bot import run
from bot.cli.common import fail
from bot.starting import will_pass
from tests.fixtures.tokens import token

_DAMAGED = """
import sys
import bot.run
from pydantic import TypeAdapter

async def started(stop, app):
    TypeAdapter(int).validate_python("Иванов Иван, ул. Мира 5")

bot.run.started = started
sys.argv = ["bot", "run"]
from bot.__main__ import app
app()
"""
_WORDS = "Иванов"


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the database is to be, or is; the settings name it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(run, "set_up", lambda *given: None)
    monkeypatch.setenv("BOT_TOKEN", token(42))
    monkeypatch.setenv("TELEGRAM_API_SERVER", "http://127.0.0.1:1")
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'office.db'}")
    return tmp_path / "office.db"


@pytest.mark.fault(18)
def test_a_file_that_is_busy_at_the_start_is_worth_another_start(
    file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """`run` ends with 1, after which systemd starts it again: another program holds the file for a while only."""
    monkeypatch.setattr("storage.work.sqlite.BUSY_MS", 10)
    holder = sqlite3.connect(file, isolation_level=None)
    holder.execute("CREATE TABLE x (x)")
    holder.execute("BEGIN EXCLUSIVE")
    try:
        assert run.main() == run.AWAY
    finally:
        holder.close()
    assert "another program holds the database" in capsys.readouterr().err


@pytest.mark.fault(18)
def test_a_full_disk_at_the_start_is_worth_another_start(
    file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where not even the lock can be made it is said in one line, and the code is 1."""

    def full(*given: Any) -> NoReturn:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("storage.alone.os.open", full)
    assert run.main() == run.AWAY
    assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.fault(19)
@pytest.mark.parametrize(
    ("head", "words"),
    [(b"", "is no SQLite database"), (b"SQLite format 3\0", "restore a copy")],
    ids=["no database", "a torn one"],
)
def test_a_damaged_file_at_the_start_needs_a_person(
    file: Path, capsys: pytest.CaptureFixture[str], head: bytes, words: str
) -> None:
    """No restart mends it, and `restore` needs the file for itself: the code is 2."""
    file.write_bytes(head + b"\xa5" * 8192)
    assert run.main() == run.BAD_SETTINGS
    assert words in capsys.readouterr().err


@pytest.mark.fault(19)
def test_a_file_that_is_damaged_in_its_rows_needs_a_person_too(
    file: Path, sqlite_template: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its version can be read, and what comes after it at the start cannot."""
    shutil.copyfile(sqlite_template, file)
    with closing(sqlite3.connect(file)) as database:
        size = database.execute("PRAGMA page_size").fetchone()[0]
        (page,) = database.execute("SELECT rootpage FROM sqlite_master WHERE name = 'lanes'").fetchone()
    with file.open("r+b") as damaged:
        damaged.seek((page - 1) * size)
        damaged.write(b"\xa5" * size)
    assert run.main() == run.BAD_SETTINGS
    assert "THE DATABASE'S FILE IS DAMAGED" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("code", "passes"),
    [
        (sqlite3.SQLITE_BUSY, True),
        (sqlite3.SQLITE_LOCKED, True),
        (sqlite3.SQLITE_FULL, True),
        (sqlite3.SQLITE_IOERR, True),
        (sqlite3.SQLITE_CANTOPEN, False),
        (sqlite3.SQLITE_READONLY, False),
        (sqlite3.SQLITE_CORRUPT, False),
        (sqlite3.SQLITE_NOTADB, False),
    ],
)
def test_what_of_sqlite_passes_by_itself(code: int, passes: bool) -> None:
    """What another program or a full disk does passes; what is wrong with the file or its rights does not."""
    said = sqlite3.OperationalError("x")
    said.sqlite_errorcode = code
    wrapped = ValueError("in our words")
    wrapped.__cause__ = DBAPIError("SELECT", {}, said)
    assert (will_pass(said), will_pass(wrapped)) == (passes, passes)


def test_a_setting_that_cannot_be_used_needs_a_person(
    file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A folder that is not there is told by its setting, with 2."""
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{file.parent / 'nowhere' / 'office.db'}")
    assert run.main() == run.BAD_SETTINGS
    assert capsys.readouterr().err.startswith("DATABASE_URL: there is no folder")


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [("PROCEDURES_DIR", "nowhere", "PROCEDURES_DIR: 'nowhere' is no folder"), ("--clock-file", "clock", "clock file")],
)
def test_what_is_told_in_our_own_words_is_told_whole(
    file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], name: str, value: str, words: str
) -> None:
    """A folder of procedures or a clock's file that cannot be used is a bad setting too."""
    clock = Path(value) if name == "--clock-file" else None
    if clock is None:
        monkeypatch.setenv(name, value)
    assert run.main(clock_file=clock) == run.BAD_SETTINGS
    assert words in capsys.readouterr().err


@pytest.mark.attack(17)
def test_what_a_library_says_of_damaged_data_is_no_bad_setting(file: Path) -> None:
    """It ends with 1 and one line that holds none of the values; settings are not blamed."""
    root = Path(__file__).parents[2]
    ended = subprocess.run(
        [sys.executable, "-c", _DAMAGED], cwd=root, env={**os.environ}, check=False, capture_output=True, text=True
    )
    assert (ended.returncode, "ValidationError" in ended.stderr) == (1, True)
    assert _WORDS not in ended.stdout + ended.stderr
    assert "Traceback" not in ended.stderr


@pytest.mark.attack(17)
def test_a_command_repeats_no_words_of_damaged_data(capsys: pytest.CaptureFixture[str]) -> None:
    """What cannot be read of the database is no fault of what was given: no words of it, and 1."""
    with pytest.raises(ValidationError) as caught:
        TypeAdapter(int).validate_python(_WORDS)
    with pytest.raises(SystemExit) as ended:
        fail(caught.value)
    said = capsys.readouterr().err
    assert (ended.value.code, _WORDS in said, said.startswith("ValidationError")) == (1, False, True)
