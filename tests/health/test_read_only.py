"""A server that takes no writes."""

from pathlib import Path

import pytest

from storage.work import Work
from tests.bot.fakes import Wall
from tests.fixtures.databases import Postgres
from tests.health.houses import house


@pytest.mark.fault(17)
async def test_a_bot_whose_database_took_no_writes_called_itself_ready(
    postgres: Postgres, wall: Wall, tmp_path: Path
) -> None:
    """Who can only read can do no work: 503 for as long as it lasts, and the loops turn meanwhile."""
    url = postgres.create()
    name = f"test_{url.rpartition('/test_')[2].partition('?')[0]}"
    statuses = []
    for setting in ("on", "off"):
        postgres.run(f"ALTER DATABASE {name} SET default_transaction_read_only = {setting}")
        async with await Work.open(url) as work, house(work, wall, tmp_path) as at:
            statuses.append(((await at.get("/readyz"))[0], (await at.get("/livez"))[0]))
    postgres.drop(url)
    assert statuses == [(503, 200), (200, 200)]
