"""A test says what it tried and what came of it; the table adds up what all of them said."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

TRIED = "tried"


@dataclass
class Tried:
    """How often something was tried; how many updates or notices were lost by it, how many said again, marked."""

    runs: int = 0
    lost: int = 0
    repeated: int = 0

    def count(self, runs: int = 1, *, lost: int = 0, repeated: int = 0) -> None:
        """Add to what was counted so far. Say first what came of a try, then assert that nothing was lost."""
        self.runs += runs
        self.lost += lost
        self.repeated += repeated


@pytest.fixture
def tried(request: pytest.FixtureRequest) -> Iterator[Tried]:
    """What this test tried: as often as it says. A test without this fixture tried its matter once."""
    counted = Tried()
    yield counted
    request.node.user_properties.append((TRIED, (counted.runs, counted.lost, counted.repeated)))
