"""A house that is attacked: two offices with one bot, its real conversations, its real storage, a Telegram at hand."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import structlog

from storage.work import Work
from tests.attacks.house import House, housed
from tests.fixtures.databases import database_url, migrated_postgres, postgres, sqlite_template, work

__all__ = ["database_url", "migrated_postgres", "postgres", "sqlite_template", "work"]


@pytest.fixture
def backend() -> str:
    """The database of most attacks; those that are about races ask for both."""
    return "sqlite"


@pytest.fixture
async def house(work: Work, tmp_path: Path) -> AsyncIterator[House]:
    """Two offices with cards at every step, at rest."""
    async with housed(work) as made:
        yield made


@pytest.fixture(autouse=True)
def quiet_logs() -> Iterator[None]:
    """What is refused on purpose need not be shown."""
    structlog.configure(
        processors=[structlog.processors.KeyValueRenderer()], logger_factory=structlog.ReturnLoggerFactory()
    )
    yield
    structlog.reset_defaults()
