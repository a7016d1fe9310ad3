"""A bot that stands at its ports, without a Telegram."""

from collections.abc import Iterator

import pytest
import structlog

from tests.bot.fakes import Telegram, Wall
from tests.fixtures.databases import database_url, migrated_postgres, postgres, sqlite_template, work
from tests.fixtures.offices import office, office_file

__all__ = ["database_url", "migrated_postgres", "office", "office_file", "postgres", "sqlite_template", "work"]


@pytest.fixture
def backend() -> str:
    """The database that the tests run on."""
    return "sqlite"


@pytest.fixture
def wall() -> Wall:
    """The office's clock."""
    return Wall()


@pytest.fixture
def telegram() -> Telegram:
    """A Telegram that performs every call."""
    return Telegram()


@pytest.fixture(autouse=True)
def quiet_logs() -> Iterator[None]:
    """Errors that a test makes on purpose need not be shown."""
    structlog.configure(
        processors=[structlog.processors.KeyValueRenderer()], logger_factory=structlog.ReturnLoggerFactory()
    )
    yield
    structlog.reset_defaults()
