"""A journal is walked while the office goes on writing it."""

import pytest
from sqlalchemy import Connection
from sqlalchemy.util import await_only

from bot.alerts.nightly import verifying
from storage import journal
from storage.work import Work
from tests.fixtures.cards import opened
from workflow.office import Office
from workflow.words import OfficeId


@pytest.fixture
def backend() -> str:
    """A reader on SQLite sees one moment by itself."""
    return "postgresql"


async def test_an_event_written_during_the_walk_is_no_break(
    work: Work, office: Office, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is committed after the walk has looked for the journal's end raises no alarm."""
    await opened(work, office)
    was = journal.head

    def then_another(conn: Connection, of: OfficeId) -> journal.Head:
        end = was(conn, of)
        monkeypatch.setattr(journal, "head", was)
        await_only(opened(work, office, "Яма"))
        return end

    monkeypatch.setattr(journal, "head", then_another)
    assert await verifying(database_url)(office.id) is None
    assert journal.head is was, "nothing was written during the walk"
