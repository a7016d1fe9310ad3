"""Invented street events: everything is due before the day that is named; who agrees depends on the kind."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from sandbox.people import Message, Person
from tests.conversations.bureau import Bureau, bureau
from tests.conversations.six.steps import drafts, forwards, opens, replies
from tests.procedures.unlike import only

OFFICE = """
[office]
key = "test"
name = "Комитет по праздникам"
procedures = ["festivals"]
zone = "Asia/Vladivostok"
group_chat = -1001000000001

[[department]]
key = "culture"
name = "Культура"
topics = ["концерт", "ярмарка"]

[[department]]
key = "fire"
name = "Пожарные"

[[department]]
key = "medics"
name = "Медики"

[[account]]
network = "vk"
name = "Афиша администрации"
link = "https://vk.com/afisha"
excluded = "own"

[[person]]
key = "officer"
name = "Ольга Приёмова"
telegram_id = 1001
roles = ["officer"]

[[person]]
key = "culture"
name = "Пётр Праздников"
telegram_id = 1002
roles = ["executor"]
department = "culture"

[[person]]
key = "fire"
name = "Пожарный надзор"
telegram_id = 1003
roles = ["executor"]
department = "fire"

[[person]]
key = "medics"
name = "Скорая помощь"
telegram_id = 1004
roles = ["executor"]
department = "medics"

[[person]]
key = "region"
name = "Область"
telegram_id = 1005
roles = ["outside"]

[[person]]
key = "head"
name = "Глава"
telegram_id = 1006
roles = ["head"]

[[person]]
key = "coordinator"
name = "Координатор"
telegram_id = 1007
roles = ["coordinator"]

[[person]]
key = "chief"
name = "Начальник культуры"
telegram_id = 1008
roles = ["chief"]
department = "culture"
"""
POST = "Хотим провести праздник двора на Лесной https://vk.com/wall-1_205"
LINK = "https://vk.com/wall-1_205?reply=206"


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Bureau]:
    """The committee with its bot, on Wednesday 4 March 2026 at 10:00 in Vladivostok."""
    async with bureau(tmp_path, OFFICE, procedures=only(tmp_path, "festivals")) as ready:
        yield ready


async def more(who: Person, card: Message) -> None:
    """Somebody opens the rest of the buttons, and has them before him."""
    await card.tap("Ещё…")
    while (await who.reads("№ 1")).id != card.id:
        continue


async def planned(office: Bureau, kind: str = "", day: str = "20.03") -> Message:
    """A post of an organiser, its kind and its day; the executor has it before him."""
    officer = office["officer"]
    card = await forwards(officer, POST)
    if kind:
        if f"Вид: {kind}" not in card.labels:
            await more(officer, card)
        await card.tap(f"Вид: {kind}")
        await officer.toast(f"№ 1: {kind}")
    await card.tap("→ Культура")
    await officer.toast("Сначала нужно: «Назвать день»")
    await card.tap("Назвать день")
    await replies(officer, "когда мероприятие?", day)
    await officer.reads("№ 1: назвали день мероприятия")
    card = await opens(officer, "кому направить?")
    await card.tap("→ Культура")
    await officer.toast("№ 1: направлено")
    await officer.sees(card, "готовит план")
    return await office["culture"].reads("вам: план и ответ организатору")


async def test_a_concert_with_services_in_turn(office: Bureau) -> None:
    """Time is counted back from the day; services give their parts in turn; the region, outside, agrees with a tap."""
    officer, culture, fire, medics, region = (office[key] for key in ("officer", "culture", "fire", "medics", "region"))
    work = await planned(office, "концерт")
    assert "План ▱▱▱▱▱▱▱▱▱▱ 71 ч 59 мин рабочего времени · до 18 марта, 11:59 · п. 2" in work.text
    await work.tap("Запросить службы")
    question = await culture.reads("Порядок отметок")
    await question.tap("Пожарные")
    await culture.sees(question, "№ 1")
    await question.tap("Медики")
    await question.tap("Готово")
    await culture.toast("№ 1: запросили службы")
    first = await fire.reads("вам: дать часть ответа")
    await first.reply("Два огнетушителя у сцены")
    await (await fire.reads("Часть ответа к № 1")).tap("Отправить часть")
    second = await medics.reads("вам: дать часть ответа")
    await second.reply("Дежурит бригада")
    await (await medics.reads("Часть ответа к № 1")).tap("Отправить часть")
    await culture.reads("часть ответа: Медики")
    await drafts(culture, work, "Концерт разрешён, сцена у школы.", "На согласование")
    asked = await region.reads("согласуйте мероприятие · до 18 марта, 16:59")
    await asked.tap("Согласовать")
    await region.toast("№ 1: согласовано")
    ready = await officer.reads("согласовано, опубликуйте · до 19 марта, 16:59")
    assert "Решение ▱▱▱▱▱▱▱▱▱▱ 15 дней · до 19 марта, 16:59" in ready.text
    await ready.tap("Опубликовано")
    await replies(officer, "пришлите ссылку", LINK)
    day = await culture.reads("разрешено; после мероприятия отметьте, как прошло · до 24 марта, 18:00")
    assert "Два огнетушителя" in day.text
    office.set_clock("2026-03-23T10:00")
    await day.tap("Завершить")
    await (await culture.reads("чем закончилось?")).tap("Прошло")
    await culture.toast("№ 1: завершена")


async def test_the_day_moves_and_the_times_with_it(office: Bureau) -> None:
    """A day that is named anew moves every time that was counted back from it; importance doubles the lead."""
    officer, culture, chief = office["officer"], office["culture"], office["chief"]
    work = await planned(office)
    assert "до 18 марта, 11:59 · п. 2" in work.text
    card = await opens(officer, "готовит план")
    assert "Решение" in card.text
    await more(officer, card)
    await card.tap("Перенести день")
    await replies(officer, "перенести день: какой день?", "10.03")
    await replies(officer, "перенести день: напишите", "Дождь")
    await officer.reads("№ 1: перенесли день мероприятия")
    moved = await culture.reads("Дождь")
    assert "План ▱▱▱▱▱▱▱▱▱▱ 10 ч рабочего времени · до чт 12:00 · п. 2" in moved.text
    card = await opens(officer, "Дождь")
    assert "до пн 17:59" in card.text
    await card.tap("Важность: высокая")
    await officer.toast("№ 1: важность высокая")
    await officer.sees(card, "до вс 17:59")
    await drafts(culture, moved, "Ярмарка разрешена.", "На согласование")
    asked = await chief.reads("согласуйте мероприятие · до чт 17:00")
    await asked.tap("На доработку")
    await replies(chief, "что доработать?", "Где стоянка?")
    assert "Где стоянка?" in (await culture.reads("↩️ № 1 · вам: доработать ответ")).text


async def test_what_is_not_for_the_committee(office: Bureau) -> None:
    """The administration's own programme is refused with its clause; an organiser may withdraw at any moment."""
    officer, culture = office["officer"], office["culture"]
    await officer.says("Наша афиша https://vk.com/afisha?w=wall-5_1")
    await officer.reads("афиша самой администрации: порядок его не охватывает (п. 1.3)")
    await planned(office)
    card = await opens(officer, "готовит план")
    await card.tap("Отозвано организатором")
    await replies(officer, "отозвано организатором", "Передумали")
    await officer.reads("№ 1: отозвал организатор")
    assert "Передумали" in (await culture.reads("№ 1 · отозвал организатор")).text
