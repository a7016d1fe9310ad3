"""Anapa: the regional curator passes incidents on and agrees their answers; the manager agrees publications."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from sandbox.people import Message
from tests.conversations.bureau import Bureau, bureau
from tests.conversations.six.steps import START, STILL, copies, drafts, forwards, office_of, opens, publishes, replies

POST = "На улице Лесной третий день не горят фонари https://vk.com/wall-1_205"
ANSWER = "Фонари на Лесной включим сегодня до 18:00, бригада на месте."
LINK = "https://vk.com/wall-1_205?reply=206"


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Bureau]:
    """A city with its bot, on Wednesday 4 March 2026 at 10:00 in Moscow."""
    async with bureau(tmp_path, office_of("anapa")) as ready:
        ready.set_clock(START, STILL)
        yield ready


async def taken_in(office: Bureau, kind: str = "") -> Message:
    """The officer forwards a post, and says that it is an incident where it is one."""
    card = await forwards(office["officer"], POST)
    if kind:
        await card.tap(f"Вид: {kind}")
        await office["officer"].toast(f"№ 1: {kind}")
        await office["officer"].sees(card, kind)
    return card


async def routed(office: Bureau, kind: str = "") -> Message:
    """The officer sends the card on; the executor has it before him."""
    card = await taken_in(office, kind)
    await card.tap("→ Благоустройство")
    await office["officer"].toast("№ 1: направлено")
    return await office["roads"].reads("вам: подготовить ответ")


async def put_forward(office: Bureau) -> None:
    """The officer puts the draft forward for agreement."""
    review = await office["officer"].reads("проект готов, передайте на согласование")
    await review.tap("Передать на согласование")
    await office["officer"].toast("№ 1: передано на согласование")


@pytest.mark.clause("ANP-2.5", "ANP-2.7", "ANP-2.8", "ANP-2.12", "ANP-3.2")
async def test_a_publication(office: Bureau) -> None:
    """Drafted late, told to the head by the manager with one tap, sent back, agreed by the manager, published."""
    officer, roads, responsible, head = office["officer"], office["roads"], office["responsible"], office["head"]
    work = await routed(office)
    assert "до 14:00 · п. 2.7" in work.text
    office.set_clock("2026-03-04T14:02:05")
    await roads.reads("❗ № 1 · проект опаздывает на 2 мин · п. 2.7")
    late = await responsible.reads("❗ № 1 · проект опаздывает на 2 мин · п. 2.7")
    assert "Пётр Сорокин" in late.text
    assert "Сообщите об этом главе (п. 3.2)" in late.text
    await late.tap("Сообщить главе")
    await responsible.toast("№ 1: сообщено: главе")
    told = await head.reads("❗ № 1 · проект опаздывает на 2 мин · п. 2.7")
    assert "Пётр Сорокин" in told.text
    assert "Сообщено по п. 3.2" in told.text

    await drafts(roads, work, "Скоро включим.")
    await put_forward(office)
    asked = await responsible.reads("согласовать ответ")
    await asked.tap("На доработку")
    await replies(responsible, "что доработать?", "Назовите срок работ")
    back = await roads.reads("↩️ № 1 · вам: доработать ответ")
    assert "Борис Карасёв:\nНазовите срок работ" in back.text
    await drafts(roads, back, ANSWER)
    await put_forward(office)
    await (await responsible.reads("согласовать ответ")).tap("Согласовать")
    await responsible.toast("№ 1: согласовано")
    await copies(officer, ANSWER)
    ready = await officer.reads("опубликуйте")
    assert (await publishes(officer, ready, LINK)).text == "№ 1: опубликовано, карточка закрыта"


@pytest.mark.clause("ANP-2.8", "ANP-2.11")
async def test_an_incident(office: Bureau) -> None:
    """An incident is agreed by the regional curator himself, who sends it back once."""
    roads, region = office["roads"], office["region"]
    await drafts(roads, await routed(office, "инцидент"), "Скоро включим.")
    await put_forward(office)
    asked = await region.reads("согласовать ответ")
    await asked.tap("На доработку")
    await replies(region, "что доработать?", "Назовите срок работ")
    back = await roads.reads("↩️ № 1 · вам: доработать ответ")
    assert "до 11:00 · п. 2.11" in back.text
    await drafts(roads, back, ANSWER)
    await put_forward(office)
    await (await region.reads("согласовать ответ")).tap("Согласовать")
    await region.toast("№ 1: согласовано")
    await publishes(office["officer"], await office["officer"].reads("опубликуйте"), LINK)


@pytest.mark.clause("ANP-1.2", "ANP-2.8", "ANP-2.13")
async def test_kind_and_importance_change_under_way(office: Bureau) -> None:
    """A publication that turns out to be an urgent incident has its times halved, and the region agrees it."""
    officer, roads = office["officer"], office["roads"]
    await routed(office)
    card = await opens(officer, "№ 1 · готовит ответ: Пётр Сорокин")
    await card.tap("Вид: инцидент")
    await officer.toast("№ 1: инцидент")
    await officer.sees(card, "инцидент · важность обычная")
    await card.tap("Важность: высокая")
    await officer.toast("№ 1: важность высокая")
    told = await roads.reads("❗ № 1 · инцидент · важность высокая")
    assert "Проект: до 11:30" in told.text
    await told.tap("Открыть")
    work = await roads.reads("вам: подготовить ответ")
    await drafts(roads, work, ANSWER)
    review = await officer.reads("проект готов, передайте на согласование · до 12:30")
    await review.tap("Передать на согласование")
    await office["region"].reads("согласовать ответ")
    await office["responsible"].nothing_new()


@pytest.mark.clause("ANP-2.8")
async def test_the_officer_puts_down_the_word_of_the_region(office: Bureau) -> None:
    """Where the regional curator answers by telephone, the officer records his word under the same card."""
    officer = office["officer"]
    await drafts(office["roads"], await routed(office, "инцидент"), ANSWER)
    await put_forward(office)
    waiting = await opens(officer, "ждём решения: Региональный куратор, запишите его")
    await waiting.tap("Согласовать")
    await officer.toast("№ 1: согласовано")
    await officer.reads("опубликуйте")


@pytest.mark.clause("ANP-2.4")
async def test_a_clarification_with_the_clock_running(office: Bureau) -> None:
    """The officer asks the regional curator, puts down his answer, and sends the card on in the same hour."""
    officer = office["officer"]
    card = await taken_in(office, "инцидент")
    await card.tap("Запросить уточнение")
    await replies(officer, "что уточнить?", "Какой дом?")
    waiting = await officer.reads("ждём уточнения от регионального куратора")
    assert "до 11:00" in waiting.text
    await waiting.tap("Уточнение получено")
    await replies(officer, "что уточнили?", "Дом 5")
    again = await officer.reads("кому направить?")
    assert "Дом 5" in again.text
    await again.tap("→ Благоустройство")
    assert "Дом 5" in (await office["roads"].reads("вам: подготовить ответ")).text


@pytest.mark.clause("ANP-2.3")
async def test_an_incident_goes_back_to_the_regional_curator(office: Bureau) -> None:
    """What is not the city's goes back with a reason, and the card is closed as returned."""
    officer = office["officer"]
    card = await taken_in(office, "инцидент")
    await card.tap("Вернуть региональному куратору")
    await replies(officer, "почему возвращаете?", "Дорога краевая")
    await officer.reads("№ 1: возвращена региональному куратору")
    await officer.sees(card, "Дорога краевая")
    await officer.sees_buttons(card)


@pytest.mark.clause("ANP-2.9", "ANP-2.10")
async def test_an_interim_answer_of_an_incident(office: Bureau) -> None:
    """An interim answer needs its reason and date first; the officer puts down the date of the regional curator."""
    officer, roads = office["officer"], office["roads"]
    work = await routed(office, "инцидент")
    await work.reply("Ждём опору, заменим до 13 марта.")
    preview = await roads.reads("Проект к № 1")
    await preview.tap("Промежуточный ответ")
    first = await roads.reads("Сначала нужно: «Причина и срок»")
    await first.tap("Причина и срок")
    await replies(roads, "почему вопрос не решить за срок ответа?", "Ждём опору")
    await replies(roads, "какой день?", "13 марта")
    await roads.reads("№ 1: назвали причину и срок")
    await preview.tap("Промежуточный ответ")
    await put_forward(office)
    await (await office["region"].reads("согласовать")).tap("Согласовать")
    await publishes(officer, await officer.reads("опубликуйте"), LINK)
    final = await roads.reads("вам: подготовить окончательный ответ")
    assert final.labels
    card = await opens(officer, "№ 1 · готовит окончательный ответ: Пётр Сорокин")
    await card.tap("Назначить дату")
    await replies(officer, "какой день?", "20 марта")
    assert "20 марта" in (await roads.reads("20 марта")).text
