"""A deadline follows its timetable: what is counted anew is counted for cards that are open already."""

from datetime import datetime

from sqlalchemy import Connection

from bot.replanning import replan_all
from storage import offices, timers
from storage.work import Work
from tests.fixtures.cards import opened
from tests.fixtures.offices import NOW, OFFICE_TEXT
from workflow.office import Office
from workflow.office_file import parse_office
from workflow.words import OfficeId

LATER = 'working_days = []\nmon = ["13:00-18:00"]\ntue = ["13:00-18:00"]\nwed = ["13:00-18:00"]\nthu = ["13:00-18:00"]'


async def nearest(work: Work) -> datetime | None:
    return await work.read(timers.next_at)


async def test_a_changed_timetable_moves_the_timers(work: Work, office: Office) -> None:
    """An office that now opens an hour later rings an hour later, for cards that were there before too."""
    await opened(work, office)
    before = await nearest(work)
    changed = parse_office(f"{OFFICE_TEXT}\n[schedule]\n{LATER}\n", "office.toml")

    def load(conn: Connection) -> OfficeId:
        offices.load_office(conn, changed)
        return office.id

    await work.run(load)
    assert await nearest(work) == before
    assert await replan_all(work, NOW) == 1
    after = await nearest(work)
    assert before is not None
    assert after is not None
    assert (after - before).total_seconds() == 60 * 60
