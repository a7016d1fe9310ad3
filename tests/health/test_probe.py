import asyncio
from pathlib import Path

import pytest

from bot.health.probe import alive, main
from storage.work import Work
from tests.bot.fakes import Wall
from tests.health.houses import house


async def test_a_container_engine_is_told_whether_the_bot_is_alive(work: Work, wall: Wall, tmp_path: Path) -> None:
    """Alive while its loops turn; not when one is silent, nor when nobody listens."""
    async with house(work, wall, tmp_path) as at:
        port = at.client.server.port
        at.life.pulse.beat("worker", 10)
        assert await asyncio.to_thread(alive, "0.0.0.0", port)  # noqa: S104 - where the bot listens, not the test
        at.hand.at += 11
        assert not await asyncio.to_thread(alive, "127.0.0.1", port)
    assert not await asyncio.to_thread(alive, "127.0.0.1", port)


@pytest.mark.parametrize("port", ["", "x"])
def test_without_a_port_nobody_can_say(monkeypatch: pytest.MonkeyPatch, port: str) -> None:
    """The engine is told that the bot is not well rather than that it is."""
    monkeypatch.setenv("HEALTH_PORT", port)
    assert main() == 1
