"""A database with an office, and the commands of whoever looks after it, on SQLite and on PostgreSQL."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path

import pytest
import structlog
from typer.testing import CliRunner, Result

from bot.__main__ import app
from tests.fixtures.databases import (
    backend,
    database_url,
    empty_url,
    migrated_postgres,
    postgres,
    sqlite_template,
    work,
)
from tests.fixtures.offices import office, office_file

__all__ = [
    "backend",
    "database_url",
    "empty_url",
    "migrated_postgres",
    "office",
    "office_file",
    "postgres",
    "sqlite_template",
    "work",
]

Typed = Callable[..., Awaitable[Result]]
TOKEN = "1234567890:AAEabcdefghijklmnopqrstuvwxyz_0123456"


@pytest.fixture
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder without `.env`, and an environment without settings of ours."""
    monkeypatch.chdir(tmp_path)
    for name in ("BOT_TOKEN", "TELEGRAM_API_SERVER", "TELEGRAM_PROXY", "MODE", "DATABASE_URL"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


@pytest.fixture
def typed(own_folder: Path, database_url: str, monkeypatch: pytest.MonkeyPatch) -> Typed:
    """Types a command on the database of the test, in a thread: it has an event loop of its own."""
    monkeypatch.setenv("DATABASE_URL", database_url)

    async def run(*words: str) -> Result:
        return await asyncio.to_thread(CliRunner().invoke, app, list(words))

    return run


@pytest.fixture(autouse=True)
def quiet_logs() -> Iterator[None]:
    """What is broken on purpose need not be shown."""
    structlog.configure(
        processors=[structlog.processors.KeyValueRenderer()], logger_factory=structlog.ReturnLoggerFactory()
    )
    yield
    structlog.reset_defaults()
