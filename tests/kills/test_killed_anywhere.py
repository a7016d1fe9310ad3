"""The bot is killed at every kind of point of a walk, and comes back on the same database."""

from pathlib import Path

import pytest

from tests.cases import EXPLORING
from tests.kills.ground import Ground
from tests.kills.ledger import Ledger
from tests.kills.points import Kills, kills
from tests.kills.runs import run
from tests.kills.walk import BEGINNING, WHOLE, Walk
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
        _told(tried, came.ledger, walk, came.killed)
        _nothing_lost(came.ledger, walk, f"killed at {at}")
    assert deaths, "nobody was killed"


def _told(tried: Tried, ledger: Ledger, walk: Walk, runs: int) -> None:
    lost = ledger.lost + abs(walk.updates - ledger.updates) + (ledger.actions != walk.actions)
    tried.count(runs, lost=lost, repeated=sum(ledger.repeated.values()))


def _nothing_lost(ledger: Ledger, walk: Walk, where: str) -> None:
    assert ledger.actions == walk.actions, where
    assert ledger.updates == walk.updates, where
    assert (ledger.unhandled, ledger.unsent, ledger.stuck, ledger.missing) == (0, 0, 0, []), where
    assert all(count == 1 for count in ledger.repeated.values()), where
    assert ledger.unmarked == [], where
