"""The bot as a process of its own: started, waited for, killed, started again."""

import asyncio
import multiprocessing
import os
import signal
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from multiprocessing.process import BaseProcess
from pathlib import Path

PATIENCE = 20.0
"""Real seconds for a command that ends by itself, and for a killed process to be gone."""

# A server that has the bot imported forks a child for each start: a start takes milliseconds, not seconds.
_processes = multiprocessing.get_context("forkserver")


def warm_up() -> None:
    """Begin to import the bot beside us; the first start then waits for what is left of it only.

    Ctrl+C, of which a terminal tells all processes, is for the demo: what it starts is deaf to it from birth.
    """
    from multiprocessing.forkserver import ensure_running

    _processes.set_forkserver_preload(["demo.child"])
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    ensure_running()
    signal.signal(signal.SIGINT, before)


def _main(environment: Mapping[str, str], arguments: Sequence[str], log: str) -> None:
    """Everything that is printed goes to the log from here on, also that the bot cannot even be imported."""
    sink = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    os.dup2(sink, sys.stdout.fileno())
    os.dup2(sink, sys.stderr.fileno())
    from demo import child

    child.main(environment, arguments, Path(log).parent)


@dataclass
class BotProcess:
    """A bot with its settings, its clock file and its log."""

    environment: Mapping[str, str]
    clock: Path
    log: Path
    process: BaseProcess | None = None

    async def command(self, *arguments: str) -> int:
        """Run any command of the bot under the same settings; returns its exit code, -1 if it takes too long."""
        await self._begin(*arguments)
        try:
            async with asyncio.timeout(PATIENCE):
                return await self.ended()
        except TimeoutError:
            return -1
        finally:
            self.kill()

    async def start(self) -> None:
        """Start `run` on this office's clock."""
        await self._begin("run", "--clock-file", str(self.clock))

    async def _begin(self, *arguments: str) -> None:
        """Start a process. Whoever is cancelled meanwhile leaves none behind."""
        given = (dict(self.environment), list(arguments), str(self.log))
        self.process = _processes.Process(target=_main, args=given, daemon=True)
        starting = asyncio.ensure_future(asyncio.to_thread(self.process.start))
        try:
            await asyncio.shield(starting)
        except asyncio.CancelledError:
            await asyncio.wait((starting,))
            self.kill()
            raise

    async def ended(self) -> int:
        """Wait till the process that was started has ended; returns how: negative is the signal."""
        process, loop, gone = self.process, asyncio.get_running_loop(), asyncio.Event()
        assert process is not None  # noqa: S101 - asked of one that was started only
        loop.add_reader(process.sentinel, gone.set)
        try:
            await gone.wait()
        finally:
            loop.remove_reader(process.sentinel)
        process.join(PATIENCE)
        return -1 if process.exitcode is None else process.exitcode

    @property
    def alive(self) -> bool:
        """Whether the process runs now."""
        return self.process is not None and self.process.pid is not None and self.process.is_alive()

    def kill(self) -> None:
        """End it as a power cut would; it is gone when this returns. Nothing happens where it runs no more."""
        if self.process is not None and self.alive:
            self.process.kill()
            self.process.join(PATIENCE)
