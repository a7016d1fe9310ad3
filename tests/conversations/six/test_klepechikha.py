"""Klepechikha in Altai: one responsible officer routes and agrees, the executor publishes himself."""

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
    """A rural council with its bot, on Wednesday 4 March 2026 at 10:00 in Barnaul."""
    async with bureau(tmp_path, office_of("klepechikha")) as ready:
        ready.set_clock(START, STILL)
        yield ready


async def routed(office: Bureau, text: str = POST) -> Message:
    """The responsible officer forwards a post and routes it; the executor has it before him."""
    card = await forwards(office["responsible"], text, author="Мария Житова")
    await card.tap("→ Благоустройство")
    await office["responsible"].toast("№ 1: направлено, исполнитель: Степан Лыков")
    return await office["roads"].reads("вам: подготовить ответ")


async def agreed(office: Bureau, asked: Message) -> Message:
    """The responsible officer agrees; the executor gets the text alone, and then what to do with it."""
    await asked.tap("Согласовать")
    await office["responsible"].toast("№ 1: согласовано")
    return await office["roads"].reads("опубликуйте")


@pytest.mark.clause("KLP-4", "KLP-5", "KLP-6b", "KLP-7a", "KLP-8", "KLP-9", "KLP-10", "KLP-11a", "KLP-17")
async def test_a_post_becomes_an_answer(office: Bureau) -> None:
    """A post is routed, drafted late, sent back, agreed and published by its executor; the head hears of the miss."""
    responsible, roads, head = office["responsible"], office["roads"], office["head"]
    work = await routed(office)
    assert first_line(work) == "📝 № 1 · вам: подготовить ответ"
    assert "до 16:00 · п. 8" in work.text
    await work.tap("Принять в работу")
    await roads.toast("№ 1: в работе у вас")

    office.set_clock("2026-03-04T16:05:05")
    late = "❗ № 1 · проект опаздывает на 5 мин · п. 8"
    assert first_line(await roads.reads("❗ № 1 · проект")) == late
    assert "Степан Лыков" in (await responsible.reads("❗ № 1 · проект")).text
    assert (await head.reads("❗")).text.startswith(f"{late}\nСтепан Лыков — «На улице Лесной")
    assert "сообщено: ответственному, главе" in (await office.room.reads("❗")).text

    await drafts(roads, work, "Скоро включим.")
    asked = await responsible.reads("согласовать ответ")
    assert first_line(asked) == "📝 № 1 · согласовать ответ · до 16:35"
    await asked.tap("На доработку")
    await replies(responsible, "что доработать?", "Назовите срок работ")
    back = await roads.reads("↩️ № 1 · вам: доработать ответ")
    assert "Анна Зорина:\nНазовите срок работ" in back.text
    assert "до 17:05 · п. 10" in back.text
    await drafts(roads, back, ANSWER)

    ready = await agreed(office, await responsible.reads("согласовать ответ"))
    assert first_line(ready) == "✅ № 1 · согласовано, опубликуйте · до 16:35"
    assert ready.labels[:3] == ["Опубликовано", "Открыть пост", "Опубликовано у себя"]
    assert (await publishes(roads, ready, LINK)).text == "№ 1: опубликовано, карточка закрыта"
    closed = await opens(responsible, "✅ № 1 ·")
    assert f'href="{LINK}"' in closed.html.replace("&amp;", "&")


@pytest.mark.clause("KLP-11b")
async def test_an_answer_in_the_offices_own_account(office: Bureau) -> None:
    """Where comments are closed the executor gets the text with its author in front, says why, and gives the link."""
    roads = office["roads"]
    await drafts(roads, await routed(office), ANSWER)
    ready = await agreed(office, await office["responsible"].reads("согласовать ответ"))
    await ready.tap("Опубликовано у себя")
    await copies(roads, f"Мария Житова, {ANSWER}")
    await replies(roads, "почему у себя, а не там, где пост?", "Автор закрыл комментарии")
    await replies(roads, "пришлите ссылку", "https://ok.ru/group/9/topic/1")
    await roads.reads("№ 1: опубликовано, карточка закрыта")
    assert "Автор закрыл комментарии" in (await opens(office["responsible"], "✅ № 1 ·")).text


@pytest.mark.clause("KLP-12")
async def test_an_interim_answer_and_the_final_one(office: Bureau) -> None:
    """After an interim answer the card stays with its executor, and the final draft is due in seven working days."""
    responsible, roads = office["responsible"], office["roads"]
    await drafts(roads, await routed(office), "Причину выясняем, ответим до 13 марта.", "Промежуточный ответ")
    asked = await responsible.reads("согласовать промежуточный ответ")
    told = await publishes(roads, await agreed(office, asked), LINK)
    assert told.text == "№ 1: опубликовано, впереди окончательный ответ"
    final = await roads.reads("вам: подготовить окончательный ответ")
    assert "до 16 марта, 18:00 · п. 12" in final.text
    await drafts(roads, final, "Фонари заменены, улица освещена.")
    ready = await agreed(office, await responsible.reads("согласовать ответ"))
    await publishes(roads, ready, LINK)
    await opens(responsible, "✅ № 1 ·")


@pytest.mark.clause("KLP-17")
async def test_a_shortcoming_is_told_to_the_head(office: Bureau) -> None:
    """What else falls short the responsible officer reports with one tap and a sentence, and the head reads it."""
    responsible = office["responsible"]
    await drafts(office["roads"], await routed(office), "Ну сделаем.")
    asked = await responsible.reads("согласовать ответ")
    await asked.tap("Ещё…")
    beside = ["Сообщить о недостатке", "Повтор?", "Важность: высокая", "Значимое", "Передать…"]
    every = ["Согласовать", *beside, "На доработку"]
    await responsible.sees_buttons(asked, *every)
    await asked.tap("Сообщить о недостатке")
    await replies(responsible, "что не так и кто это допустил?", "Отписка вместо ответа: Лыков")
    await responsible.reads("№ 1: сообщили о недостатке")
    told = await office["head"].reads("№ 1")
    assert "Сообщили о недостатке, Анна Зорина:\nОтписка вместо ответа: Лыков" in told.text


async def test_what_is_not_the_executors(office: Bureau) -> None:
    """«Это не к нам» asks why, and the responsible officer takes the card back with one tap and routes it anew."""
    responsible, roads = office["responsible"], office["roads"]
    work = await routed(office)
    await work.tap("Это не к нам")
    await replies(roads, "почему", "Фонари на балансе водоканала")
    asked = await responsible.reads("Фонари на балансе водоканала")
    await asked.tap("Забрать карточку")
    await responsible.sees(asked, "кому направить?")
    await asked.tap("→ Водоканал")
    await office["water"].reads("вам: подготовить ответ")
