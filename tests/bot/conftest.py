"""A database and an office for the tests of the transport; one database is enough here, both are tested in storage."""

from collections.abc import Iterator

import pytest
import structlog

from tests.bot.fakes import Telegram, Wall
from tests.fixtures.databases import database_url, sqlite_template, work
from tests.fixtures.offices import office, office_file

__all__ = ["database_url", "office", "office_file", "sqlite_template", "work"]


@pytest.fixture
def backend() -> str:
    """The database that the tests run on."""
    return "sqlite"


@pytest.fixture
def telegram() -> Telegram:
    """A Telegram that performs every call and notes it."""
    return Telegram()


@pytest.fixture
def wall() -> Wall:
    """The office's clock."""
    return Wall()


@pytest.fixture(autouse=True)
def quiet_logs() -> Iterator[None]:
    """Errors that a test makes on purpose need not be shown; tests of the logs set them up themselves."""
    structlog.configure(
        processors=[structlog.processors.KeyValueRenderer()], logger_factory=structlog.ReturnLoggerFactory()
    )
    yield
    structlog.reset_defaults()
