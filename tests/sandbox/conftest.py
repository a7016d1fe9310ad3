"""A town with one bot and one person."""

from collections.abc import AsyncIterator

import pytest

from sandbox.people import Person, Town
from tests.sandbox.robot import Robot


@pytest.fixture
async def town() -> AsyncIterator[Town]:
    """A sandbox in this event loop."""
    async with Town.start() as running:
        yield running


@pytest.fixture
async def robot(town: Town) -> AsyncIterator[Robot]:
    """A bot which calls methods one by one."""
    account = await town.bot(7_000_001, username="otklik_test_bot")
    bare = Robot(town.url, account.id, account.token)
    yield bare
    await bare.close()


@pytest.fixture
async def anna(town: Town, robot: Robot) -> Person:
    """A person who has opened the bot."""
    return await town.person(1001, "Анна", bot=robot.id)


@pytest.fixture
async def other(town: Town, robot: Robot) -> AsyncIterator[Robot]:
    """Another bot beside the first."""
    account = await town.bot(robot.id + 1)
    bare = Robot(town.url, account.id, account.token)
    yield bare
    await bare.close()
