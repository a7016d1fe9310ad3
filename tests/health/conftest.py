"""A bot that stands at its ports, without a Telegram; one database is enough for most of it."""

import pytest


@pytest.fixture
def backend() -> str:
    """The database that the tests run on."""
    return "sqlite"


@pytest.fixture(autouse=True)
def quiet(quiet_logs: None) -> None:
    """Errors that a test makes on purpose need not be shown."""
