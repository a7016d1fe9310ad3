"""Sobolevo in Kamchatka: the curator routes and publishes, the head agrees, shortens times and asks several."""

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

POST = "На улице Лесной третий день не горят фонари https://ok.ru/group/1/topic/205"
ANSWER = "Фонари на Лесной включим сегодня до 18:00, бригада на месте."
LINK = "https://ok.ru/group/1/topic/205?comment=7"


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Bureau]:
    """A district with its bot, on Wednesday 4 March 2026 at 10:00 in Kamchatka."""
    async with bureau(tmp_path, office_of("sobolevo")) as ready:
        ready.set_clock(START, STILL)
        yield ready


async def routed(office: Bureau) -> Message:
    """The curator forwards a post and routes it; the executor has it before him."""
    card = await forwards(office["curator"], POST)
    await card.tap("→ Благоустройство")
    await office["curator"].toast("№ 1: направлено, исполнитель: Павел Токарев")
    return await office["roads"].reads("вам: подготовить ответ")


@pytest.mark.clause("SOB-10a", "SOB-12", "SOB-13", "SOB-14", "SOB-15", "SOB-16")
async def test_a_post_becomes_an_answer(office: Bureau) -> None:
    """A post is routed, drafted, sent back, agreed an hour too late, handed over and published by the curator."""
    curator, roads, head = office["curator"], office["roads"], office["head"]
    work = await routed(office)
    await work.tap("Принять в работу")
    await drafts(roads, work, "Скоро включим.")
    asked = await head.reads("согласовать ответ")
    assert first_line(asked) == "📝 № 1 · согласовать ответ · до 11:00"
    assert asked.labels[0] == "Согласовать"
    await asked.tap("На доработку")
    await replies(head, "что доработать?", "Назовите срок работ")
    back = await roads.reads("↩️ № 1 · вам: доработать ответ")
    assert "Глава Рогов:\nНазовите срок работ" in back.text
    await drafts(roads, back, ANSWER)
    again = await head.reads("согласовать ответ")

    office.set_clock("2026-03-04T12:01:05")
    late = "❗ № 1 · согласование опаздывает на 1 ч 1 мин · п. 14"
    assert (await head.reads("❗")).text.startswith("❗ № 1 · согласование опаздывает")
    assert first_line(await office["coordinator"].reads("❗")) == late
    assert "Глава Рогов" in (await curator.reads("❗")).text

    await again.tap("Согласовать")
    await head.toast("№ 1: согласовано")
    passing = await roads.reads("согласовано, передайте куратору")
    await passing.tap("Передать куратору")
    await roads.toast("№ 1: передано, публикует Инна Белова")
    await copies(curator, ANSWER)
    ready = await curator.reads("опубликуйте")
    assert (await publishes(curator, ready, LINK)).text == "№ 1: опубликовано, карточка закрыта"
    await curator.sees_buttons(ready)


@pytest.mark.clause("SOB-18")
async def test_the_head_shortens_the_time_with_one_tap(office: Bureau) -> None:
    """The head opens a card that he was told of and shortens its time; the executor hears his new moment at once."""
    work = await routed(office)
    head = office["head"]
    card = await opens(head, "№ 1 · готовит ответ: Павел Токарев")
    await card.tap("Ещё…")
    await head.sees_buttons(card, "Несколько исполнителей", "Срок: 6 рабочих часов", "Срок: 4 рабочих часа")
    await card.tap("Срок: 6 рабочих часов")
    await head.toast("№ 1: 6 рабочих часов")
    told = await office["roads"].reads("срок сокращён: 6 рабочих часов, п. 18")
    assert "Проект: до 14:00" in told.text
    await office["roads"].sees(work, "до 14:00")


@pytest.mark.clause("SOB-19")
async def test_several_executors_work_side_by_side(office: Bureau) -> None:
    """The head asks two departments for one answer; the second gives its part, the first writes the answer of it."""
    await routed(office)
    head, roads, water = office["head"], office["roads"], office["water"]
    card = await opens(head, "№ 1 · готовит ответ: Павел Токарев")
    await card.tap("Несколько исполнителей")
    question = await head.reads("кто готовит ответ?")
    await question.tap("Благоустройство")
    await head.sees(question, "1. Благоустройство — ведущий")
    await question.tap("Водоканал")
    await head.sees(question, "2. Водоканал")
    await question.tap("Готово")
    await head.toast("поручено нескольким")
    part = await water.reads("вам: дать часть ответа")
    assert "до 12:00 · п. 19" in part.text
    await part.reply("Насос заменим завтра.")
    preview = await water.reads("Насос заменим завтра.")
    assert preview.labels
    await preview.tap(preview.labels[0])
    common = await roads.reads("часть ответа: Водоканал")
    assert "Насос заменим завтра." in common.text
