"""What `export` makes of the name it is given: a folder, a .zip, or a refusal of archives that it does not make."""

import shutil
import zipfile
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.__main__ import app


@pytest.fixture(autouse=True)
def database(tmp_path: Path, sqlite_template: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A database that the settings name, in the folder in which the commands are given."""
    shutil.copy(sqlite_template, tmp_path / "office.db")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", "sqlite:///office.db")


def export(name: str) -> tuple[int, str]:
    done = CliRunner().invoke(app, ["export", name])
    return done.exit_code, done.output


@pytest.mark.parametrize("name", ["out.tar", "out.tar.gz", "out.TGZ", "out.7z", "out.rar", "out.tar.zst"])
def test_a_folder_was_named_like_an_archive(name: str) -> None:
    """Somebody who asks for an archive of another kind is told which there is, and nothing is made."""
    code, said = export(name)
    assert (code, "only .zip" in said, Path(name).exists()) == (2, True, False), said


def test_zip_in_capitals_was_a_folder() -> None:
    """An ending in capitals is the same ending."""
    code, said = export("OUT.ZIP")
    assert (code, "Written to the file OUT.ZIP." in said, zipfile.is_zipfile("OUT.ZIP")) == (0, True, True), said


@pytest.mark.parametrize("name", ["out", "out.2026", "out.d"])
def test_it_is_said_that_a_folder_was_made(name: str) -> None:
    """Whatever the name looks like, who reads the answer knows whether to look for a file or for a folder."""
    code, said = export(name)
    assert (code, f"Written to the folder {name}." in said, Path(name).is_dir()) == (0, True, True), said
