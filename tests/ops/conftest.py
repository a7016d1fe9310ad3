"""The commands of whoever looks after a bot, on SQLite and on PostgreSQL."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.__main__ import app

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
def quiet(quiet_logs: None) -> None:
    """What is broken on purpose need not be shown."""
