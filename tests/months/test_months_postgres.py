"""The same months on PostgreSQL, where leases, presence and the lead are at work too."""

from pathlib import Path

import pytest

from tests.cases import EXPLORING
from tests.fixtures.databases import Postgres
from tests.months.month import seeds, simulate
from tests.months.offices import load
from tests.months.test_months import again, count
from tests.proof.counting import Tried

DAYS = 30 if EXPLORING else 1
"""A real server takes its time: about four seconds a day."""


@pytest.mark.fault(13, 14)
@pytest.mark.timeout(1200)
@pytest.mark.parametrize("seed", seeds(11))
def test_an_office_lives_on_postgres(
    seed: int, postgres: Postgres, tmp_path: Path, tried: Tried, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What holds on SQLite holds on PostgreSQL, and after each kill another process takes the lead in time."""
    monkeypatch.setattr("bot.leading.shared_now", lambda conn, here: here)  # the server's own clock is a real one
    monkeypatch.setattr("storage.clocks.shared_now", lambda conn, here: here)
    url = postgres.create()
    for key in ("district", "town"):
        load(url, tmp_path, key)
    log = simulate(seed, DAYS, url, tmp_path)
    count(tried, log, DAYS)
    assert not log.faults, again(seed, log.faults)
    assert not log.missing, f"the run has seen too little to show anything: {log.missing} of {log.counted}"
