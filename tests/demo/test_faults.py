"""What can be made to go wrong, and that nothing is lost by it."""

import pytest

from sandbox.page.stage import StageError
from tests.demo.cast import Cast

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_telegram_is_down(cast: Cast) -> None:
    """Nothing gets through either way; afterwards everything does, once. To begin anew ends it."""
    await cast.begins()
    await cast.opens()
    calls = cast.show.world.calls
    assert (await cast.does("fault", name="down", on=True))["down"]
    await cast["curator"].says("/my")
    assert cast.show.world.calls == calls
    assert (await cast.does("state"))["line"]["waiting"] == 1
    assert (await cast.does("state"))["faults"] == {"down": True, "flood": False}
    await cast.does("fault", name="down", on=False)
    await cast["curator"].reads("№ 1", seconds=30)
    assert (await cast.does("state"))["line"]["doubt"] == 0
    await cast.does("fault", name="down", on=True)
    await cast.does("fault", name="flood", on=True)
    await cast.begins()
    assert (await cast.does("state"))["faults"] == {"down": False, "flood": False}


async def test_flood(cast: Cast) -> None:
    """Messages are refused with 429 and come all the same, later."""
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
