"""Poller, worker and sender over a real database, with a Telegram of the test's own: what comes in is answered once."""

import asyncio
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from typing import Any

import pytest
import structlog
from aiogram import Bot
from aiogram.types import Update

from bot.bells import Bells
from bot.methods import Call
from bot.outcomes import Outcome, Sent
from bot.poller import Poller
from bot.sender import Sender
from bot.source import storing
from bot.tools import Tools
from bot.worker import Worker
from handlers.turn import Reply, Turn
from storage.work import Work
from tests.bot.fakes import Telegram as Quiet
from tests.bot.fakes import Wall, way_of
from tests.fixtures.tokens import token

CHATS = (101, 102, 104)
PATIENCE = 30.0


class Telegram:
    """Keeps updates till they are confirmed, as the real one does, and notes what it is told to say."""

    def __init__(self, texts: int) -> None:
        self.kept = [_update(number) for number in range(1, texts + 1)]
        self.said: list[str] = []
        self.asked = 0
        self.news = asyncio.Event()
        self.on_call: Callable[[], None] = lambda: None

    async def ask(self, name: str, params: Mapping[str, Any], seconds: float) -> Outcome:
        """getUpdates: an offset confirms all that is below it."""
        self.asked += 1
        self.kept = [one for one in self.kept if one["update_id"] >= params.get("offset", 0)]
        if not self.kept:
            self.news.clear()
            with suppress(TimeoutError):
                async with asyncio.timeout(0.02):
                    await self.news.wait()
        return Sent(result=self.kept[:2])

    async def call(self, method: Call) -> Outcome:
        """Every message arrives."""
        if text := getattr(method, "text", None):
            self.said.append(text)
            self.on_call()
        return Sent((str(len(self.said) + 100),))


class Loops:
    """What `run` runs, without aiogram: each text is answered with the same text."""

    def __init__(self, work: Work, texts: int = 6) -> None:
        self.work, self.telegram, self.wanted = work, Telegram(texts), texts
        self.bells, self.pauses = Bells(), list[float]()
        self.on_turn: Callable[[], None] = lambda: None
        self._store = storing(work, "42", self.bells)
        self._way = way_of(work, Quiet(), Wall())
        self._way.call, self._way.bells = self.telegram.call, self.bells
        tools = Tools(work, Bot(token(42)), self._feed, self.telegram.call, Wall(), self.bells, "test", settle=0.0)
        self._loops = (Worker(tools), Sender(self._way))
        self._poller = Poller(self.telegram.ask, self._store, 0, sleep=self._pause)

    async def run(self) -> None:
        """Till everything was answered and noted; fails where that takes too long."""
        stop = asyncio.Event()
        async with asyncio.TaskGroup() as group:
            polling = group.create_task(self._poller.run())
            for loop in self._loops:
                group.create_task(loop.run(stop))
            try:
                async with asyncio.timeout(PATIENCE):
                    await self._finished()
            finally:
                polling.cancel()
                stop.set()
                self.bells.ring_all()

    async def lost(self) -> int:
        """How many texts were never answered, or not noted as dealt with."""
        statuses = Counter(await self.column("SELECT status FROM inbox"))
        return max(self.wanted - len(set(self._plain())), self.wanted - statuses["done"])

    def twice(self) -> list[str]:
        """Answers that came more than once without being marked."""
        return [text for text, count in Counter(self.telegram.said).items() if count > 1]

    def repeated(self) -> int:
        """How many answers came marked as a repeat."""
        return sum(text.startswith("повтор") for text in self.telegram.said)

    async def column(self, query: str) -> list[Any]:
        """The first column of what the database answers."""
        return await self.work.read(lambda conn: list(conn.exec_driver_sql(query).scalars()))

    def _plain(self) -> list[str]:
        return [text.rpartition(" ")[2] for text in self.telegram.said]

    async def _finished(self) -> None:
        while True:
            with suppress(Exception):  # the database may be away at this moment
                if await self.work.read(_all_done) >= self.wanted:
                    return
            await asyncio.sleep(0.02)

    async def _pause(self, seconds: float) -> None:
        self.pauses.append(seconds)
        await asyncio.sleep(0.02)

    async def _feed(self, bot: Bot, update: Update, *, turn: Turn, texts: Any) -> None:
        self.on_turn()
        assert update.message is not None
        turn.say(Reply(text=f"{update.message.text}"))


def _all_done(conn: Any) -> int:
    """How many answers were sent and noted, once nothing is under way any more; else none."""
    open_ = "SELECT count(*) FROM inbox WHERE status <> 'done'"
    unsent = "SELECT count(*) FROM outbox WHERE status <> 'sent'"
    if conn.exec_driver_sql(open_).scalar() or conn.exec_driver_sql(unsent).scalar():
        return 0
    return int(conn.exec_driver_sql("SELECT count(*) FROM outbox").scalar())


def _update(number: int) -> dict[str, Any]:
    chat = CHATS[number % len(CHATS)]
    someone = {"id": chat, "is_bot": False, "first_name": "X"}
    place = {"id": chat, "type": "private"}
    message = {"message_id": number, "date": 1772600000, "chat": place, "from": someone, "text": f"t{number}"}
    return {"update_id": number, "message": message}


@pytest.fixture
def hurried(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Pauses between tries are short, and nothing is logged: what counts is what comes of them."""
    factory = structlog.ReturnLoggerFactory()
    structlog.configure(processors=[structlog.processors.KeyValueRenderer()], logger_factory=factory)
    for place in ("storage.work.group.pause", "storage.work.postgres.pause"):
        monkeypatch.setattr(place, lambda attempt: 0.005)
    monkeypatch.setattr("storage.work.insisting.FIRST_PAUSE", 0.02)
    monkeypatch.setattr("storage.work.insisting.LONGEST_PAUSE", 0.05)
    monkeypatch.setattr("bot.worker.TROUBLED", 0.02)
    for module in ("bot.worker", "bot.sender"):
        monkeypatch.setattr(f"{module}.PATROL", 0.05)
    yield
    structlog.reset_defaults()
