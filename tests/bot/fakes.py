"""Stand-ins at the ports: a Telegram that notes what it is asked, a clock that moves when a test says so."""

import asyncio
from collections import deque
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from itertools import count
from typing import Any

from bot.bells import Bells
from bot.buckets import Buckets, Rates
from bot.methods import Call
from bot.outcomes import Outcome, Sent
from bot.sender import Sender
from bot.way import Way
from storage.work import Work

NO_LIMIT = Rates(total=1e6, chat=1e6, chat_burst=1000, group=1e8)


class Wall:
    """The office's clock: Wednesday, 4 March 2026, 12:00 in Kamchatka, till it is moved."""

    def __init__(self) -> None:
        self.at = datetime(2026, 3, 4, 0, 0, tzinfo=UTC)

    def now(self) -> datetime:
        """The moment it shows."""
        return self.at


class Telegram:
    """Performs calls, or gives the answers that were laid out for it, first come first served."""

    def __init__(self) -> None:
        self.calls: list[Call] = []
        self.said: list[Call] = []
        self.asked: list[tuple[str, Mapping[str, Any]]] = []
        self.answers: deque[Outcome] = deque()
        self.down: Outcome | None = None
        self._ids = count(101)

    async def call(self, method: Call, seconds: float = 0) -> Outcome:
        """As bot.telegram.Telegram.call."""
        self.calls.append(method)
        await asyncio.sleep(0)
        if self.down:
            return self.down
        self.said.append(method)
        return self.answers.popleft() if self.answers else Sent((str(next(self._ids)),))

    async def ask(self, name: str, params: Mapping[str, Any], seconds: float = 0) -> Outcome:
        """As bot.telegram.Telegram.ask."""
        self.asked.append((name, params))
        await asyncio.sleep(0)
        return self.answers.popleft() if self.answers else Sent()

    def texts(self, chat: int | None = None) -> list[str]:
        """Texts of all calls, or of those to one chat."""
        return [
            str(getattr(call, "text", None) or getattr(call, "caption", ""))
            for call in self.calls
            if chat is None or getattr(call, "chat_id", None) == chat
        ]

    def names(self) -> list[str]:
        """The methods that were called."""
        return [call.__api_method__ for call in self.calls]


def way_of(work: Work, telegram: Telegram, clock: Wall, rates: Rates = NO_LIMIT) -> Way:
    """The way out through the fake Telegram."""
    return Way(work=work, call=telegram.call, clock=clock, buckets=Buckets(rates, 0.0), bells=Bells(), name="test")


async def send_all(sender: Sender) -> None:
    """Send till nothing is ready to go."""
    stop = asyncio.Event()
    while True:
        async with asyncio.TaskGroup() as group:
            begun = await sender.once(group, stop)
        if not begun:
            return


async def rows(work: Work, query: str) -> list[tuple[Any, ...]]:
    """What the database says."""
    return await work.read(lambda conn: [tuple(row) for row in conn.exec_driver_sql(query)])


Check = Callable[[], bool]
