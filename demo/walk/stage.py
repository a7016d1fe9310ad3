"""The stage: a sandbox, a bot, a clock that can be wound on, all in a folder that goes away afterwards."""

import asyncio
import os
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.clock import read_clock, write_clock
from sandbox.people import Group, Person, Town

HERE = Path(__file__).parent
OFFICE = HERE / "office.toml"
TOKEN_BOT = 7_000_001
START = datetime.fromisoformat("2026-03-04T10:00:00+12:00")
_ROOT = HERE.parent.parent


@dataclass
class Stage:
    """Everybody who plays, and the office's clock."""

    town: Town
    clock: Path
    curator: Person
    executor: Person
    head: Person
    group: Group

    def wind(self, speed: float) -> None:
        """Let the office's clock run so many times faster, from where it stands."""
        now = read_clock(self.clock).now(datetime.now().timestamp())  # noqa: DTZ005 - seconds since 1970 have no zone
        write_clock(self.clock, now, speed)

    def now(self) -> datetime:
        """The office's present, in the office's zone."""
        moment = read_clock(self.clock).now(datetime.now().timestamp())  # noqa: DTZ005 - as above
        return moment.astimezone(START.tzinfo)


@asynccontextmanager
async def stage() -> AsyncIterator[Stage]:
    """Set everything up, and take it all down again whatever happened."""
    with tempfile.TemporaryDirectory(prefix="otklik-demo-") as folder:
        clock, log = Path(folder) / "clock.json", Path(folder) / "bot.log"
        write_clock(clock, START, 1)
        async with Town.start() as town:
            account = await town.bot(TOKEN_BOT, username="otklik_demo_bot")
            env = _environment(town.url, account.token, Path(folder))
            await _run(env, "office", "load", str(OFFICE))
            async with _bot(env, clock, log):
                yield await _people(town, clock)


def _environment(url: str, token: str, folder: Path) -> dict[str, str]:
    """Only what the bot needs: nothing of the caller's own settings comes in."""
    kept = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "LANG", "SYSTEMROOT"}}
    return {
        **kept,
        "PYTHONPATH": str(_ROOT),
        "BOT_TOKEN": token,
        "TELEGRAM_API_SERVER": url,
        "DATABASE_URL": f"sqlite:///{folder / 'demo.db'}",
        "RATE_CHAT": "50",
        "RATE_GROUP": "1200",
        "TICK_SECONDS": "0.1",
        "REFRESH_SECONDS": "2",
    }


async def _run(env: dict[str, str], *args: str) -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", *args, env=env, cwd=env["PYTHONPATH"], stdout=asyncio.subprocess.DEVNULL
    )
    if await process.wait():
        raise RuntimeError(f"python -m bot {' '.join(args)} failed")


@asynccontextmanager
async def _bot(env: dict[str, str], clock: Path, log: Path) -> AsyncIterator[None]:
    with log.open("wb") as sink:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", "run", "--clock-file", str(clock), env=env, cwd=env["PYTHONPATH"],
            stdout=sink, stderr=sink,
        )  # fmt: skip
        try:
            yield
        finally:
            if process.returncode is None:
                process.terminate()
            await process.wait()
            if process.returncode:
                sys.stderr.write(log.read_text(encoding="utf-8"))  # noqa: ASYNC240 - at the very end


async def _people(town: Town, clock: Path) -> Stage:
    curator = await town.person(1001, "Куратор")
    executor = await town.person(1002, "Исполнитель дорог")
    head = await town.person(1003, "Глава района")
    await town.person(1005, "Исполнитель ЖКХ")
    group = await town.supergroup(-1001000000001, "Сроки ответов", members=[curator, executor, head])
    return Stage(town, clock, curator, executor, head, group)
