"""The office's clock: it stands, runs, and walks from timer to timer."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from sandbox.page.stage import StageError
from tests.demo.cast import Cast

pytestmark = pytest.mark.asyncio(loop_scope="session")

BAD: list[tuple[dict[str, Any], str]] = [
    ({}, "nothing"),
    ({"speed": 0.5}, "speed"),
    ({"speed": 3601}, "speed"),
    ({"speed": -1}, "speed"),
    ({"speed": "fast"}, "speed"),
    ({"speed": True}, "speed"),
    ({"speed": float("nan")}, "speed"),
    ({"now": "tomorrow"}, "moment"),
    ({"now": "2026-03-18T09:00"}, "backwards"),
    ({"now": "0001-01-01T00:00"}, "backwards"),
    ({"now": "9999-12-31T23:59"}, "far"),
    ({"to": "christmas"}, "moment"),
]


async def stands_at(cast: Cast) -> datetime:
    """Where the clock is when the walk is over."""
    await cast.until(lambda: not cast.show.walking)
    return cast.show.now()


async def test_a_paused_clock(cast: Cast) -> None:
    """Time stands, and the bot works all the same; then the clock runs on from there."""
    await cast.begins()
    await cast.does("clock", speed=0)
    before = cast.show.now()
    await cast.opens()
    assert cast.show.now() == before
    state = await cast.does("state")
    assert (state["clock"]["speed"], state["clock"]["now"]) == (0, before.isoformat())
    await cast.does("clock", speed=3600)
    assert cast.show.now() - before < timedelta(hours=2)


async def test_bad_input(cast: Cast) -> None:
    """What is no moment ahead and no speed is refused, and the clock goes on as it did; so is a walk to nowhere."""
    await cast.begins()
    for body, why in BAD:
        with pytest.raises(StageError) as refused:
            await cast.does("clock", **body)
        assert (refused.value.code, refused.value.more) == ("bad_clock", {"why": why}), body
    with pytest.raises(StageError) as refused:
        await cast.does("clock", to="deadline")
    assert refused.value.code == "nothing_due"
    assert (await cast.does("state"))["next"] is None
    assert cast.show.speed == 1


async def test_to_the_next_deadline(cast: Cast) -> None:
    """Each step goes to the next timer and stands there with what it says said; the speed is what it was."""
    await cast.begins()
    await cast.opens()
    await cast.does("clock", speed=0)
    due = (await cast.does("state"))["next"]
    assert due["card"] == 1
    target = (await cast.does("clock", to="deadline"))["target"]
    assert target == due["at"]
    assert (await stands_at(cast)).isoformat() == target
    assert cast.show.speed == 0
    assert (await cast.does("state"))["next"]["at"] > target
    reminded = await cast["curator"].reads("№ 1")
    assert reminded.date == int(datetime.fromisoformat(target).timestamp())


async def test_to_monday(cast: Cast) -> None:
    """All reminders and escalations on the way come each at its own moment, in order; then it is Monday morning."""
    await cast.begins()
    await cast.opens()
    await cast.does("clock", speed=0)
    await cast.does("clock", to="monday")
    with pytest.raises(StageError) as refused:
        await cast.does("clock", to="monday")
    assert refused.value.code == "walking"
    assert (await cast.does("state"))["clock"]["walking"]
    assert (await stands_at(cast)).isoformat() == "2026-03-23T09:00:00+12:00"
    told = [one.date for one in await cast.group.history() if one.text]
    assert len(told) >= 2
    assert told == sorted(told)
    assert len(set(told)) == len(told)


async def test_a_walk_is_interrupted(cast: Cast) -> None:
    """A speed that is asked for ends the walk where it is."""
    await cast.begins()
    await cast.opens()
    await cast.does("clock", to="monday")
    await cast.does("clock", speed=60)
    assert not cast.show.walking
    assert cast.show.speed == 60
    assert cast.show.now().isoformat() < "2026-03-23"


async def test_a_dead_bot_holds_nothing_up(cast: Cast) -> None:
    """A walk waits for a bot that was killed, and everything due is told though Telegram is down."""
    await cast.begins()
    await cast.opens()
    await cast.does("clock", speed=0)
    await cast.does("kill")
    target = (await cast.does("clock", to="deadline"))["target"]
    assert (await stands_at(cast)).isoformat() == target
    await cast["curator"].reads("№ 1")
    await cast.does("fault", name="down", on=True)
    target = (await cast.does("clock", to="deadline"))["target"]
    assert (await stands_at(cast)).isoformat() == target
