"""A bot that lives in a process of its own, on a database and a clock file: stopped, killed, started again."""

import asyncio
import multiprocessing
import os
import signal
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Self

_PATIENCE = 40.0

# A server that has the bot imported already and forks a child for each start: a start costs milliseconds, not seconds.
_processes = multiprocessing.get_context("forkserver")
_processes.set_forkserver_preload(["tests.conversations.child"])

_loaded: dict[tuple[str, str], bytes] = {}
"""New databases with one office in them, by the text of its file and the folder of procedures."""


class Living:
    """The bot of an office: what it was started with, and the process it lives in."""

    folder: Path
    environment: dict[str, str]
    process: BaseProcess | None = None

    @property
    def clock(self) -> Path:
        """The file that holds the office's clock."""
        return self.folder / "clock.json"

    def start(self, **more: str) -> None:
        """Start the bot, or start it again on the same database."""
        from tests.conversations import child

        environment = {**self.environment, **more}
        self.process = _processes.Process(target=child.run, args=(environment, str(self.clock)), daemon=True)
        self.process.start()

    @asynccontextmanager
    async def lives(self, to_its_end: bool = True) -> AsyncIterator[Self]:
        """Let the bot live meanwhile; in the end it must have stopped cleanly, or is killed if not `to_its_end`."""
        self.start()
        try:
            yield self
            code = await self.stop() if to_its_end else 0
            assert code == 0, f"the bot ended with {code}; its log:\n{self.journal()}"
        finally:
            self.end()

    async def stop(self) -> int:
        """Ask the bot to stop, as systemd would, and wait for it. Returns its exit code.

        It waits in a thread: the local Telegram lives in this loop, and must answer what the bot is still sending.
        """
        return await asyncio.to_thread(self._stop)

    def _stop(self) -> int:
        assert self.process is not None
        if self.process.is_alive():
            os.kill(self.process.pid or 0, signal.SIGTERM)
        self.process.join(_PATIENCE)
        code = self.process.exitcode
        if code is None:
            self.process.kill()
            self.process.join()
            raise AssertionError(f"the bot did not stop in {_PATIENCE:g} s; its log:\n{self.journal()}")
        return code

    def kill(self) -> None:
        """Kill the bot as a power cut would."""
        assert self.process is not None
        self.process.kill()
        self.process.join(_PATIENCE)

    def journal(self) -> str:
        """What the bot has logged."""
        path = self.folder / "bot.log"
        return path.read_text(encoding="utf-8") if path.exists() else ""

    def end(self) -> None:
        """Leave no process behind, whatever became of the test."""
        if self.process is not None and self.process.is_alive():
            self.process.kill()
            self.process.join()


def load(environment: Mapping[str, str], office: Path) -> None:
    """`office load`, in a process of its own; what it made of a new database once is copied for others like it."""
    database = Path(environment["DATABASE_URL"].removeprefix("sqlite:///"))
    same = office.read_text(encoding="utf-8"), environment.get("PROCEDURES_DIR", "")
    fresh = environment["DATABASE_URL"].startswith("sqlite:") and not database.exists()
    if fresh and same in _loaded:
        database.write_bytes(_loaded[same])
        return
    _load(environment, office)
    if fresh and not database.with_name(f"{database.name}-wal").exists():
        _loaded[same] = database.read_bytes()


def _load(environment: Mapping[str, str], office: Path) -> None:
    from tests.conversations import child

    loading = _processes.Process(target=child.load, args=(environment, str(office)))
    loading.start()
    loading.join(_PATIENCE)
    assert loading.exitcode == 0, f"the office was not loaded; see {environment['OTKLIK_TEST_LOG']}"


async def command(environment: Mapping[str, str], *arguments: str) -> int | None:
    """Any command in a process of its own, waited for in a thread: the local Telegram goes on. Its exit code."""
    from tests.conversations import child

    running = _processes.Process(target=child.command, args=(environment, *arguments))
    running.start()
    await asyncio.to_thread(running.join, _PATIENCE)
    return running.exitcode


def settings(url: str, token: str, folder: Path, more: Mapping[str, str]) -> dict[str, str]:
    """Settings of a bot in a hurry: no rates to wait for, short pauses."""
    return {
        "BOT_TOKEN": token,
        "TELEGRAM_API_SERVER": url,
        "DATABASE_URL": f"sqlite:///{folder / 'office.db'}",
        "OTKLIK_TEST_LOG": str(folder / "bot.log"),
        "RATE_TOTAL": "1000",
        "RATE_CHAT": "1000",
        "RATE_CHAT_BURST": "1000",
        "RATE_GROUP": "60000",
        "TICK_SECONDS": "0.05",
        "ALBUM_WAIT": "0.3",
        "REFRESH_SECONDS": "0.5",
        **more,
    }
