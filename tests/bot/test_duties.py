"""Duties on a calendar: told once, by the office's clock, to whom it concerns, whatever happens in between."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Connection

from bot.bells import Bells
from bot.clock import wall_now
from bot.duties import anything, duty_rounds, look, tell_others
from bot.effects import carry_out
from bot.outcomes import Blocked
from bot.rounds import Rounds
from bot.sender import Sender
from handlers.effects import DutyFinished
from storage import procedures
from storage.duties import Place, finish
from storage.tables.types import micros
from storage.work import Work
from tests.bot.fakes import Telegram, Wall, rows, send_all, way_of
from tests.fixtures.offices import NOW, PROCEDURE_TEXT, person
from workflow.office import Office
from workflow.words import OfficeId, PersonId

REPORT = """
[[duty]]
name = "report"
clause = "24"
words = { ru = "Отчёт за неделю", en = "The weekly report" }
by = "curator"
due = "every week by fri 17:00"
pings = ["4 hours before", "1 hour before", "at due: owner, group", "1 hour after: head"]
"""
CURATOR, HEAD, GROUP = 101, 104, -1001000000777
FRIDAY = datetime(2026, 3, 6, 5, 0, tzinfo=UTC)
"""Friday of the same week, 17:00 in Kamchatka. The Monday after it is off."""

TOLD = "SELECT lane, json_extract(body, '$.ring') FROM outbox WHERE kind = 'duty' ORDER BY id"


@pytest.fixture
async def clerk(work: Work, office: Office, wall: Wall) -> Rounds:
    """Looks at the duties; it has looked once, on Wednesday."""
    await work.run(lambda conn: procedures.put(conn, PROCEDURE_TEXT + REPORT, NOW))
    made = duty_rounds(work, wall, Bells())
    await made.tick()
    return made


async def at(clerk: Rounds, wall: Wall, moment: datetime) -> None:
    wall.at = moment
    await clerk.tick()


async def said(work: Work, telegram: Telegram, wall: Wall) -> list[tuple[int, str]]:
    """Everything that is sent now, to whom and what."""
    await send_all(Sender(way_of(work, telegram, wall)))
    return [(call.chat_id, call.text) for call in telegram.calls if hasattr(call, "text")]


async def done_by(work: Work, office: Office, key: str, moment: datetime, period: str = "2026-W10") -> None:
    place = Place(office.id, "sobolevo", "report")
    await work.run(lambda conn: finish(conn, place, period, PersonId(person(office, key)), moment))


async def test_each_ring_once(clerk: Rounds, work: Work, wall: Wall) -> None:
    """Nothing rings early; every ring comes in its minute to its hearers, and is said no second time."""
    await at(clerk, wall, FRIDAY - timedelta(hours=5, minutes=1))
    assert await rows(work, TOLD) == []
    for minutes in (-60, -59, -58, 0, 1):
        await at(clerk, wall, FRIDAY + timedelta(minutes=minutes))
    assert await rows(work, TOLD) == [
        ("telegram:101", "2026-W10/-60"),
        ("telegram:101", "2026-W10/+0"),
        (f"telegram:{GROUP}", "2026-W10/+0"),
    ]


async def test_at_most_once_a_minute(office: Office, work: Work, wall: Wall) -> None:
    """Within a minute of the office's time nobody looks again."""
    looked: list[datetime] = []
    made = Rounds("nothing", lambda conn, office, now: looked.append(now), look, work=work, clock=wall, bells=Bells())
    for seconds in (0, 10, 59, 60, 61, 119, 120):
        await at(made, wall, NOW + timedelta(seconds=seconds))
    assert looked == [NOW + timedelta(minutes=minutes) for minutes in (0, 1, 2)]


async def test_after_an_outage(work: Work, wall: Wall, clerk: Rounds) -> None:
    """A bot that was away tells the newest reminder or the misses, and those gravest for each hearer, once."""
    await at(duty_rounds(work, wall, Bells()), wall, FRIDAY - timedelta(minutes=30))
    assert [ring for _, ring in await rows(work, TOLD)] == ["2026-W10/-60"]
    await at(duty_rounds(work, wall, Bells()), wall, FRIDAY + timedelta(days=4))
    assert await rows(work, TOLD) == [
        ("telegram:101", "2026-W10/-60"),
        ("telegram:101", "2026-W10/+0"),
        (f"telegram:{GROUP}", "2026-W10/+0"),
        ("telegram:104", "2026-W10/+60"),
    ]


@pytest.mark.fault(16)
async def test_two_bots_at_once(work: Work, wall: Wall, clerk: Rounds) -> None:
    """What one has told another does not tell again."""
    other = duty_rounds(work, wall, Bells())
    await at(clerk, wall, FRIDAY)
    await other.tick()
    assert len(await rows(work, TOLD)) == 2


async def test_a_new_duty_is_not_late(work: Work, office: Office, wall: Wall) -> None:
    """A duty that comes into the file on Saturday tells nothing of the Friday before."""
    wall.at = FRIDAY + timedelta(days=1)
    await work.run(lambda conn: procedures.put(conn, PROCEDURE_TEXT + REPORT, NOW))
    made = duty_rounds(work, wall, Bells())
    for days in (1, 4, 5):
        await at(made, wall, FRIDAY + timedelta(days=days))
    assert await rows(work, TOLD) == []
    await at(made, wall, FRIDAY + timedelta(days=7, hours=-1))
    assert await rows(work, TOLD) == [("telegram:101", "2026-W11/-60")]


async def test_an_office_that_cannot_be_looked_at(clerk: Rounds, work: Work, wall: Wall) -> None:
    """Trouble with one office ends neither the looking nor that of the next minute."""
    failures = [RuntimeError("oops")]

    def at_times(conn: Connection, office: OfficeId, now: datetime, real: datetime) -> None:
        if failures:
            raise failures.pop()
        look(conn, office, now, real)

    made = Rounds("duties", anything, at_times, work=work, clock=wall, bells=Bells())
    await at(made, wall, FRIDAY)
    assert await rows(work, TOLD) == []
    await at(made, wall, FRIDAY + timedelta(minutes=1))
    assert [ring for _, ring in await rows(work, TOLD)] == ["2026-W10/+0", "2026-W10/+0"]


async def test_the_words(clerk: Rounds, work: Work, wall: Wall, telegram: Telegram) -> None:
    """What is said is made when it is sent: to its keeper in his words, in the group with a mention of him."""
    await at(clerk, wall, FRIDAY - timedelta(hours=1))
    assert await said(work, telegram, wall) == [(CURATOR, "⏰ Отчёт за неделю через 1 ч, до 17:00 · п. 24")]
    await at(clerk, wall, FRIDAY)
    name = '<a href="tg://user?id=101">Вера Куратор</a>, Новый Куратор'
    assert (await said(work, telegram, wall))[1:] == [
        (CURATOR, "❗ Отчёт за неделю: срок вышел · п. 24"),
        (GROUP, f"❗ Отчёт за неделю: срок вышел · п. 24\n{name}"),
    ]
    await at(clerk, wall, FRIDAY + timedelta(days=4))
    assert (await said(work, telegram, wall))[3:] == [
        (HEAD, "❗ Отчёт за неделю: опоздание 7 ч · п. 24\nВера Куратор, Новый Куратор")
    ]
    buttons = [call.reply_markup for call in telegram.calls]
    assert [bool(one) for one in buttons] == [True, True, True, False]
    assert buttons[0].inline_keyboard[0][0].text == "Сделано"
    assert buttons[0].inline_keyboard[0][0].callback_data == "du:sobolevo:report:2026-W10:0"


async def test_done_before_it_is_said(
    clerk: Rounds, work: Work, office: Office, wall: Wall, telegram: Telegram
) -> None:
    """A message that waits when the duty is done is dropped, and nothing of that period rings any more."""
    await at(clerk, wall, FRIDAY)
    await done_by(work, office, "curator", FRIDAY)
    assert await said(work, telegram, wall) == []
    await at(clerk, wall, FRIDAY + timedelta(days=5))
    assert len(await rows(work, TOLD)) == 2
    assert await rows(work, "SELECT DISTINCT status FROM outbox WHERE kind = 'duty'") == [("dropped",)]


async def test_a_duty_no_more(clerk: Rounds, work: Work, wall: Wall, telegram: Telegram) -> None:
    """A duty that is gone from the file is said no more, and rings no more."""
    await at(clerk, wall, FRIDAY - timedelta(hours=1))
    await work.run(lambda conn: procedures.put(conn, PROCEDURE_TEXT, NOW))
    await at(clerk, wall, FRIDAY)
    assert await said(work, telegram, wall) == []
    assert len(await rows(work, TOLD)) == 1


async def test_who_has_blocked_the_bot(clerk: Rounds, work: Work, wall: Wall, telegram: Telegram) -> None:
    """What its addressee cannot get goes to those who stand above, and names him."""
    await at(clerk, wall, FRIDAY - timedelta(hours=1))
    telegram.answers.append(Blocked("bot was blocked by the user"))
    await said(work, telegram, wall)
    assert telegram.calls[-1].chat_id == HEAD  # type: ignore[attr-defined]  # a message, as all of them here
    assert telegram.texts(HEAD)[0].endswith("\nне доставлено: Вера Куратор")
    await at(clerk, wall, FRIDAY)
    assert await rows(work, TOLD + " LIMIT 2 OFFSET 2") == [
        ("telegram:104", "2026-W10/+0"),
        (f"telegram:{GROUP}", "2026-W10/+0"),
    ]


async def test_a_duty_in_doubt_says_that_it_may_have_come(
    clerk: Rounds, work: Work, wall: Wall, telegram: Telegram
) -> None:
    """Where nobody knows whether he got it, those who stand above read just that."""
    await at(clerk, wall, FRIDAY + timedelta(days=4))
    ((body,),) = await rows(work, "SELECT body FROM outbox WHERE kind = 'duty' AND lane = 'telegram:104'")
    await work.run(lambda conn: conn.exec_driver_sql("DELETE FROM outbox"))
    assert await work.run(lambda conn: tell_others(conn, body, wall_now(), perhaps=True))
    ((hearer, text),) = await said(work, telegram, wall)
    assert (hearer, text.partition("\n")[0]) == (CURATOR, "❗ Отчёт за неделю: опоздание 7 ч · п. 24")
    assert text.endswith("\nможет быть, не доставлено: Глава")


async def test_two_taps_at_the_same_moment(work: Work, office: Office) -> None:
    """Who tapped second is told who was first, in his own chat and language; the first hears nothing more."""
    first, second = PersonId(person(office, "curator")), PersonId(person(office, "roads-1"))
    for by, lane, locale in ((first, "telegram:101", "ru"), (second, "telegram:102", "en")):
        effect = DutyFinished(
            office=office.id,
            procedure="sobolevo",
            duty="report",
            period="2026-W10",
            by=by,
            at=NOW,
            lane=lane,
            locale=locale,
        )
        await work.run(lambda conn, effect=effect: carry_out(effect, conn, wall_now()))
    ((lane, body),) = await rows(work, "SELECT lane, body FROM outbox")
    assert lane == "telegram:102"
    assert json.loads(body)["text"].startswith("Done already: Вера Куратор, at 12:00")


async def test_how_far_was_looked_is_kept(clerk: Rounds, work: Work, wall: Wall) -> None:
    """What was told is behind at once; where nothing rings, the quiet time is behind every hour."""
    for minutes, behind in ((30, 0), (59, 0), (60, 60), (90, 60)):
        await at(clerk, wall, NOW + timedelta(minutes=minutes))
        assert await rows(work, "SELECT (looked_at - since) / 60000000 FROM duties") == [(behind,)]
    await at(clerk, wall, FRIDAY - timedelta(minutes=61))
    for minutes in (-60, -30):
        await at(clerk, wall, FRIDAY + timedelta(minutes=minutes))
    assert await rows(work, "SELECT looked_at FROM duties") == [(micros(FRIDAY - timedelta(minutes=60)),)]


async def test_keys_are_for_ever(clerk: Rounds, work: Work, wall: Wall) -> None:
    """Though it were looked at again as if for the first time, nobody is told twice."""
    await at(clerk, wall, FRIDAY)
    await work.run(lambda conn: conn.exec_driver_sql("UPDATE duties SET looked_at = since"))
    await at(clerk, wall, FRIDAY + timedelta(minutes=1))
    assert len(await rows(work, TOLD)) == 2
    keys = [key for (key,) in await rows(work, "SELECT key FROM outbox ORDER BY id")]
    assert keys == ["duty/1/sobolevo/report/2026-W10/+0/1", "duty/1/sobolevo/report/2026-W10/+0/group"]
