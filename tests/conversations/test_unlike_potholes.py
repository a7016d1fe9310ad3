"""An invented pothole service: inspected with a photo, sorted, mended with contractors, ended in one of five ways."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from sandbox.people import Message
from tests.bot.test_uploads import picture
from tests.conversations.bureau import Bureau, bureau
from tests.conversations.six.steps import first_line, forwards, publishes, replies
from tests.procedures.unlike import only

OFFICE = """
[office]
key = "test"
name = "Служба дорог"
procedures = ["potholes"]
zone = "Asia/Yekaterinburg"
group_chat = -1001000000001

[[department]]
key = "north"
name = "Северный участок"
topics = ["яма", "дорога"]

[[department]]
key = "asphalt"
name = "Подрядчик Асфальт"

[[department]]
key = "signs"
name = "Подрядчик Знаки"

[[person]]
key = "officer"
name = "Ольга Диспетчер"
telegram_id = 1001
roles = ["officer"]

[[person]]
key = "master"
name = "Пётр Мастер"
telegram_id = 1002
roles = ["executor"]
department = "north"

[[person]]
key = "chief"
name = "Анна Начальник"
telegram_id = 1003
roles = ["chief"]
department = "north"

[[person]]
key = "asphalt"
name = "Игорь Асфальт"
telegram_id = 1004
roles = ["executor"]
department = "asphalt"

[[person]]
key = "signs"
name = "Нина Знаки"
telegram_id = 1005
roles = ["executor"]
department = "signs"

[[person]]
key = "head"
name = "Глава"
telegram_id = 1006
roles = ["head"]
"""
POST = "На Лесной яма в полколеса https://vk.com/wall-1_205"
LINK = "https://vk.com/wall-1_205?reply=206"


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Bureau]:
    """The service with its bot, on Wednesday 4 March 2026 at 10:00 in Yekaterinburg."""
    async with bureau(tmp_path, OFFICE, procedures=only(tmp_path, "potholes")) as ready:
        yield ready


async def inspected(office: Bureau, category: str) -> Message:
    """A post goes to its section, the master inspects the place with a photo and sets the category."""
    master = office["master"]
    card = await forwards(office["officer"], POST)
    await card.tap("→ Северный участок")
    visit = await master.reads("📝 № 1 · вам: осмотреть место")
    assert "до чт 18:00 · п. 2" in visit.text
    await visit.tap("Осмотрено")
    await replies(master, "пришлите фото и что увидели", "Яма 60 см, глубина 20")
    await (await master.reads("Проект к № 1")).tap("Осмотрено")
    await master.reads("Нужно фото или документ")
    await master.sends("Вот она", photo=picture(mark=b"one"))
    await (await master.reads("Проект к № 1, 29 знаков, 1 фото")).tap("Осмотрено")
    await master.toast("№ 1: осмотрели место")
    await sorted_out(office, await master.reads("осмотрено, определите категорию"), category)
    return await master.reads("вам: работы и итог")


async def sorted_out(office: Bureau, card: Message, category: str) -> None:
    """The master says which category it is."""
    await card.tap("Определить категорию")
    await (await office["master"].reads("какая?")).tap(category)
    await office["master"].toast("№ 1: категория определена")


async def ended(office: Bureau, work: Message, outcome: str, answer: str, why: str = "") -> None:
    """The master names the outcome, explains it where it must be, and writes the answer."""
    master = office["master"]
    await work.tap("Итог и ответ")
    await (await master.reads("чем закончилось?")).tap(outcome)
    if why:
        await replies(master, "почему так?", why)
    await replies(master, "пришлите проект ответа", answer)
    await (await master.reads("Проект к № 1")).tap("Итог и ответ")
    await master.toast("№ 1: подвели итог")


async def test_a_deep_one_with_contractors_and_more_time(office: Bureau) -> None:
    """Contractors give their parts, one piece by piece and one with a warning; time is extended, the author is told."""
    officer, master, chief, asphalt, signs = (office[key] for key in ("officer", "master", "chief", "asphalt", "signs"))
    work = await inspected(office, "Глубокая")
    assert "Категория: глубокая" in work.text
    assert "до 12 марта, 18:00 · п. 4" in work.text

    await work.tap("Поручить подрядчикам")
    question = await master.reads("Отметьте отделы")
    await question.tap("Подрядчик Асфальт")
    await master.sees_buttons(
        question, "Северный участок", "1. Подрядчик Асфальт", "Подрядчик Знаки", "Готово", "Отмена"
    )
    await question.tap("Подрядчик Знаки")
    await question.tap("Готово")
    await master.toast("№ 1: поручили подрядчикам")
    share = await asphalt.reads("вам: дать часть ответа")
    part = await signs.reads("вам: дать часть ответа")
    assert "до пт 17:00 · п. 4.1" in part.text

    await part.reply("Знак заказан")
    await (await signs.reads("Часть ответа к № 1")).tap("Это ещё не всё")
    await master.reads("часть ответа, не вся: Подрядчик Знаки")
    office.set_clock("2026-03-06T12:00")
    await signs.reads("⏰ № 1 · часть ответа через 4 ч, до 17:00 · п. 4.1")
    await part.tap("Предупредить об опоздании")
    await replies(signs, "почему не успеваете?", "Знак везут из области")
    assert "Знак везут из области" in (await master.reads("часть ответа задержится: Подрядчик Знаки")).text
    await share.reply("Карту вырезали и залили")
    await (await asphalt.reads("Часть ответа к № 1")).tap("Отправить часть")
    await master.reads("часть ответа: Подрядчик Асфальт")
    office.set_clock("2026-03-06T17:01")
    await master.reads("❗ № 1 · часть ответа")

    await work.tap("Продлить срок")
    await replies(master, "на сколько", "11")
    await master.reads("Нужно число дней, не больше 10")
    await master.sends("7")
    await replies(master, "почему", "Ждём знак")
    await master.reads("№ 1: продлили срок")
    told = await officer.reads("№ 1 · сообщить автору о продлении · до вт 18:00")
    await officer.says("/why 1")
    why = (await officer.reads("откуда сроки")).text
    assert "Ответ, п. 5: до сб 21 марта, 23:59" in why
    assert "срок продлён: +7 дней, п. 5" in why
    await told.tap("Автору сообщено")
    await replies(officer, "пришлите ссылку", LINK)
    await officer.reads("№ 1: сообщили автору о продлении")

    await ended(office, work, "Невозможно", "Яму закрыли, знак поставим весной.", why="Знака нет в области")
    asked = await chief.reads("📝 № 1 · согласуйте итог · до вт 13:00")
    assert "Итог: невозможно" in asked.text
    assert "опубликованный ответ" not in asked.text
    assert "предупреждает: «Знак везут из области»" in asked.text
    await asked.tap("Согласовать")
    await chief.toast("№ 1")
    ready = await officer.reads("согласовано, опубликуйте · до 21 марта, 23:59")
    await publishes(officer, ready, LINK)
    await officer.says("/card 1")
    await officer.reads("✅ № 1 · опубликовано")


async def test_a_small_one_is_watched_till_it_grows(office: Bureau) -> None:
    """A small pothole has no time for mending; it is watched, and grown it is mended within a day by the clock."""
    officer, master = office["officer"], office["master"]
    work = await inspected(office, "Мелкая")
    assert "Ремонт" not in work.text
    await ended(office, work, "Под наблюдением", "Яма мелкая, наблюдаем.")
    await publishes(officer, await officer.reads("опубликуйте"), LINK)
    watch = await master.reads("📝 № 1 · наблюдение: посмотрите место · до 3 апреля, 17:00")
    office.set_clock("2026-03-13T16:00")
    await watch.tap("Стала больше")
    await replies(master, "стала больше", "Уже метр")
    again = await master.reads("осмотрено, определите категорию")
    assert "Уже метр" in again.text
    await sorted_out(office, again, "Опасная")
    mend = await master.reads("вам: работы и итог")
    assert "Ремонт ▱▱▱▱▱▱▱▱▱▱ 24 ч · до сб 16:00 · п. 4" in mend.text
    office.set_clock("2026-03-16T09:00")
    assert office.group is not None
    assert first_line(await office.group.reads("❗")) == "❗ № 1 · ремонт опаздывает на 41 ч · п. 4"
