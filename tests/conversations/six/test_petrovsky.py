"""Petrovsky in Stavropol: a department's head names the executor, the region agrees, the desk publishes."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from sandbox.people import Message
from tests.conversations.bureau import Bureau, bureau
from tests.conversations.six.steps import (
    START,
    STILL,
    copies,
    drafts,
    first_line,
    forwards,
    office_of,
    opens,
    publishes,
    replies,
)

POST = "На улице Лесной третий день не горят фонари https://vk.com/wall-1_205"
ANSWER = "Фонари на Лесной включим сегодня до 18:00, бригада на месте."
LINK = "https://vk.com/wall-1_205?reply=206"


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Bureau]:
    """An okrug with its bot, on Wednesday 4 March 2026 at 10:00 in Moscow."""
    async with bureau(tmp_path, office_of("petrovsky")) as ready:
        ready.set_clock(START, STILL)
        yield ready


async def assigned(office: Bureau) -> Message:
    """The desk routes a post to a department, its head names the electrician with one tap; he has it before him."""
    card = await forwards(office["desk"], POST)
    await card.tap("→ Благоустройство")
    await office["desk"].toast("№ 1: направили начальнику отдела")
    named = await office["chief"].reads("назначьте исполнителя")
    await named.tap("→ Артём Чернов")
    await office["chief"].toast("№ 1: назначено, исполнитель: Артём Чернов")
    return await office["lamps"].reads("вам: подготовить ответ")


async def passed_on(office: Bureau, text: str = ANSWER) -> Message:
    """A draft comes to the desk, which passes it on; those who agree from outside have it before them."""
    await drafts(office["lamps"], await assigned(office), text)
    review = await office["desk"].reads("проверить ответ")
    await review.tap("Передать на согласование")
    await office["desk"].toast("№ 1: передано на согласование")
    return await office["region"].reads("согласовать ответ")


@pytest.mark.clause("PET-5a", "PET-5b", "PET-7", "PET-9", "PET-10", "PET-11")
async def test_a_post_becomes_an_answer(office: Bureau) -> None:
    """Routed, assigned late, drafted, sent back from outside, agreed by those outside themselves, published."""
    desk, chief, lamps, region = office["desk"], office["chief"], office["lamps"], office["region"]
    card = await forwards(desk, POST)
    await card.tap("→ Благоустройство")
    await desk.toast("№ 1: направили начальнику отдела")
    named = await chief.reads("назначьте исполнителя")
    assert first_line(named) == "🆕 № 1 · назначьте исполнителя · до 10:30"
    assert named.labels[:2] == ["→ Фёдор Сухов", "→ Артём Чернов"]

    office.set_clock("2026-03-04T11:01:05")
    assert first_line(await chief.reads("❗")) == "❗ № 1 · назначение исполнителя опаздывает на 31 мин · п. 5"
    assert "Игорь Дёмин" in (await office["head"].reads("❗")).text
    assert "Игорь Дёмин" in (await desk.reads("❗")).text
    assert "п. 5" in (await office.room.reads("❗")).text

    await named.tap("→ Артём Чернов")
    await chief.toast("№ 1: назначено, исполнитель: Артём Чернов")
    work = await lamps.reads("вам: подготовить ответ")
    await drafts(lamps, work, "Скоро включим.")
    review = await desk.reads("проверить ответ")
    await review.tap("Передать на согласование")
    asked = await region.reads("согласовать ответ")
    assert "Скоро включим." in asked.text
    assert asked.labels == ["Согласовать", "На доработку"]
    await asked.tap("На доработку")
    await replies(region, "что доработать?", "Назовите срок работ")
    back = await lamps.reads("↩️ № 1 · вам: доработать ответ")
    assert "Краевой центр:\nНазовите срок работ" in back.text
    await drafts(lamps, back, ANSWER)
    await (await desk.reads("проверить ответ")).tap("Передать на согласование")
    await (await region.reads("согласовать ответ")).tap("Согласовать")
    await region.toast("№ 1: согласовано")

    await copies(desk, ANSWER)
    ready = await desk.reads("опубликуйте")
    assert (await publishes(desk, ready, LINK)).text == "№ 1: опубликовано, карточка закрыта"


@pytest.mark.clause("PET-10")
async def test_the_desk_puts_down_the_word_of_the_region(office: Bureau) -> None:
    """Where the region answers by telephone, the desk records its word under the same card, and may publish."""
    await passed_on(office)
    desk = office["desk"]
    waiting = await opens(desk, "ждём решения: Краевой центр, запишите его")
    await waiting.tap("Согласовать")
    await desk.toast("№ 1: согласовано")
    await copies(desk, ANSWER)
    await publishes(desk, await desk.reads("опубликуйте"), LINK)


@pytest.mark.clause("PET-6")
async def test_a_department_returns_what_is_not_its_own(office: Bureau) -> None:
    """The department's head returns a card in time with a reason, and the desk sends it to another."""
    card = await forwards(office["desk"], POST)
    await card.tap("→ Благоустройство")
    named = await office["chief"].reads("назначьте исполнителя")
    await named.tap("Вернуть куратору")
    await replies(office["chief"], "почему возвращаете?", "Это сети водоканала")
    back = await office["desk"].reads("вернули, кому направить?")
    assert "Игорь Дёмин:\nЭто сети водоканала" in back.text
    await back.tap("→ Водоканал")
    await office["water-chief"].reads("назначьте исполнителя")
