"""A database with both offices in it, made once; and the lives that were lived on copies of it."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.months.month import Log, simulate
from tests.months.offices import load

Lived = Callable[[int, int], Log]
"""From a seed and days to what came of them."""


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
    return lambda name: _copied(loaded, tmp_path / f"{name}.db")


@pytest.fixture(scope="session")
def lived(loaded: Path, tmp_path_factory: pytest.TempPathFactory) -> Lived:
    """Lets a seed live, once for all tests that ask what came of it."""
    logs: dict[tuple[int, int], Log] = {}

    def live(seed: int, days: int) -> Log:
        if (seed, days) not in logs:
            folder = tmp_path_factory.mktemp("lived")
            logs[seed, days] = simulate(seed, days, _copied(loaded, folder / "office.db"), folder)
        return logs[seed, days]

    return live


def _copied(loaded: Path, path: Path) -> str:
    shutil.copy(loaded, path)
    return f"sqlite:///{path}"
