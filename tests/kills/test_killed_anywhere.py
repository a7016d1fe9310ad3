"""The bot is killed at every kind of point of a walk, and comes back on the same database."""

from pathlib import Path

import pytest

from tests.cases import EXPLORING
from tests.kills.ground import Ground
from tests.kills.points import Kills, kills
from tests.kills.promises import kept
from tests.kills.runs import run
from tests.kills.walk import BEGINNING, WHOLE
from tests.proof.counting import Tried


@pytest.mark.timeout(1800)
@pytest.mark.parametrize(("backend", "chosen"), list(kills()))
async def test_nothing_is_lost_and_nothing_done_twice(
    tmp_path: Path, backend: str, ground: Ground, chosen: Kills, tried: Tried
) -> None:
    """Whatever the point of the kill, every step is in the journal once, and a chat gets at most one repeat, marked."""
    walk = WHOLE if EXPLORING and backend == "sqlite" else BEGINNING
    passed = [] if chosen.at else (await run(tmp_path / "count", ground, walk)).points
    deaths = 0
    for number, at in enumerate(chosen.of(passed)):
        came = await run(tmp_path / str(number), ground, walk, chosen.processes, at)
        deaths += came.killed
        kept(came.ledger, walk, tried, f"killed at {at}", runs=came.killed)
    assert deaths, "nobody was killed"
