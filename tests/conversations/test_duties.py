"""Duties on a calendar, as people hear of them and get them done."""

from datetime import datetime

from sqlalchemy import Connection, update

from storage import duties, offices, procedures
from storage.duties import Place
from storage.tables import offices as rows
from storage.work import Work
from tests.conversations.stand import WEDNESDAY, Stand
from tests.fixtures.offices import PROCEDURE_TEXT

REPORTS = (
    PROCEDURE_TEXT.replace('name = "sobolevo"', 'name = "reports"', 1)
    + """
[[duty]]
name = "report"
clause = "24"
words = { ru = "Отчёт за неделю", en = "The weekly report" }
by = "curator"
due = "every week by fri 17:00"
pings = ["4 hours before", "1 hour before", "at due: owner, group", "1 hour after: head"]
"""
)


async def laid_on(office: Stand, kept: datetime = WEDNESDAY) -> None:
    """A second procedure, with a duty of the curator's, comes to the office; its bot runs."""

    def lay(conn: Connection) -> None:
        found = offices.office_named(conn, "test")
        assert found is not None
        procedures.put(conn, REPORTS, WEDNESDAY)
        conn.execute(update(rows).where(rows.c.id == found.id).values(procedures=["sobolevo", "reports"]))
        offices.touch(conn, found.id)
        duties.keep(conn, Place(found.id, "reports", "report"), kept)

    await office.curator.starts()
    await office.curator.reads("/my")
    async with await Work.open(office.environment["DATABASE_URL"]) as work:
        await work.run(lay)


async def test_a_report_is_reminded_of_called_out_and_done(office: Stand) -> None:
    """The curator is reminded, the group called, and one tap ends it for all: the next who taps learns who did it."""
    await laid_on(office)
    office.set_clock("2026-03-06T16:00")
    reminder = await office.curator.reads("⏰ Отчёт за неделю через 1 ч, до 17:00 · п. 24")
    office.set_clock("2026-03-06T17:00")
    await office.curator.reads("❗ Отчёт за неделю: срок вышел · п. 24")
    called = await office.group.reads("❗ Отчёт за неделю: срок вышел · п. 24")
    assert "tg://user?id=1001" in called.html
    await called.tap("Сделано", by=office.roads)
    await office.roads.at(office.group).toast("Это дело не за вами")
    await called.tap("Сделано", by=office.coordinator)
    await office.coordinator.at(office.group).toast("сделано")
    await office.group.sees(called, "✅ Отчёт за неделю · сделано: Координатор, в 17:0")
    await office.group.sees_buttons(called)
    await reminder.tap("Сделано")
    await office.curator.toast("Уже сделано: Координатор, в 17:0")
    await office.curator.sees(reminder, "✅ Отчёт за неделю · сделано: Координатор")
    office.set_clock("2026-03-13T16:00")
    await office.curator.reads("⏰ Отчёт за неделю через 1 ч")
    assert not [one for one in await office.head.history() if "Отчёт" in one.text]


async def test_a_report_that_nobody_makes_is_told_to_the_head(office: Stand) -> None:
    """An hour of working time after it was due the head hears of it, by name, with nothing for him to tap."""
    await laid_on(office)
    office.set_clock("2026-03-10T10:00")
    told = await office.head.reads("❗ Отчёт за неделю: опоздание 1 ч · п. 24")
    assert (told.text.splitlines()[1], told.buttons) == ("Куратор", [])


async def test_the_list(office: Stand) -> None:
    """/duties shows what is due and lets its keeper finish it; who has no duty has none in his list."""
    await laid_on(office)
    await office.curator.says("/duties")
    listed = await office.curator.reads("Дела по календарю")
    assert listed.text.splitlines()[1] == "⏰ Отчёт за неделю · до пт 17:00 · п. 24"
    await office.head.says("/duties")
    seen = await office.head.reads("⏰ Отчёт за неделю · до пт 17:00 · Куратор · п. 24")
    assert seen.buttons == []
    await listed.tap("Сделано: Отчёт за неделю")
    await office.curator.toast("сделано")
    await office.curator.sees(listed, "✅ Отчёт за неделю · сделано: Куратор, в 10:0")
    await office.roads.says("/duties")
    await office.roads.reads("Дел по календарю нет.")
    await office.roads.at(office.group).says("/duties")
    await office.group.reads("в личном чате с ботом")


async def test_what_is_owed_stands_in_the_list(office: Stand) -> None:
    """A report that is late stands before this week's, and is told from it by its day."""
    await laid_on(office)
    office.set_clock("2026-03-11T10:00")
    await office.coordinator.says("/duties")
    listed = await office.coordinator.reads("Дела по календарю")
    assert listed.text.splitlines()[1:] == [
        "❗ Отчёт за неделю: опоздание 9 ч · до 6 марта, 17:00 · Куратор · п. 24",
        "⏰ Отчёт за неделю · до пт 17:00 · Куратор · п. 24",
    ]
    assert listed.labels == ["Сделано: Отчёт за неделю к 6 марта", "Сделано: Отчёт за неделю"]
    await listed.tap("Сделано: Отчёт за неделю к 6 марта")
    await office.coordinator.sees_buttons(listed, "Сделано: Отчёт за неделю")


async def test_a_bot_that_was_away_tells_the_miss_and_no_reminder(office: Stand) -> None:
    """After a night without power the reminders that were slept through are not said, the miss is."""
    await laid_on(office)
    office.kill()
    office.set_clock("2026-03-06T17:05")
    office.start()
    await office.curator.reads("❗ Отчёт за неделю")
    await office.group.reads("❗ Отчёт за неделю")
    assert not [one for one in await office.curator.history() if one.text.startswith("⏰")]


async def test_taps_that_were_made_up(office: Stand) -> None:
    """What no button says finishes nothing: a week far ahead or long ago, another duty, another procedure, nonsense."""
    await laid_on(office)
    await office.curator.says("/duties")
    listed = await office.curator.reads("Дела по календарю")
    for data in (
        "reports:report:2099-W01",
        "reports:report:2026-W09",
        "reports:list:2026-W10",
        "kamchatka:report:2026-W10",
    ):
        await listed.forge(f"du:{data}:0")
        await office.curator.toast("Эта кнопка больше не действует")
    for data in ("du::::", "du:reports:report:2026-W10:0:0", "du:reports:report:2026-W10:x"):
        await listed.forge(data)
        await office.curator.toast("Эта кнопка больше не действует")
    await office.curator.says("/duties")
    assert "✅" not in (await office.curator.reads("Дела по календарю")).text
