"""An office whose bot reaches Telegram through the proxy only, and what its database says meanwhile."""

import asyncio
import sqlite3
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sandbox.people import Seat, Town
from tests.conversations.stand import Stand, stand
from tests.faults.proxy import Proxy

REPEAT = "повтор · "
_UNSENT = "SELECT count(*) FROM outbox WHERE status IN ('new', 'sending')"


@dataclass
class Behind:
    """The office, and the line to Telegram that can be broken."""

    office: Stand
    proxy: Proxy

    async def until(self, query: str, expected: Any = True, seconds: float = 20.0) -> None:
        """Wait till the bot's database answers so."""
        await until(self.office, query, expected, seconds)

    async def all_sent(self) -> None:
        """Wait till nothing is left to be sent."""
        await self.until(_UNSENT, 0, 40.0)


@asynccontextmanager
async def behind(folder: Path) -> AsyncIterator[Behind]:
    """The office of the conversations, its bot behind a proxy before the sandbox."""
    async with (
        Town.start() as town,
        Proxy("127.0.0.1", int(town.url.rpartition(":")[2])) as proxy,
        stand(folder, town, TELEGRAM_API_SERVER=proxy.url) as office,
    ):
        yield Behind(office, proxy)


def rows(office: Stand, query: str) -> list[tuple[Any, ...]]:
    """What the bot's database says."""
    with closing(sqlite3.connect(office.folder / "office.db", timeout=10)) as database:
        return [tuple(row) for row in database.execute(query)]


def change(office: Stand, statement: str) -> None:
    """Change the bot's database behind its back."""
    with closing(sqlite3.connect(office.folder / "office.db", timeout=10)) as database, database:
        database.execute(statement)


async def until(office: Stand, query: str, expected: Any = True, seconds: float = 20.0) -> None:
    """Wait till the first value that the database answers is this."""
    try:
        async with asyncio.timeout(seconds):
            while (found := rows(office, query)[0][0]) != expected:  # noqa: ASYNC110 - another process's database
                await asyncio.sleep(0.05)
    except TimeoutError:
        raise AssertionError(f"{query}: {found}, not {expected}; its log:\n{office.journal()}") from None


async def said(seat: Seat, mark: str) -> list[str]:
    """What the bot has said there, of all messages that hold the mark."""
    return [one.text for one in await seat.history() if one.from_bot and mark in one.text]


def twice(texts: Sequence[str]) -> list[str]:
    """Texts that were said more than once without the mark of a repeat."""
    plain = Counter(text for text in texts if not text.startswith(REPEAT))
    return [text for text, times in plain.items() if times > 1]
