"""Kozhevnikovo in Tomsk: messages come from the regional department and answers go to it; executors work in turn."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from sandbox.people import Message, hidden
from tests.conversations.bureau import Bureau, bureau
from tests.conversations.six.steps import START, STILL, drafts, first_line, forwards, office_of, replies

POST = "На улице Лесной третий день не горят фонари https://vk.com/wall-1_205"
ANSWER = "Фонари на Лесной включим сегодня до 18:00, бригада на месте."
LINK = "https://vk.com/wall-1_205?reply=206"


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Bureau]:
    """A district with its bot, on Wednesday 4 March 2026 at 10:00 in Tomsk."""
    async with bureau(tmp_path, office_of("kozhevnikovo")) as ready:
        ready.set_clock(START, STILL)
        yield ready


async def routed(office: Bureau) -> Message:
    """The coordinator passes a post on; the executor has it before him."""
    card = await forwards(office["coordinator"], POST)
    await card.tap("→ Благоустройство")
    await office["coordinator"].toast("№ 1: направлено, исполнитель: Иван Усов")
    return await office["roads"].reads("вам: подготовить ответ")


@pytest.mark.clause("KOZ-6", "KOZ-7", "KOZ-8", "KOZ-9", "KOZ-16")
async def test_a_post_becomes_an_answer(office: Bureau) -> None:
    """Passed on, drafted late, sent back, dispatched to the region, and confirmed with a link days later."""
    coordinator, roads, head = office["coordinator"], office["roads"], office["head"]
    work = await routed(office)
    assert "до 16:00 · п. 8" in work.text
    office.set_clock("2026-03-04T17:01:05")
    await roads.reads("❗ № 1 · проект опаздывает")
    late = await head.reads("❗ № 1 · проект")
    assert first_line(late) == "❗ № 1 · проект опаздывает на 1 ч 1 мин · п. 8"
    assert "Иван Усов" in late.text

    await drafts(roads, work, "Скоро включим.")
    asked = await coordinator.reads("проект готов: согласуйте и отправьте в региональный отдел")
    await asked.tap("На доработку")
    await replies(coordinator, "что доработать?", "Назовите срок работ")
    back = await roads.reads("↩️ № 1 · вам: доработать ответ")
    assert "Зоя Панова:\nНазовите срок работ" in back.text
    await drafts(roads, back, ANSWER)
    again = await coordinator.reads("проект готов: согласуйте и отправьте в региональный отдел")
    await again.tap("Отправлено в региональный отдел")
    await coordinator.toast("№ 1: отправлено в региональный отдел")
    waiting = await coordinator.reads("ответ отправлен, подтвердите публикацию ссылкой")
    assert "3 рабочих дня · до вт 18:00" in waiting.text
    office.set_clock("2026-03-06T11:00:05")
    await waiting.tap("Публикация подтверждена")
    await replies(coordinator, "пришлите ссылку", LINK)
    await coordinator.reads("№ 1: публикация подтверждена")
    await coordinator.sees_buttons(waiting, "Сообщить о недостатке")


@pytest.mark.clause("KOZ-6")
async def test_a_post_that_waits_is_called_out(office: Bureau) -> None:
    """«At once» is soon reminded of: the coordinator after 5 minutes, the group after 15, the head after an hour."""
    await forwards(office["coordinator"], POST)
    office.set_clock("2026-03-04T10:05:05")
    await office["coordinator"].reads("❗ № 1 · направление")
    office.set_clock("2026-03-04T10:15:05")
    assert "Зоя Панова" in (await office.room.reads("❗ № 1 · направление")).text
    office.set_clock("2026-03-04T11:00:05")
    assert first_line(await office["head"].reads("❗")) == "❗ № 1 · направление опаздывает на 1 ч · п. 6"


@pytest.mark.clause("KOZ-7", "KOZ-10")
async def test_an_interim_answer_is_dispatched_and_the_final_one_follows(office: Bureau) -> None:
    """An interim answer goes to the region in time, and the final draft is due in seven working days."""
    coordinator, roads = office["coordinator"], office["roads"]
    await drafts(roads, await routed(office), "Причину выясняем.", "Промежуточный ответ")
    asked = await coordinator.reads("согласуйте и отправьте")
    await asked.tap("Отправлено в региональный отдел")
    await coordinator.toast("№ 1: отправлено")
    final = await roads.reads("вам: подготовить окончательный ответ")
    assert "до 16 марта, 18:00 · п. 10" in final.text
    await drafts(roads, final, ANSWER)
    ready = await coordinator.reads("согласуйте и отправьте")
    await ready.tap("Отправлено в региональный отдел")
    await coordinator.reads("подтвердите публикацию ссылкой")


@pytest.mark.clause("KOZ-11")
async def test_executors_work_in_turn(office: Bureau) -> None:
    """The coordinator sets the order; the second is asked when the first has given, and the common answer is hers."""
    coordinator, roads, water = office["coordinator"], office["roads"], office["water"]
    card = await forwards(coordinator, POST)
    await card.tap("Несколько исполнителей")
    question = await coordinator.reads("кто готовит ответ?")
    assert "Порядок отметок — порядок работы." in question.text
    await question.tap("Водоканал")
    await coordinator.sees(question, "1. Водоканал")
    await question.tap("Благоустройство")
    await coordinator.sees(question, "2. Благоустройство")
    await question.tap("Готово")
    await coordinator.toast("поручено")
    first = await water.reads("вам: дать часть ответа")
    await roads.nothing_new()
    await first.reply("Трубы целы.")
    preview = await water.reads("Трубы целы.")
    await preview.tap(preview.labels[0])
    second = await roads.reads("вам: дать часть ответа")
    await second.reply("Фонари включим.")
    preview = await roads.reads("Фонари включим.")
    await preview.tap(preview.labels[0])
    common = await coordinator.reads("соберите общий ответ из частей")
    await coordinator.sees(common, "✅ Водоканал: дана в 10:00")
    await coordinator.sees(common, "✅ Благоустройство: дана в 10:00")
    assert "Трубы целы." in common.text
    preview = await drafts(coordinator, common, "Трубы целы, фонари включим.")
    await coordinator.sees(preview, "№ 1: проект готов")
    ready = await coordinator.reads("отправьте общий ответ")
    await ready.tap("Отправлено в региональный отдел")
    await coordinator.reads("подтвердите публикацию ссылкой")


@pytest.mark.clause("KOZ-18")
async def test_a_post_of_an_excluded_account_is_refused(office: Bureau) -> None:
    """What stands in an account that the procedure leaves out makes no card, and the coordinator reads why."""
    coordinator = office["coordinator"]
    await coordinator.forwards("Концерт отменили https://vk.com/kultura_rayon?w=wall-9_7", origin=hidden("Зритель"))
    refused = await coordinator.reads("не охватывает")
    assert "Аккаунт отдела культуры, спорта и молодёжи" in refused.text
