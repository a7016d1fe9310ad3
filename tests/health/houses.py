"""A bot on a database of a test, with its health pages."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from aiohttp.test_utils import TestClient, TestServer

from bot.health.calls import Calls
from bot.health.life import Life, Phase
from bot.health.metrics import Figures, make_registry
from bot.health.pages import Pages, Sight
from bot.health.pulse import Pulse
from bot.health.taking import Taking
from storage.work import Work
from tests.bot.fakes import Wall
from tests.health.clocks import Hand


@dataclass
class House:
    """What asks, and what the pages are made of. `hand` is the clock of the pulse."""

    client: Any
    hand: Hand
    life: Life
    calls: Calls

    async def get(self, path: str) -> tuple[int, Any]:
        """Status and body."""
        async with self.client.get(path) as answer:
            return answer.status, await (answer.json() if "json" in answer.content_type else answer.text())

    async def figures(self) -> dict[str, float]:
        """What `/metrics` says, by name with labels."""
        status, text = await self.get("/metrics")
        assert status == 200
        lines = [line.rpartition(" ") for line in text.splitlines() if not line.startswith("#")]
        return {name: float(value) for name, _, value in lines}


@asynccontextmanager
async def house(work: Work, wall: Wall, folder: Path) -> AsyncIterator[House]:
    """The pages of a bot that runs."""
    hand = Hand()
    life = Life(Pulse(hand), Phase.RUNNING)
    figures = Figures(life, "0.1.0", folder)
    registry = make_registry(figures)
    calls = Calls(registry, hand)
    pages = Pages(Sight(life, calls, Taking(work), figures, registry, wall))
    async with TestClient(TestServer(pages.application(), host="127.0.0.1")) as client:
        yield House(client, hand, life, calls)
