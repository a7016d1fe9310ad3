"""Where commands write to: an empty name is nobody's choice of the current folder."""

import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.__main__ import app
from tests.fixtures.offices import OFFICE_TEXT


@pytest.fixture
def folder(tmp_path: Path, sqlite_template: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The bot's own folder, with a database that knows an office."""
    shutil.copy(sqlite_template, tmp_path / "office.db")
    (tmp_path / "office.toml").write_text(OFFICE_TEXT, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", "sqlite:///office.db")
    assert said("office", "load", "office.toml")[0] == 0
    return tmp_path


def said(*arguments: str) -> tuple[int, str]:
    done = CliRunner().invoke(app, arguments)
    return done.exit_code, done.output


@pytest.mark.parametrize("name", ["", " "])
@pytest.mark.parametrize(
    "command", [("backup",), ("backup", "--keep", "3"), ("export",), ("office", "save", "lesnoe"), ("audit", "key")]
)
def test_an_empty_name_was_the_current_folder(folder: Path, command: tuple[str, ...], name: str) -> None:
    """A variable that is not set in a script makes no copy just anywhere: the code is 2, nothing is written."""
    before = {one.name for one in folder.iterdir()}
    assert said(*command, name) == (2, "the name to write to is empty; name a file or a folder\n")
    assert {one.name for one in folder.iterdir()} == before


def test_the_current_folder_may_be_named(folder: Path) -> None:
    """Whoever means it says so by a dot."""
    code, words = said("backup", ".")
    assert (code, "copied to" in words) == (0, True), words
