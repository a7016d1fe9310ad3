"""Both clocks must have gone on for a day before a sweep that erases for good believes the office's."""

from datetime import timedelta

import pytest

from bot.retention.trust import Watch
from storage.sweeps import Since
from tests.fixtures.offices import NOW
from tests.proof.counting import Tried

LONG_AGO = NOW - timedelta(days=365)
"""When a sweep last believed the clock."""


def _believed(*looks: tuple[float, float]) -> list[bool]:
    """Whether it is, at each look: so many hours after the first, by the clock and by the machine's count."""
    since: Since | None = None
    found = list[bool]()
    for clock, machine in looks:
        watch = Watch(lambda hours=machine: hours * 3600, lambda: "a")  # type: ignore[misc]  # bound here
        believed, since = watch.look(NOW + timedelta(hours=clock), LONG_AGO, since)
        found.append(believed)
    return found


@pytest.mark.fault(13)
def test_a_leap_of_hours_is_no_watching(tried: Tried) -> None:
    """Thirteen hours that were lived and eleven that the clock leapt are not the day for which it is watched."""
    found = _believed((0, 0), (13, 13), (24, 13))
    tried.count(lost=found.count(True))
    assert found == [False, False, False]


@pytest.mark.fault(13)
def test_a_clock_that_was_put_back_is_watched_for_longer(tried: Tried) -> None:
    """Nor is a day of the machine's count in which the clock went on for thirteen hours."""
    found = _believed((0, 0), (13, 24), (24, 35))
    tried.count(lost=int(found[1]))
    assert found == [False, False, True]
