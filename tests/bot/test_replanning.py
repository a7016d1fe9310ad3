"""A deadline follows its timetable: what is counted anew is counted for cards that are open already."""

import json
from datetime import datetime

import pytest
from sqlalchemy import Connection, update

from bot.filling import fill_words
from bot.replanning import replan_all
from storage import offices, timers
from storage.tables import cards
from storage.work import UnreachableError, Work
from tests.bot.fakes import rows
from tests.bot.troubled import Troubled
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


async def test_a_card_that_cannot_be_read_keeps_no_other_from_being_counted(
    work: Work, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is passed over; the log has its number and none of its words, and the others ring when they are due."""
    await opened(work, office, "Иванов Иван просит", key="a")
    await opened(work, office, key="b")
    changed = parse_office(f"{OFFICE_TEXT}\n[schedule]\n{LATER}\n", "office.toml")
    lines: list[str] = []
    logger = type("Log", (), {"error": lambda self, text, **about: lines.append(f"{text} {about}")})
    monkeypatch.setattr("bot.replanning.log", lambda name: logger())

    def harm(conn: Connection) -> None:
        offices.load_office(conn, changed)
        body = json.loads(conn.exec_driver_sql("SELECT body FROM cards WHERE number = 1").scalar_one())
        body["post"]["parts"][0]["text"] = ["Иванов Иван просит"]
        conn.execute(update(cards).where(cards.c.number == 1).values(body=json.dumps(body, ensure_ascii=False)))

    await work.run(harm)
    timers_of = "SELECT min(at) FROM timers WHERE card = (SELECT id FROM cards WHERE number = {})"
    before = [await rows(work, timers_of.format(number)) for number in (1, 2)]
    assert await replan_all(work, NOW) == 2
    after = [await rows(work, timers_of.format(number)) for number in (1, 2)]
    assert [one == other for one, other in zip(before, after, strict=True)] == [True, False]
    assert (len(lines), "'number': 1" in lines[0], "Иванов" in lines[0]) == (1, True, False)


async def test_a_database_in_trouble_is_no_fault_of_a_card(work: Work, office: Office) -> None:
    """It comes out, and the start is tried again later."""
    await opened(work, office)
    troubled = Troubled(work)
    troubled.unwritten = 1
    with pytest.raises(UnreachableError):
        await replan_all(troubled, NOW)


async def test_words_are_filled_in_past_a_card_that_cannot_be_read(work: Work, office: Office) -> None:
    """The start of a new version ends, and the other card is found by its words."""
    for key in "ab":
        await opened(work, office, key=key)
    await work.run(lambda conn: conn.exec_driver_sql("UPDATE cards SET words = ''").close())
    await work.run(lambda conn: conn.exec_driver_sql("UPDATE cards SET body = '{}' WHERE number = 1").close())
    await fill_words(work)
    assert [bool(words) for (words,) in await rows(work, "SELECT words FROM cards ORDER BY number")] == [False, True]
