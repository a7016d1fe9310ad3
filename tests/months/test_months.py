"""An office lives for months by a virtual clock; whatever happens, what was promised holds."""

import pytest

from tests.cases import EXPLORING
from tests.months.conftest import Lived
from tests.months.month import Log, seeds
from tests.proof.counting import Tried

DAYS = {1: 90, 2: 10, 3: 10} if EXPLORING else {1: 3}
"""How long each seed lives."""

REPLAYED = 90 if EXPLORING else 3
_LOST = ("not in the inbox", "never done", "never came to be", "nothing says", "was not told", "waits", "is dead")


@pytest.mark.fault(13, 14)
@pytest.mark.timeout(1200)
@pytest.mark.parametrize("seed", seeds(*DAYS))
def test_an_office_lives_through_months(seed: int, lived: Lived, tried: Tried) -> None:
    """Random people, faults and kills lose nothing, repeat nothing unmarked, and leave every card where it belongs."""
    days = DAYS.get(seed, REPLAYED)
    log = lived(seed, days)
    count(tried, log, days)
    assert not log.faults, again(seed, log.faults)
    assert not log.missing, f"the run has seen too little to show anything: {log.missing} of {log.counted}"


def count(tried: Tried, log: Log, days: int) -> None:
    """A run is a day; what is lost stands in words among the faults."""
    lost = sum(any(word in fault for word in _LOST) for fault in log.faults)
    tried.count(days, lost=lost, repeated=log.counted["repeated"])


def again(seed: int, faults: list[str]) -> str:
    """What did not hold, and the one command that shows it again."""
    few = "\n".join(faults[:20])
    cases = "OTKLIK_CASES=explore " if EXPLORING else ""
    return f"{few}\n\nOnce more: {cases}OTKLIK_SEED={seed} pytest tests/months/test_months.py"
