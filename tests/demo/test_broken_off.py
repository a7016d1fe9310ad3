"""A page that goes away in the middle of something."""

import asyncio

import pytest

from tests.demo.cast import Cast

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_a_reload_does_not_stop_what_was_begun(cast: Cast) -> None:
    """Where the request is cancelled while another office is being set up, the office comes up all the same."""
    await cast.begins()
    async with asyncio.TaskGroup() as group:
        asked = group.create_task(cast.does("choose", procedure="anapa"))
        while cast.show.jobs.runs("bot"):  # noqa: ASYNC110 - what is begun goes on with each round of the loop
            await asyncio.sleep(0)
        asked.cancel()
    await cast.until(lambda: (cast.show.procedure, cast.show.state) == ("anapa", "running"))
    assert cast.show.bot is not None
    assert cast.show.bot.alive
