"""`erase pages` writes anew what is Otklik's database and nothing else, and says of the rest what helps."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from shutil import copy

import pytest
from typer.testing import CliRunner

from bot.__main__ import app
from storage import erasing_pages
from storage.migrations.upgrade import newest
from storage.work import sqlite


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file that the settings name; nothing stands there yet."""
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/otklik.db")
    return tmp_path / "otklik.db"


def said_to(*words: str) -> tuple[int, str]:
    done = CliRunner().invoke(app, words)
    return done.exit_code, done.output


def pages() -> tuple[int, str]:
    return said_to("erase", "pages")


def test_where_there_was_no_database_one_was_made(file: Path) -> None:
    """In another folder than the bot's it ends with 2, says so, and makes nothing."""
    code, said = pages()
    assert (code, "there is no database" in said, "written anew" in said) == (2, True, False)
    assert list(file.parent.iterdir()) == []


_THEIRS = "CREATE TABLE a (b); INSERT INTO a VALUES (zeroblob(9000)); DELETE FROM a;"
_ALIKE = f"CREATE TABLE alembic_version AS SELECT '{newest()}' AS version_num;"


@pytest.mark.parametrize("command", [("erase", "pages"), ("outbox", "list")])
@pytest.mark.parametrize(("more", "why"), [("", "at revision none"), (_ALIKE, "of another program")])
def test_the_file_of_another_program_was_rewritten(file: Path, command: tuple[str, str], more: str, why: str) -> None:
    """A SQLite file that is not Otklik's is refused, by whatever command, and not a byte of it changes."""
    with closing(sqlite3.connect(file)) as theirs:
        theirs.executescript(_THEIRS + more)
    before = file.read_bytes()
    code, said = said_to(*command)
    assert (code, why in said, "Stop the bot" in said) == (2, True, False)
    assert file.read_bytes() == before
    assert list(file.parent.iterdir()) == [file]


def _words(file: Path) -> None:
    file.write_text("Ведомость за март\n" * 500, encoding="utf-8")


def _folder(file: Path) -> None:
    file.mkdir()


def _cut(file: Path) -> None:
    os.truncate(file, 100)


def _spoiled(file: Path) -> None:
    """Every page but the first is rubbish."""
    file.write_bytes(file.read_bytes()[:4096] + b"\xaa" * 40960)


def _spoiled_inside(file: Path) -> None:
    """Rubbish where no look at the version comes by."""
    with closing(sqlite3.connect(file)) as whole:
        page, size = (whole.execute(ask).fetchone()[0] for ask in (_ROOT, "PRAGMA page_size"))
    with file.open("r+b") as there:
        there.seek((page - 1) * size)
        there.write(b"\xaa" * size)


_ROOT = "SELECT rootpage FROM sqlite_master WHERE name = 'blobs'"


@pytest.mark.parametrize("become", [_words, _folder, _cut, _spoiled, _spoiled_inside])
def test_what_cannot_be_opened_was_blamed_on_the_bot(file: Path, sqlite_template: Path, become: object) -> None:
    """A damaged file, another kind of file or a folder ends with 2, in words that send nobody to stop a bot."""
    if become not in (_words, _folder):
        copy(sqlite_template, file)
    assert callable(become)
    become(file)
    code, said = pages()
    assert (code, "cannot be used" in said, "and run `erase pages`" in said) == (2, True, False), said


@pytest.fixture
def held(file: Path, sqlite_template: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Somebody writes in Otklik's database all the time."""
    monkeypatch.setattr(erasing_pages, "_PATIENCE", 0.05)
    copy(sqlite_template, file)
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield


@pytest.mark.usefixtures("held")
def test_a_file_that_others_write_to() -> None:
    """Where another program holds the file, stopping it is what helps, and it is said."""
    code, said = pages()
    assert (code, "Stop the bot and run `erase pages`" in said) == (1, True), said


def test_a_file_that_another_holds_for_itself(
    file: Path, sqlite_template: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same where nobody else can even look into it."""
    monkeypatch.setattr(sqlite, "BUSY_MS", 50)
    copy(sqlite_template, file)
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.executescript("PRAGMA locking_mode=EXCLUSIVE; BEGIN EXCLUSIVE;")
        code, said = pages()
    assert (code, "Stop the bot and run `erase pages`" in said) == (1, True), said


def test_a_full_disk(file: Path, sqlite_template: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there is no room for the file once more, room is asked for and nobody is sent to stop a bot."""
    copy(sqlite_template, file)

    def full(_: object) -> bool:
        error = sqlite3.OperationalError("database or disk is full")
        error.sqlite_errorcode = sqlite3.SQLITE_FULL
        raise error

    monkeypatch.setattr(erasing_pages, "_vacuumed", full)
    code, said = pages()
    assert (code, "Make room on the disk" in said, "Stop the bot" in said) == (1, True, False), said
