"""One office in virtual time for tests of single matters: the bot's real parts, people, and a clock that can be set."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from sandbox.chats.state import Chat, Message
from sandbox.drive import moves, people, taps
from storage import timers
from tests.months import offices
from tests.months.life import Life
from tests.months.month import settings_of, town_of
from tests.months.seeing import buttons, newest, text_of
from tests.months.times import Times, VirtualLoop, virtual
from tests.months.weather import Weather

LEAST = 600.0
"""Seconds to the next look where something is due and does not ring."""


@dataclass
class Standing:
    """The office at work; nothing fails unless a test says so."""

    life: Life
    times: Times

    def says(self, account: int, text: str) -> None:
        """Somebody forwards a post."""
        people.send(self.life.world, {"user": account, "text": text, "forward": {"type": "hidden_user", "name": "Ж"}})

    def taps(self, account: int, label: str) -> None:
        """Somebody taps the newest button with these letters in its label."""
        found = next(one for one in buttons(self._chat(account)) if label in one.label)
        taps.tap(self.life.world, {"user": account, "message": found.message, "data": found.data})

    def reads(self, account: int) -> list[str]:
        """What the bot has said to somebody so far, the newest first."""
        return [text_of(one) for one in newest(self._chat(account), 1000)]

    def group(self) -> list[Message]:
        """What the bot has said in the group."""
        chat = self.life.world.chat(offices.DISTRICT)
        return [one for one in chat.messages.values() if one.author == 4242]

    async def routed(self) -> None:
        """A card that the roads have before them."""
        self.says(1001, "На Лесной не горят фонари")
        await self.life.settles()
        self.taps(1001, "→ Дорожное")
        await self.life.settles()

    async def lives(self, hours: float, most: timedelta = timedelta(hours=2)) -> None:
        """Time passes, to the next timer or so far at most, and the bot works."""
        end = self.times.passed + hours * 3600
        while self.times.passed < end:
            ring = await self.life.work.read(timers.next_at)
            till_ring = (ring - self.times.now()).total_seconds() if ring else LEAST
            left = min(end - self.times.passed, most.total_seconds())
            self.times.sleep(min(left, till_ring) if till_ring > 0 else min(left, LEAST))
            self.times.sleep(0.001)
            await self.life.settles()

    def _chat(self, account: int) -> Chat:
        return self.life.world.private(account, 4242)


def stand(url: str, begins: str, story: Callable[[Standing], Awaitable[None]]) -> None:
    """Let a story happen, from this moment on (ISO 8601 with an offset)."""
    times = Times(datetime.fromisoformat(begins))
    runner = asyncio.Runner(loop_factory=lambda: VirtualLoop(times))
    with virtual(times, "standing"), runner:
        runner.run(_told(url, times, story))


async def _told(url: str, times: Times, story: Callable[[Standing], Awaitable[None]]) -> None:
    life = Life(settings_of(url), town_of(), times, Weather(Random(1), times), Random(2))
    await life.begins()
    for account in offices.EVERYBODY:
        moves.open_chat(life.world, {"user": account, "start": True})
    await life.settles()
    try:
        await story(Standing(life, times))
    finally:
        await life.ends()
