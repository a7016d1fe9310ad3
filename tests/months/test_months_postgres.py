"""The same months on PostgreSQL, where leases, presence and the lead are at work too. In the long form alone."""

from pathlib import Path

import pytest

from tests.cases import EXPLORING
from tests.fixtures.databases import Postgres
from tests.months.month import seeds, simulate
from tests.months.offices import load
from tests.months.test_months import again, count
from tests.proof.counting import Tried


@pytest.mark.timeout(1200)
@pytest.mark.skipif(not EXPLORING, reason="a real server takes its time; make faults has it")
@pytest.mark.parametrize("seed", seeds(11))
def test_an_office_lives_on_postgres(seed: int, postgres: Postgres, tmp_path: Path, tried: Tried) -> None:
    """What holds on SQLite holds on PostgreSQL."""
    url = postgres.create()
    for key in ("district", "town"):
        load(url, tmp_path, key)
    log = simulate(seed, 5, url, tmp_path)
    count(tried, log, 5)
    assert not log.faults, again(seed, log.faults)
