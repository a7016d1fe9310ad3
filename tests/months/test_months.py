"""An office lives for months by a virtual clock; whatever happens, what was promised holds."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cases import EXPLORING
from tests.months.month import seeds, simulate

DAYS = {1: 90, 2: 10, 3: 10} if EXPLORING else {1: 3}
"""How long each seed lives."""

REPLAYED = 90 if EXPLORING else 3


@pytest.mark.fault(13, 14)
@pytest.mark.timeout(1200)
@pytest.mark.parametrize("seed", seeds(*DAYS))
def test_an_office_lives_through_months(seed: int, fresh: Callable[[str], str], tmp_path: Path) -> None:
    """Random people, faults and kills lose nothing, repeat nothing unmarked, and leave every card where it belongs."""
    log = simulate(seed, DAYS.get(seed, REPLAYED), fresh("office"), tmp_path)
    assert not log.faults, again(seed, log.faults)


def again(seed: int, faults: list[str]) -> str:
    """What did not hold, and the one command that shows it again."""
    few = "\n".join(faults[:20])
    cases = "OTKLIK_CASES=explore " if EXPLORING else ""
    return f"{few}\n\nOnce more: {cases}OTKLIK_SEED={seed} pytest tests/months/test_months.py"
