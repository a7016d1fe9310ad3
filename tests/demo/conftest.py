"""One show for all tests of a worker; each test begins it anew, which takes less than a second."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from demo import life
from demo.living import up
from demo.process import warm_up
from demo.running import Options, staged
from demo.show import Show
from sandbox.people import Town
from tests.demo.cast import Cast


@pytest_asyncio.fixture(loop_scope="session", scope="session")
async def running() -> AsyncIterator[Show]:
    """A show with a real bot."""
    warm_up()
    async with staged(Options()) as show:
        assert await up(show), show.life
        yield show


@pytest_asyncio.fixture(loop_scope="session")
async def cast(running: Show, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Cast]:
    """The show, and whoever plays in it. A bot that ended is started again sooner than people need to see it."""
    monkeypatch.setattr(life, "BACK", 0.5)
    monkeypatch.setattr(life, "PAUSES", (0.5, 1.0))
    async with Town.connect(running.url) as town:
        yield Cast(running, town)
