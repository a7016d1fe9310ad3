"""An invented snow service: cards find their department, topics have times, crews have shifts, misses are counted."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from sandbox.people import Message
from tests.bot.test_uploads import picture
from tests.conversations.bureau import Bureau, bureau
from tests.conversations.six.steps import drafts, first_line, opens, replies
from tests.procedures.unlike import only

OFFICE = """
[office]
key = "test"
name = "Зимняя служба"
procedures = ["snow"]
zone = "Asia/Novosibirsk"
group_chat = -1001000000001

[[department]]
key = "streets"
name = "Улицы"
topics = ["снег", "лёд"]

[[department]]
key = "roofs"
name = "Крыши"
topics = ["крыши"]

[[person]]
key = "curator"
name = "Зинаида Куратор"
telegram_id = 1001
roles = ["curator"]

[[person]]
key = "crew"
name = "Бригадир Сомов"
telegram_id = 1002
roles = ["executor"]
department = "streets"

[[person]]
key = "chief"
name = "Начальник улиц"
telegram_id = 1003
roles = ["chief"]
department = "streets"

[[person]]
key = "roofer"
name = "Кровельщик"
telegram_id = 1004
roles = ["executor"]
department = "roofs"

[[person]]
key = "head"
name = "Глава"
telegram_id = 1005
roles = ["head"]
"""
SNOW, ICE, OTHER = "На Лесной снег по колено", "На Школьной лёд, не пройти", "На Речной что-то не так"
DONE = "Улицу расчистили."


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Bureau]:
    """The service with its bot, on Wednesday 4 March 2026 at 10:00 in Novosibirsk."""
    async with bureau(tmp_path, OFFICE, procedures=only(tmp_path, "snow")) as ready:
        yield ready


async def routed(office: Bureau, text: str, number: int = 1, who: str = "crew") -> Message:
    """A pasted post goes to its department by itself."""
    await office["curator"].says(f"{text} https://vk.com/wall-1_{number}")
    return await office[who].reads(f"№ {number} · вам: убрать и ответить с фото")


async def test_by_topic_by_the_clock_and_with_a_photo(office: Bureau) -> None:
    """Ice has three hours round the clock, the crew sets out in its own shift, and the answer has its photo."""
    crew = office["crew"]
    office.set_clock("2026-03-04T20:00")
    work = await routed(office, ICE)
    assert "Выезд бригады ▱▱▱▱▱▱▱▱▱▱ 40 мин рабочего времени · до 20:40 · п. 3" in work.text
    await work.tap("Принять в работу")
    await crew.toast("№ 1: в работе у вас")
    work = await opens(crew, "Уборка")
    assert "3 ч · до 23:00 · п. 4" in work.text
    await work.reply(DONE)
    await (await crew.reads("Проект к № 1")).tap("Убрано, ответить")
    await crew.reads("Нужно фото или документ")
    await crew.sends("Вот", photo=picture(mark=b"street"))
    await (await crew.reads("Проект к № 1, 21 знак, 1 фото")).tap("Убрано, ответить")
    await crew.toast("№ 1: убрали и ответили")


async def test_too_dark_for_a_photo(office: Bureau) -> None:
    """Where it is said why there can be no photo, the answer goes without one."""
    crew = office["crew"]
    work = await routed(office, SNOW)
    assert "до 10:40 · п. 3" in work.text
    await work.tap("Темно, фото не будет")
    await replies(crew, "темно, фото не будет", "Ночь, фонарей нет")
    await crew.reads("№ 1: объяснили, почему нет фото")
    await drafts(crew, work, DONE, "Убрано, ответить")


async def test_nobodys_topic_is_the_curators(office: Bureau) -> None:
    """A post whose topic nobody has waits for the curator, and so does one that came back."""
    curator, crew = office["curator"], office["crew"]
    await curator.says(f"{OTHER} https://vk.com/wall-1_9")
    card = await curator.reads("кому направить?")
    await card.tap("→ Улицы")
    work = await crew.reads("вам: убрать")
    await work.tap("Не наш участок")
    await replies(crew, "почему возвращаете?", "Речная за посёлком")
    again = await curator.reads("↩️ № 1 · вернули, кому направить?")
    assert "Речная за посёлком" in again.text


async def test_put_off_to_a_day(office: Bureau) -> None:
    """The department's head names the day, and the card is due at its end."""
    crew, chief = office["crew"], office["chief"]
    await routed(office, SNOW)
    card = await opens(chief, "убирает: Бригадир Сомов")
    assert "Уборка ▱▱▱▱▱▱▱▱▱▱ 6 ч · до 16:00 · п. 4" in card.text
    await card.tap("Отложить до дня")
    await replies(chief, "отложить до дня: какой день?", "10.03")
    await replies(chief, "отложить до дня: напишите", "Метель")
    await chief.reads("№ 1: назначили день уборки")
    told = await crew.reads("Метель")
    assert "Назначенный день ▱▱▱▱▱▱▱▱▱▱ 3 рабочих дня · до вт 18:00 · п. 6" in told.text
    assert "Уборка" not in told.text
    office.set_clock("2026-03-10T18:01")
    assert first_line(await chief.reads("❗ № 1")).startswith("❗ № 1 · назначенный день")


async def test_too_many_misses_in_a_month(office: Bureau) -> None:
    """The fourth miss of a department in a month is told to its head once, with the month and the clause."""
    chief, head = office["chief"], office["head"]
    for number in range(1, 5):
        await routed(office, ICE, number)
    office.set_clock("2026-03-05T09:30")
    told = await chief.reads("❗ Улицы: 4 опоздания за март · п. 8")
    assert told.text.splitlines()[1].startswith("Предел — 3. Последняя: № ")
    await told.tap("Открыть")
    await chief.reads("убирает: Бригадир Сомов")
    await head.reads("❗ Бригадир Сомов: 5 опозданий за март · п. 8.1")
    assert sum("Улицы:" in one.text for one in await chief.history()) == 1


async def test_duties_on_the_calendar(office: Bureau) -> None:
    """The weekly report and the list by the 25th are reminded of, and done with one tap."""
    curator, chief = office["curator"], office["chief"]
    await curator.starts()
    await curator.reads("/my")
    office.set_clock("2026-03-06T15:01")
    reminder = await curator.reads("⏰ Отчёт за неделю через ")
    await reminder.tap("Сделано")
    await curator.toast("сделано")
    office.set_clock("2026-03-25T14:01")
    await chief.reads("⏰ Список улиц на месяц через ")
