"""DATABASE_URL may name a file that never was a database: nobody is sent to look for a damaged disk or a copy."""

import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.__main__ import app
from storage.work.trouble import trouble
from tests.ops.conftest import TOKEN

TEXT = "# Otklik\n\nA desk for citizens' posts.\n" * 300
Said = Callable[..., Result]


@pytest.fixture
def file(own_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Somebody's text, which the settings take for the database."""
    path = own_folder / "README.md"
    path.write_text(TEXT)
    path.chmod(0o644)
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{path}")
    monkeypatch.setenv("BOT_TOKEN", TOKEN)
    return path


@pytest.mark.parametrize("words", [("audit", "verify"), ("backup", "copy.db"), ("doctor", "--offline")])
def test_a_file_that_never_was_a_database_was_called_damaged(file: Path, words: tuple[str, ...]) -> None:
    """The path is doubted first; that a copy may be needed is said for a header that a disk has destroyed."""
    said = CliRunner().invoke(app, list(words)).output
    assert "no SQLite database" in said
    assert "look at the path" in said
    assert "restore a copy" in said
    assert "DAMAGED" not in said
    assert file.read_text() == TEXT
    assert {one for one in os.listdir(file.parent) if not one.endswith(".lock")} == {file.name}  # noqa: PTH208 - as above


def test_doctor_gave_advice_for_a_database_that_was_none(file: Path) -> None:
    """No rights are to be changed of somebody's text; the offices are not looked at since nothing could be opened."""
    assert file.exists()
    said = CliRunner().invoke(app, ["doctor", "--offline"]).output
    assert "chmod" not in said
    assert "the database is not there" not in said
    assert "not looked at: the database could not be opened" in said


def test_a_torn_page_is_still_called_damage(tmp_path: Path) -> None:
    """A database whose header is whole is one."""
    torn = sqlite3.DatabaseError("malformed")
    torn.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
    assert "DAMAGED" in trouble(torn)
