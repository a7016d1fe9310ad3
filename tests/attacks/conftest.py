"""A house that is attacked: two offices with one bot, its real conversations, its real storage, a Telegram at hand."""

import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from storage.work import Work
from tests.attacks.house import House, housed
from tests.fixtures.databases import database_url as on_disk

__all__ = ["on_disk"]

_MEMORY = Path("/dev/shm")  # noqa: S108 - where there is such a disk in memory, thousands of commits need not wait for one


@pytest.fixture
def backend() -> str:
    """The database of most attacks; those that are about races ask for both."""
    return "sqlite"


@pytest.fixture
def database_url(backend: str, request: pytest.FixtureRequest) -> Iterator[str]:
    """A migrated database. What is shown here does not hang on what a power cut leaves of it."""
    if backend != "sqlite":
        yield request.getfixturevalue("on_disk")
        return
    with tempfile.TemporaryDirectory(dir=_MEMORY if _MEMORY.is_dir() else None) as folder:
        yield f"sqlite:///{shutil.copy(request.getfixturevalue('sqlite_template'), Path(folder) / 'test.db')}"


@pytest.fixture
async def house(work: Work) -> AsyncIterator[House]:
    """Two offices with cards at every step, at rest."""
    async with housed(work) as made:
        yield made


@pytest.fixture(autouse=True)
def quiet(quiet_logs: None) -> None:
    """What is refused on purpose need not be shown."""
