"""Where the clock may walk to, where it stops on its way, and how long a bot that ended is waited for."""

from datetime import datetime

import pytest

from demo import life
from demo.stops import hours_of, monday, mornings

OFFICE = {"office": {"zone": "Europe/Moscow"}}


@pytest.mark.parametrize(
    ("now", "ahead"),
    [
        ("2026-03-18T09:40", "2026-03-23T09:00"),
        ("2026-03-23T08:00", "2026-03-23T09:00"),
        ("2026-03-23T09:00", "2026-03-30T09:00"),
        ("2026-03-04T09:40", "2026-03-09T09:00"),
    ],
)
def test_which_monday(now: str, ahead: str) -> None:
    """The first working minute of the next Monday; nine o'clock where that is a day off, as 9 March 2026."""
    hours = hours_of(OFFICE)
    found = monday(hours, datetime.fromisoformat(f"{now}+03:00"))
    assert found == datetime.fromisoformat(f"{ahead}+03:00")


def test_which_mornings() -> None:
    """The mornings of working days between two moments, neither of which counts."""
    hours = hours_of(OFFICE)
    found = mornings(
        hours, datetime.fromisoformat("2026-03-19T09:00+03:00"), datetime.fromisoformat("2026-03-24T09:00+03:00")
    )
    assert [at.isoformat() for at in found] == ["2026-03-20T06:00:00+00:00", "2026-03-23T06:00:00+00:00"]


def test_pauses_grow() -> None:
    """The more often a bot ended by itself, the longer it is waited; a killed one is always back soon."""
    assert [life.pause_after(1, count) for count in (1, 2, 3, 9)] == [2, 4, 8, 30]
    assert life.pause_after(-9, 9) == life.BACK
