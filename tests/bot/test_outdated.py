"""A process under which another version has changed the tables."""

import asyncio

import pytest

from bot import run
from bot.bootstrap import App
from bot.leading import Lead
from storage.migrations import NewerDatabaseError
from storage.work import Work
from tests.bot.test_run import app, settings, source

__all__ = ["app", "settings", "source"]


async def test_a_running_process_stops_beside_tables_of_another_version(app: App, work: Work) -> None:
    """All loops end in good order, and what comes out is what `run` ends with code 3 for."""
    app.lead = Lead(work, "a", alone=False)
    await work.run(lambda conn: conn.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(NewerDatabaseError, match="revision 9999"):
        await asyncio.wait_for(run.serve(app, asyncio.Event()), 20)
