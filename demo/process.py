"""The bot as a process of its own: started, stopped, killed, started again."""

import asyncio
import multiprocessing
import os
import signal
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from multiprocessing.process import BaseProcess
from pathlib import Path

PATIENCE = 20.0
"""Real seconds for the bot to end when it is told to."""

# A server that has the bot imported forks a child for each start: a start takes milliseconds, not seconds.
_processes = multiprocessing.get_context("forkserver")


def warm_up() -> None:
    """Begin to import the bot beside us; the first start then waits for what is left of it only."""
    from multiprocessing.forkserver import ensure_running

    _processes.set_forkserver_preload(["demo.child"])
    ensure_running()


def _process(environment: Mapping[str, str], arguments: Sequence[str], log: Path) -> BaseProcess:
    from demo import child

    return _processes.Process(target=child.main, args=(dict(environment), list(arguments), str(log)), daemon=True)


@dataclass
class BotProcess:
    """A bot with its settings, its clock file and its log."""

    environment: Mapping[str, str]
    clock: Path
    log: Path
    process: BaseProcess | None = None

    async def command(self, *arguments: str) -> int:
        """Run any command of the bot under the same settings; returns its exit code."""
        running = _process(self.environment, arguments, self.log)
        await asyncio.to_thread(running.start)
        await asyncio.to_thread(running.join, PATIENCE)
        return -1 if running.exitcode is None else running.exitcode

    async def start(self) -> None:
        """Start `run` on this office's clock."""
        self.process = _process(self.environment, ["run", "--clock-file", str(self.clock)], self.log)
        await asyncio.to_thread(self.process.start)

    @property
    def alive(self) -> bool:
        """Whether the process runs now."""
        return self.process is not None and self.process.is_alive()

    @property
    def exit_code(self) -> int | None:
        """How the process ended: negative is the signal; None while it runs, and before it was started."""
        return None if self.process is None else self.process.exitcode

    async def kill(self) -> None:
        """End it as a power cut would."""
        if self.process is not None:
            self.process.kill()
            await asyncio.to_thread(self.process.join, PATIENCE)

    async def stop(self) -> None:
        """Ask it to end, as systemd would; kill it where it does not."""
        if self.process is None or not self.process.is_alive():
            return
        os.kill(self.process.pid or 0, signal.SIGTERM)
        await asyncio.to_thread(self.process.join, PATIENCE)
        if self.process.is_alive():
            await self.kill()
