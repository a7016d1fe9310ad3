"""Processes that are measured: started, held still, let go on, and asked what they used."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
_TICKS = os.sysconf("SC_CLK_TCK")
_PATIENCE = 20.0

CAN_TELL = Path("/proc/self/stat").exists()
"""Whether the system tells what a process uses, as Linux does."""


@dataclass(frozen=True, slots=True)
class Child:
    """A running process of ours; what Linux tells about it is read from /proc."""

    process: asyncio.subprocess.Process

    def hold(self) -> None:
        """Let it stand still."""
        self.process.send_signal(signal.SIGSTOP)

    def go_on(self) -> None:
        """Let it go on."""
        self.process.send_signal(signal.SIGCONT)

    def seconds(self) -> float:
        """Processor time that it has used so far."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / _TICKS

    def memory(self) -> tuple[float, float]:
        """Megabytes it has in memory now, and the most it ever had."""
        lines = Path(f"/proc/{self.process.pid}/status").read_text(encoding="utf-8").splitlines()
        told = dict(line.split(":", 1) for line in lines)
        return int(told["VmRSS"].split()[0]) / 1024, int(told["VmHWM"].split()[0]) / 1024


@asynccontextmanager
async def running(log: Path, environment: Mapping[str, str], *arguments: str) -> AsyncIterator[Child]:
    """`python ARGUMENTS`, its output in a file; it is told to stop in the end."""
    with log.open("wb") as sink:
        process = await asyncio.create_subprocess_exec(
            sys.executable, *arguments, env=_whole(environment), cwd=ROOT, stdout=sink, stderr=sink
        )
        try:
            yield Child(process)
        finally:
            if process.returncode is None:
                process.send_signal(signal.SIGCONT)
                process.terminate()
            async with asyncio.timeout(_PATIENCE):
                await process.wait()


async def done(environment: Mapping[str, str], *arguments: str) -> None:
    """Run `python ARGUMENTS` to its end. Raises RuntimeError where it fails."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, *arguments, env=_whole(environment), cwd=ROOT, stdout=asyncio.subprocess.DEVNULL
    )
    if await process.wait():
        raise RuntimeError(f"python {' '.join(arguments)} failed")


def _whole(environment: Mapping[str, str]) -> dict[str, str]:
    """Only what the process needs: nothing of the caller's own settings comes in."""
    kept = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "LANG"}}
    return {**kept, "PYTHONPATH": str(ROOT), **environment}
