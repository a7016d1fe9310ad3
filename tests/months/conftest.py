"""A database with both offices in it, made once."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.months.offices import load


@pytest.fixture(scope="session")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with both offices."""
    folder = tmp_path_factory.mktemp("loaded")
    for key in ("district", "town"):
        load(f"sqlite:///{folder / 'office.db'}", folder, key)
    return folder / "office.db"


@pytest.fixture
def fresh(loaded: Path, tmp_path: Path) -> Callable[[str], str]:
    """Gives the URL of a new database with both offices, under the name."""

    def make(name: str) -> str:
        shutil.copy(loaded, tmp_path / f"{name}.db")
        return f"sqlite:///{tmp_path / f'{name}.db'}"

    return make
