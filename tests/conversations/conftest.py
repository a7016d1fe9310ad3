"""The office that the conversations happen in."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from sandbox.people import Town
from tests.conversations.stand import Stand, stand


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Stand]:
    """An office with a running bot, on Wednesday 4 March 2026 at 10:00 in Kamchatka."""
    async with Town.start() as town, stand(tmp_path, town) as ready:
        yield ready
