"""The leader is killed in the middle of a periodic job: another makes the one digest and the one reminder there are."""

from collections import Counter
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from tests.cases import EXPLORING
from tests.kills.ground import Ground
from tests.kills.runs import LEADS, Scene, another, brought_back, scene
from tests.proof.counting import Tried

COMMITS = {"sqlite": 3, "postgresql": 3}
"""So many commits of periodic jobs follow for certain from the moment that something is due; it dies at one of them."""

PLACES = [
    (backend, processes, number)
    for backend, processes in (("sqlite", 1), ("postgresql", 2))
    for number in range(1, COMMITS[backend] + 1 if EXPLORING else 2)
]


@pytest.mark.fault(16)
@pytest.mark.timeout(180)
@pytest.mark.parametrize(("backend", "processes", "number"), PLACES)
async def test_one_digest_and_one_reminder_whoever_makes_them(
    tmp_path: Path, backend: str, ground: Ground, processes: int, number: int, tried: Tried
) -> None:
    """It dies with something written and not committed; everybody hears of the morning once, and of his deadline."""
    armed = tmp_path / "armed"
    hooks = {"at": f"led:written#{number}", "OTKLIK_ARMED_BY": str(armed)}
    async with scene(tmp_path / "run", ground, **hooks) as one, AsyncExitStack() as stack:
        if processes == 2:
            await one.until(LEADS)
            await stack.enter_async_context(another(one.office))
        deaths = await stack.enter_async_context(brought_back(one.office, {"OTKLIK_KILL_AT": ""}))
        await _evening(one)
        armed.touch()
        await _morning(one)
        ledger = await one.ledger()
        heard = await _heard(one)
    tried.count(deaths.count, lost=ledger.lost, repeated=sum(ledger.repeated.values()))
    assert deaths.count == 1
    assert set(heard.values()) == {1}
    assert (ledger.lost, ledger.unmarked) == (0, [])
    assert set(ledger.repeated.values()) <= {1}


async def _evening(one: Scene) -> None:
    one.office.set_clock("2026-03-04T17:50")
    await one.office.curator.forwards("На Лесной не горят фонари")
    await one.office.curator.reads("кому направить?")


async def _morning(one: Scene) -> None:
    office = one.office
    office.set_clock("2026-03-05T09:00")
    await office.coordinator.reads("Сегодня, 5 марта")
    await office.curator.reads("Сегодня, 5 марта")
    office.set_clock("2026-03-05T09:10")
    await office.curator.reads("⏰ № 1")


async def _heard(one: Scene) -> Counter[tuple[int, str]]:
    """How often each digest and reminder was said, by chat; the mark of a repeat aside."""
    people = (one.office.curator, one.office.coordinator)
    texts = [(person.id, message.text) for person in people for message in await person.history()]
    return Counter((who, text) for who, text in texts if text.startswith(("Сегодня", "⏰", "❗")))
