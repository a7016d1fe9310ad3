"""That no bot worked for a night or a week is told when one works again."""

from datetime import datetime, timedelta

import pytest

from bot.alerts.hearers import Hearer, hearers
from bot.alerts.off import LEAST, MARK, Off
from bot.alerts.time_words import off_text
from handlers.texts import texts_for
from storage import forgotten, marks
from storage.work import Work
from tests.bot.fakes import Telegram, Wall
from tests.health.test_watch import Guard
from workflow.office import Office

EVENING = datetime.fromisoformat("2026-03-04T18:05:00+12:00")
MORNING = datetime.fromisoformat("2026-03-05T09:10:00+12:00")
ZONE = "Asia/Kamchatka"


@pytest.fixture
def guard(work: Work, telegram: Telegram, wall: Wall, office: Office) -> Guard:
    assert office.timetable.zone == ZONE
    return Guard(work, telegram, wall, real=EVENING - timedelta(minutes=1))


def again(before: Guard, at: datetime) -> Guard:
    """The bot is started at that moment, after the other one had ended."""
    return Guard(before.work, before.telegram, before.wall, real=at)


async def test_nobody_was_told_that_the_bot_was_off(guard: Guard) -> None:
    """From the last sign of life to the start, in the office's time, once; people called late are not blamed."""
    assert await guard.looks() == []
    started = again(guard, MORNING)
    (told,) = await started.looks()
    assert told == (
        "❗ Бот не работал с 18:05 4 марта до 9:10 (15 ч 5 мин)\nЧто пришло за это время, разобрано после запуска; "
        "сроки шли дальше. Если кого-то позвали поздно, это не его вина."
    )
    assert await started.looks() == [told]
    assert await again(guard, MORNING + timedelta(minutes=5)).looks() == [told]


async def test_a_first_start_and_a_quick_one_tell_nothing(guard: Guard) -> None:
    """Neither an installation of today nor a kill is a time without a bot."""
    assert await guard.looks() == []
    assert await again(guard, EVENING + LEAST - timedelta(minutes=1)).looks() == []
    assert await again(guard, EVENING + 2 * LEAST - timedelta(minutes=1)).looks() == []


async def test_a_process_that_others_have_stood_in_for_tells_nothing(guard: Guard) -> None:
    """It leads after hours in which another led; and the one that led is not heard of a second time."""
    waiting = again(guard, EVENING)
    waiting.mine = False
    for _ in range(3):
        await guard.looks(20)
        await waiting.looks(20)
    waiting.mine = True
    assert await waiting.looks() == []


async def test_two_that_start_together_tell_it_once(guard: Guard) -> None:
    """The second that comes to lead finds the first one's sign of life."""
    await guard.looks()
    first, second = again(guard, MORNING), again(guard, MORNING)
    assert len(await first.looks()) == 1
    assert len(await second.looks(2)) == 1


async def test_a_long_silence_of_a_bot_that_runs_is_not_told_as_off(guard: Guard) -> None:
    """A clock that is put back, or ahead, by somebody else's hand makes no time without a bot."""
    await guard.looks()
    guard.real -= timedelta(hours=5)
    assert not any("Бот не работал" in text for text in await guard.looks())
    guard.real += timedelta(hours=9)
    assert not any("Бот не работал" in text for text in await guard.looks())


async def test_a_restored_copy_made_no_time_without_a_bot(guard: Guard) -> None:
    """The copy's sign of life is hours old, and the bot worked till it was restored: only what came after counts."""
    await guard.looks()
    await guard.work.run(lambda conn: forgotten.note(conn, EVENING, MORNING))
    assert await again(guard, MORNING + timedelta(minutes=2)).looks() == []
    await guard.work.run(lambda conn: marks.put(conn, MARK, EVENING))
    (told,) = await again(guard, MORNING + timedelta(hours=1)).looks()
    assert told.startswith("❗ Бот не работал с 9:10 до 10:10 (1 ч)")


async def test_what_could_not_be_told_at_the_first_look_is_told_at_the_next(
    guard: Guard, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A database that is away at the start loses no word, nor does the time in which it was away count."""
    await guard.looks()
    started = again(guard, MORNING)

    async def gone(fn: object) -> object:
        raise ConnectionRefusedError(111)

    with monkeypatch.context() as broken:
        broken.setattr(guard.work, "run", gone)
        started.hand.at += 60
        started.real += timedelta(minutes=1)
        await started.watch.once()
    told = await started.looks()
    assert told[0].startswith("❗ Бот не работал с 18:05 4 марта до 9:10")


async def test_the_chat_of_the_settings_reads_the_zone_of_its_offices(guard: Guard, office: Office) -> None:
    """Where all offices live by one clock, times are in it."""
    found = await guard.work.read(lambda conn: hearers(conn, "-100", "ru"))
    assert [one.zone for one in found] == [ZONE]
    assert Hearer("telegram:1", "ru").zone == "UTC"


@pytest.mark.parametrize(
    ("locale", "zone", "days", "first"),
    [
        ("ru", ZONE, 7, "❗ Бот не работал с 9:10 26 февраля до 9:10 (7 дней)"),
        ("ru", "UTC", 0, "❗ Бот не работал с 6:05 до 21:10 UTC (15 ч 5 мин)"),
        ("en", ZONE, 0, "❗ The bot did not work from 18:05 on March 4 to 9:10 (15 h 5 min)"),
    ],
)
def test_off_in_words(locale: str, zone: str, days: int, first: str) -> None:
    """Days where there are many hours, the day where it was another one, UTC by name."""
    since = MORNING - timedelta(days=days) if days else EVENING
    assert off_text(Off(since, MORNING), texts_for(locale), zone).partition("\n")[0] == first
