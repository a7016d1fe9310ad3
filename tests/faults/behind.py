"""An office whose bot reaches Telegram through the proxy only, and what its database says meanwhile."""

import asyncio
import json
from collections import Counter
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from sandbox.people import Seat, Town
from storage.work import Work
from tests.conversations.stand import Stand, stand
from tests.faults.proxy import Proxy

REPEAT = "повтор · "
_UNSENT = "SELECT count(*) FROM outbox WHERE status IN ('new', 'sending')"


@dataclass
class Behind:
    """The office, and the line to Telegram that can be broken."""

    office: Stand
    proxy: Proxy

    async def until(self, query: str, expected: Any = True, seconds: float = 60.0) -> None:
        """Wait till the bot's database answers so."""
        await until(self.office, query, expected, seconds)

    async def all_sent(self) -> None:
        """Wait till nothing is left to be sent."""
        await self.until(_UNSENT, 0)


@asynccontextmanager
async def behind(
    folder: Path, housed: Callable[..., AbstractAsyncContextManager[Stand]] = stand
) -> AsyncIterator[Behind]:
    """The office of the conversations, wherever its bot lives, which is behind a proxy before the sandbox."""
    async with (
        Town.start() as town,
        Proxy("127.0.0.1", int(town.url.rpartition(":")[2])) as proxy,
        housed(folder, town, TELEGRAM_API_SERVER=proxy.url) as office,
    ):
        yield Behind(office, proxy)


async def rows(office: Stand, query: str) -> list[tuple[Any, ...]]:
    """What the bot's database says, whichever it is."""
    async with await Work.open(office.environment["DATABASE_URL"]) as work:
        return await work.read(lambda conn: _rows(conn, query))


async def change(office: Stand, statement: str) -> None:
    """Change the bot's database behind its back."""
    async with await Work.open(office.environment["DATABASE_URL"]) as work:
        await work.run(lambda conn: conn.exec_driver_sql(statement).close())


async def until(office: Stand, query: str, expected: Any = True, seconds: float = 60.0) -> None:
    """Wait till the first value that the database answers is this."""
    found = None
    try:
        async with await Work.open(office.environment["DATABASE_URL"]) as work, asyncio.timeout(seconds):
            while (found := (await work.read(lambda conn: _rows(conn, query)))[0][0]) != expected:  # noqa: ASYNC110 - another process's database
                await asyncio.sleep(0.05)
    except TimeoutError:
        raise AssertionError(f"{query}: {found}, not {expected}; its log:\n{office.journal()}") from None


def _rows(conn: Connection, query: str) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in conn.exec_driver_sql(query)]


async def actions(office: Stand) -> list[str]:
    """What was done with the cards, in order, as the journal has it; that they were opened aside."""
    bodies = await rows(office, "SELECT body FROM events WHERE kind = 'moved' ORDER BY id")
    found = [str(json.loads(body)["action"]) for (body,) in bodies]
    return [action for action in found if action != "open"]


async def said(seat: Seat, mark: str) -> list[str]:
    """What the bot has said there, of all messages that hold the mark."""
    return [one.text for one in await seat.history() if one.from_bot and mark in one.text]


def twice(texts: Sequence[str]) -> list[str]:
    """Texts that were said more than once without the mark of a repeat."""
    plain = Counter(text for text in texts if not text.startswith(REPEAT))
    return [text for text, times in plain.items() if times > 1]
