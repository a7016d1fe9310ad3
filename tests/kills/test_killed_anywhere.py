"""The bot is killed at every kind of point of a walk, and comes back on the same database."""

from pathlib import Path

import pytest

from tests.cases import EXPLORING
from tests.kills.ground import Ground
from tests.kills.points import Kills, kills
from tests.kills.promises import kept
from tests.kills.runs import Run, run
from tests.kills.walk import BEGINNING, WHOLE
from tests.proof.counting import Tried

_whole: dict[tuple[str, int], Run] = {}
"""Walks without a kill, by database and number of processes: what there is to be said, and which points come by."""


@pytest.mark.timeout(1800)
@pytest.mark.parametrize(("backend", "chosen"), list(kills()))
async def test_nothing_is_lost_and_nothing_done_twice(
    tmp_path: Path, backend: str, ground: Ground, chosen: Kills, tried: Tried
) -> None:
    """Whatever the point of the kill, every step is in the journal once, and a chat gets at most one repeat, marked."""
    walk = WHOLE if EXPLORING and backend == "sqlite" else BEGINNING
    place = (backend, chosen.processes) if EXPLORING else ("any", 1)  # what is said is the same everywhere
    if place not in _whole:
        _whole[place] = await run(tmp_path / "whole", ground, walk, chosen.processes)
    whole = _whole[place]
    points = chosen.of(whole.points)
    missed: list[str] = []
    for number, at in enumerate(points):
        came = await run(tmp_path / str(number), ground, walk, chosen.processes, at)
        if not came.killed:
            missed.append(at)
        kept(came.ledger, walk, tried, f"killed at {at}", runs=came.killed, whole=whole.ledger)
    assert len(missed) <= chosen.may_miss(len(points)), f"nobody was killed at {missed}, of {points}"
