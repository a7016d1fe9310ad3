"""What can be made to go wrong, and that nothing is lost by it."""

import asyncio

import pytest

from demo.deeds.faults import TIGHT
from sandbox.page.stage import StageError
from tests.demo.cast import Cast

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_telegram_is_down(cast: Cast) -> None:
    """Nothing gets through either way; afterwards everything does, once. To begin anew ends it."""
    await cast.begins()
    await cast.opens()
    assert (await cast.does("fault", name="down", on=True))["down"]
    await cast["curator"].says("/my")
    assert (await cast.does("state"))["line"]["waiting"] == 1
    assert (await cast.does("state"))["faults"] == {"down": True, "flood": False}
    await cast.does("fault", name="down", on=False)
    await cast["curator"].reads("№ 1", seconds=30)
    assert (await cast.does("state"))["line"]["doubt"] == 0
    await cast.does("fault", name="down", on=True)
    await cast.does("fault", name="flood", on=True)
    await cast.begins()
    assert (await cast.does("state"))["faults"] == {"down": False, "flood": False}


async def test_flood(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """Messages are refused with 429 and come all the same, later."""
    monkeypatch.setitem(TIGHT, "flood_chat_per_second", 4.0)  # a pause of a second at most
    await cast.begins()
    await cast.does("fault", name="flood", on=True)
    for _ in range(2):
        await cast["curator"].says("/board")
    for _ in range(2):
        await cast["curator"].reads("открытых", seconds=30)
    codes = [entry.answer.get("error_code") for entry in cast.show.world.journal]
    assert 429 in codes
    with pytest.raises(StageError) as refused:
        await cast.does("fault", name="earthquake", on=True)
    assert refused.value.code == "no_fault"


async def test_the_door_is_opened_twice_at_once(cast: Cast) -> None:
    """Two who switch the same fault off at the same time, or on, both get what they asked for."""
    await cast.begins()
    for on in (True, False):
        async with asyncio.TaskGroup() as group:
            for _ in range(3):
                group.create_task(cast.does("fault", name="down", on=on))
        assert cast.show.door.is_open != on
    await cast["curator"].says("/my")
    await cast["curator"].reads("нет карточек")
