"""The house: the bot with its real conversations and storage, fed with raw updates, its words going to the judge."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from aiogram import Bot
from sqlalchemy import Connection, text

from bot.bells import Bells
from bot.bootstrap import dispatcher
from bot.poller import Store
from bot.refresher import Refresher
from bot.sender import Sender
from bot.source import storing
from bot.tools import Tools
from bot.way import Way
from bot.worker import Worker
from storage.tables import metadata
from storage.work import Work
from tests.attacks.furnished import furnish
from tests.attacks.judge import BOT, Judge
from tests.attacks.raw import Raw, says, taps
from tests.bot.fakes import Wall, rows, send_all, way_of
from tests.fixtures.tokens import token

State = dict[str, set[tuple[Any, ...]]]
"""What the tables hold, row by row."""

_ROUNDS = 4
"""Of a chat's messages that show cards one is made fresh at a time."""

RESTLESS = frozenset(
    {"inbox", "outbox", "lanes", "alembic_version", "views", "menus", "marks", "conversations", "held"}
)
"""Tables that say how work goes, not what has happened in an office."""


@dataclass(repr=False)
class House:
    """Everything of a running bot but the network. `cards` are those of each office, by the step they stand at."""

    work: Work
    judge: Judge
    clock: Wall
    store: Store
    tools: Tools
    worker: Worker
    sender: Sender
    refresher: Refresher
    cards: dict[str, dict[str, int]]
    ids: Any = field(default_factory=lambda: count(1))
    amiss: dict[int, str] = field(default_factory=dict)
    """What came of a seed of the fuzzing: here nothing begins anew, so that the same seed would not fail again."""

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        """Short: hypothesis shows it when a test fails, and would not show a whole house."""
        printer.text("house")

    async def feed(self, *contents: Raw) -> None:
        """Updates come in one batch, and all that follows from them is done and said."""
        await self.store([{"update_id": next(self.ids), **one} for one in contents])
        await self.settle()

    async def says(self, sender: int, words: str, chat: Raw | None = None, **more: Any) -> list[str]:
        """Somebody writes; what is said because of it, to anybody."""
        self.judge.forget()
        await self.feed(says(sender, words, chat, **more))
        return self.judge.told()

    async def taps(self, sender: int, data: str, under: int = 1) -> list[str]:
        """Somebody sends the words of a button; what is said because of it, to anybody."""
        self.judge.forget()
        await self.feed(taps(sender, data, under))
        return self.judge.told()

    async def settle(self) -> None:
        """Work and send till nothing waits but what waits for time to pass."""
        await self.works()
        await send_all(self.sender)
        await self.refresher.once()

    async def works(self) -> None:
        """Handle all updates that are ready; failures are tried again at once."""
        stop = asyncio.Event()
        while True:
            async with asyncio.TaskGroup() as group:
                begun = await self.worker.once(group, stop)
            if not begun and not await self._hurried():
                return

    async def _hurried(self) -> int:
        def hurry(conn: Connection) -> int:
            late = "UPDATE inbox SET not_before = NULL WHERE status = 'new' AND not_before IS NOT NULL"
            return conn.execute(text(late)).rowcount

        return await self.work.run(hurry)

    async def failures(self) -> list[tuple[Any, ...]]:
        """Updates that could not be handled at once."""
        return await rows(self.work, "SELECT status, error, body FROM inbox WHERE attempts > 0 OR status = 'dead'")

    async def unsent(self) -> list[tuple[Any, ...]]:
        """What could not be said."""
        return await rows(self.work, "SELECT kind, error, body FROM outbox WHERE status IN ('dead', 'doubt')")

    async def state(self, *but: str) -> State:
        """All that has happened in the offices, table by table."""
        return await self.work.read(lambda conn: _state(conn, RESTLESS | set(but)))

    async def sound(self) -> None:
        """Nothing failed on the way in, and Telegram took all that was said."""
        amiss = [*await self.failures(), *self.judge.refused, *await self.unsent()]
        assert not amiss, amiss


def _state(conn: Connection, but: frozenset[str] | set[str]) -> State:
    names = sorted(set(metadata.tables) - but)
    return {name: {tuple(row) for row in conn.execute(text(f"SELECT * FROM {name}"))} for name in names}  # noqa: S608 - names of our own tables


def changed(before: State, after: State) -> State:
    """The rows that came or went, table by table."""
    return {name: differ for name in after if (differ := after[name] ^ before[name])}


@asynccontextmanager
async def housed(work: Work, offices: Sequence[str] = ("hidden", "own"), *, mail: bool = False) -> AsyncIterator[House]:
    """The house on this database, at rest: what was to be said of its cards has been said. `mail`: it has a server."""
    judge, clock, bells, bot = Judge(), Wall(), Bells(), Bot(token(42))
    bot._me = BOT
    cards = {key: await furnish(work, key, clock.now()) for key in offices}
    tools = Tools(work, bot, dispatcher().feed_update, judge.call, clock, bells, "test", settle=0.0, mail=mail)
    way: Way = way_of(work, judge, clock)  # type: ignore[arg-type]  # a judge is a Telegram for all that is asked of it here
    way.bot = BOT.username or ""
    store = storing(work, "42", bells)
    house = House(work, judge, clock, store, tools, Worker(tools), Sender(way), Refresher(way, 3600.0), cards)
    for _ in range(_ROUNDS):
        await house.settle()
    await house.sound()
    judge.forget()
    yield house
