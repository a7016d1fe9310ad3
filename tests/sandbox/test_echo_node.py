"""An echo bot on node-telegram-bot-api, where Node is at hand."""

import asyncio
import os
import shutil
import subprocess
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from sandbox.people import Town
from tests.sandbox.echo import ALBUM, conversation

HOME = Path(__file__).with_name("echo_node")
BOT = 7_000_004
INSTALL = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]


@pytest.fixture(scope="module")
def installed() -> Path:
    """Install the library once into node_modules, which git ignores; skip where that cannot be done."""
    if not shutil.which("node") or not shutil.which("npm"):
        pytest.skip("node and npm are not installed")
    if not (HOME / "node_modules" / ".package-lock.json").exists():
        done = subprocess.run(INSTALL, cwd=HOME, capture_output=True, text=True, timeout=100, check=False)
        if done.returncode:
            pytest.skip(f"npm could not install node-telegram-bot-api: {done.stderr.strip()[:300]}")
    return HOME


@pytest.fixture
async def echo(town: Town, installed: Path) -> AsyncIterator[int]:
    """Run the echo bot as a process of its own; returns its id."""
    account = await town.bot(BOT)
    environment = {**os.environ, "TELEGRAM_API_SERVER": town.url, "BOT_TOKEN": account.token, "ALBUM": f"{ALBUM}"}
    process = await asyncio.create_subprocess_exec("node", "echo.js", cwd=installed, env=environment)
    yield account.id
    process.terminate()
    await process.wait()


async def test_echo_on_node_telegram_bot_api(town: Town, echo: int) -> None:
    """Text with buttons, a tap, a photo, an album and a document come back through node-telegram-bot-api."""
    await conversation(town, await town.person(1001, "Анна", bot=echo))
