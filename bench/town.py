"""A sandbox in a process of its own, with the bot and the echo bot before it, each in one too."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.office import CURATORS, FIRST, write_office
from bench.process import Child, done, running
from sandbox.people import Town

OURS, PEER = 7_000_001, 7_000_002
_PATIENCE = 60.0


@dataclass(frozen=True, slots=True)
class Rivals:
    """Both bots before the same people."""

    town: Town
    sandbox: Child
    ours: Child
    peer: Child


@asynccontextmanager
async def both_bots(folder: Path) -> AsyncIterator[Rivals]:
    """Start everything; every curator has a chat with both bots, and both have answered once."""
    log = folder / "sandbox.log"
    serving = running(log, {}, "-u", "-m", "sandbox", "serve", "--port", "0")
    async with serving as sandbox, Town.connect(await _url(log)) as town:
        tokens = [(await town.bot(bot, username=f"bench_{bot}_bot")).token for bot in (OURS, PEER)]
        await _people(town)
        ours, peer = _settings(town.url, tokens[0], folder), _settings(town.url, tokens[1], folder)
        write_office(folder / "office.toml")
        await done(ours, "-m", "bot", "office", "load", str(folder / "office.toml"))
        async with (
            running(folder / "bot.log", ours, "-m", "bot", "run") as bot,
            running(folder / "echo.log", peer, "-m", "bench.echo") as echo,
        ):
            both = Rivals(town, sandbox, bot, echo)
            await _warm(both)
            yield both


async def answers(town: Town, bot: int, after: int) -> list[float]:
    """When the bot sent each message since that call, in seconds since 1970."""
    told = await town.wire.do("calls", method="sendMessage", bot=bot, after=after)
    return [call["time"] for call in told["calls"]]


async def calls_so_far(town: Town) -> int:
    """The number of the last call."""
    return int((await town.wire.do("calls", method="sendMessage", after=10**9))["last"])


async def wait_for(town: Town, bot: int, after: int, count: int) -> float:
    """Wait till the bot has sent so many messages since that call. Returns when it sent the last."""
    async with asyncio.timeout(_PATIENCE):
        while len(times := await answers(town, bot, after)) < count:  # noqa: ASYNC110 - another process sends them
            await asyncio.sleep(0.1)
    return max(times)


def _settings(url: str, token: str, folder: Path) -> dict[str, str]:
    """Rates so high that they do not matter; bars are not drawn anew while we measure."""
    return {
        "BOT_TOKEN": token,
        "TELEGRAM_API_SERVER": url,
        "DATABASE_URL": f"sqlite:///{folder / 'bench.db'}",
        "RATE_TOTAL": "100000",
        "RATE_CHAT": "100000",
        "RATE_CHAT_BURST": "100000",
        "RATE_GROUP": "6000000",
        "REFRESH_SECONDS": "3600",
        "ALBUM_WAIT": "0",
    }


async def _url(log: Path) -> str:
    async with asyncio.timeout(_PATIENCE):
        while "listening on" not in (text := _read(log)):  # noqa: ASYNC110 - another process writes the file
            await asyncio.sleep(0.05)
    return text.split("listening on")[1].split()[0]


def _read(log: Path) -> str:
    return log.read_text(encoding="utf-8")


async def _people(town: Town) -> None:
    for number in range(FIRST, FIRST + CURATORS):
        for bot in (OURS, PEER):
            await town.person(number, f"Куратор {number}", bot=bot)


async def _warm(both: Rivals) -> None:
    """Both answer somebody: whatever is made once is made."""
    for bot in (OURS, PEER):
        before = await calls_so_far(both.town)
        await both.town.wire.do("send", user=FIRST, bot=bot, text="/help")
        await wait_for(both.town, bot, before, 1)
