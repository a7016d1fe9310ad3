"""Repeats over HTTP: suggested with the evidence, decided with one tap, answered by themselves or together."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from sandbox.people import Message, Person
from tests.conversations.bureau import Bureau, bureau
from tests.conversations.offices import office_file

SOBOLEVO = office_file("sobolevo", "Asia/Kamchatka", {"curator": "curator", "head": "head"})
KLEPECHIKHA = office_file("klepechikha", "Asia/Barnaul", {"curator": "responsible", "head": "head"})
KOZHEVNIKOVO = office_file("kozhevnikovo", "Asia/Tomsk", {"curator": "coordinator", "head": "head"})
LAMPS = "На улице Лесной, 5 третий день не горят фонари, дети идут из школы в темноте"
SAME = "Опять у дома 5 на Лесной улице не горят фонари! https://vk.com/wall-1_205"
LINK = "https://vk.com/wall-1_300"


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Bureau]:
    """An office in Kamchatka on Wednesday at 10:00."""
    async with bureau(tmp_path, SOBOLEVO) as ready:
        yield ready


async def routed(office: Bureau, text: str, number: int) -> Message:
    """The roads have a card of this post."""
    await office["curator"].says(text)
    await (await office["curator"].reads(f"№ {number} · ")).tap("→ Дорожное хозяйство")
    return await office["roads"].reads(f"№ {number} · вам: подготовить ответ")


async def pressed(who: Person, card: Message, label: str) -> None:
    """Somebody presses a button of a card, which may be behind «Ещё…»."""
    if label not in card.labels:
        await card.tap("Ещё…")
        async with asyncio.timeout(10):
            while label not in card.labels:
                await who.history()
    await card.tap(label)


async def drafted(office: Bureau, work: Message, text: str) -> Message:
    """The roads send a draft; the head has it before him."""
    await work.reply(text)
    await (await office["roads"].reads("Проект к № ")).tap("На согласование")
    return await office["head"].reads("согласовать ответ")


async def handed_over(office: Bureau, asked: Message) -> None:
    """The head agrees, the roads hand over."""
    await asked.tap("Согласовать")
    await (await office["roads"].reads("передайте куратору")).tap("Передать куратору")


async def published(office: Bureau, number: int, link: str = LINK) -> None:
    """The curator publishes a card."""
    await (await office["curator"].reads(f"№ {number} · согласовано, опубликуйте")).tap("Опубликовано")
    await office["curator"].reads("пришлите ссылку")
    await office["curator"].says(link)
    await office["curator"].reads("опубликовано, карточка закрыта")


@pytest.mark.clause("SOB-20")
async def test_a_repeat_has_the_earlier_answer_at_hand(office: Bureau) -> None:
    """The executor finds the earlier card with its evidence, decides with one tap, and reads what was answered then."""
    asked = await drafted(office, await routed(office, f"{LAMPS} https://vk.com/wall-1_205", 1), "Включим сегодня.")
    await handed_over(office, asked)
    await published(office, 1)
    work = await routed(office, SAME, 2)
    await pressed(office["roads"], work, "Повтор?")
    listed = await office["roads"].reads("№ 2 · это повтор?")
    assert "№ 1 · опубликовано" in listed.text
    assert "та же ссылка" in listed.text
    assert listed.labels == ["Повтор № 1", "Не повтор", "Другой номер"]
    await listed.tap("Повтор № 1")
    await office["roads"].toast("№ 2: повтор № 1")
    earlier = await office["roads"].reads("Прежний ответ:")
    assert "Включим сегодня." in earlier.text
    assert LINK in earlier.html
    assert earlier.labels == []
    assert "Повтор № 1" in (await office["roads"].sees(work, "Повтор № 1")).text
    await work.reply("Кабель заменён, фонари горят.")
    assert "напишите о мерах или ходе работ (п. 20)" in (await office["roads"].reads("Проект к № 2")).text


@pytest.mark.clause("SOB-20")
async def test_two_posts_share_one_answer(office: Bureau) -> None:
    """The curator is told of a likely repeat as it comes, joins it, and publishes the one answer under both posts."""
    curator = office["curator"]
    work = await routed(office, f"{LAMPS} https://vk.com/wall-1_205", 1)
    await curator.says(SAME)
    second = await curator.reads("🆕 № 2")
    perhaps = await curator.reads("№ 2 · возможно, повтор № 1: та же ссылка")
    await perhaps.tap("Повтор?")
    await (await curator.reads("№ 2 · это повтор?")).tap("Повтор № 1")
    await curator.toast("№ 2: повтор № 1")
    earlier = await curator.reads("Ответа пока нет.")
    await earlier.tap("Ответить вместе с № 1")
    await curator.toast("№ 2: отвечаем вместе с № 1")
    await curator.sees(second, "Повтор № 1 · ответ общий")
    await handed_over(office, await drafted(office, work, "Включим сегодня."))
    await published(office, 1, LINK)
    await published(office, 2, LINK + "0")
    await curator.says("/card 2")
    closed = await curator.reads("✅ № 2 · опубликовано")
    assert "Включим сегодня." in closed.text


async def test_a_joined_card_is_answered_by_itself_again(office: Bureau) -> None:
    """«Отвечать отдельно» takes the card from the common answer; its executor is told both times."""
    await routed(office, f"{LAMPS} https://vk.com/wall-1_205", 1)
    await office["curator"].says(SAME)
    card = await office["curator"].reads("🆕 № 2")
    await card.tap("→ ЖКХ")
    await office["utilities"].reads("№ 2 · вам: подготовить ответ")
    perhaps = await office["curator"].reads("возможно, повтор")
    await perhaps.tap("Повтор?")
    await (await office["curator"].reads("это повтор?")).tap("Повтор № 1")
    await (await office["curator"].reads("Ответа пока нет.")).tap("Ответить вместе с № 1")
    await office["utilities"].reads("№ 2 · ответ общий с № 1")
    await office["curator"].sees(card, "ответ общий")
    await pressed(office["curator"], card, "Отвечать отдельно")
    await office["curator"].toast("№ 2: отвечаем отдельно")
    await office["utilities"].reads("теперь отвечаем отдельно")


async def test_nothing_like_it(office: Bureau) -> None:
    """Where nothing is alike the number can be written; one that there is not is asked for again; a tap undoes it."""
    await routed(office, LAMPS, 1)
    work = await routed(office, "Когда вывезут мусор на Речной, 2?", 2)
    await pressed(office["roads"], work, "Повтор?")
    listed = await office["roads"].reads("похожих карточек не нашлось")
    await listed.tap("Другой номер")
    await office["roads"].reads("какой номер у прежней карточки?")
    await office["roads"].says("77")
    await office["roads"].reads("Раньше такой карточки не было")
    await office["roads"].says("№ 1")
    await office["roads"].reads("№ 2: повтор № 1")
    await office["roads"].reads("Ответа пока нет.")
    await listed.tap("Не повтор")
    await office["roads"].toast("№ 2: не повтор")


async def test_whoever_may_not_decide_has_no_button_and_no_way(office: Bureau) -> None:
    """The head sees no «Повтор?», and a made-up tap of it is refused."""
    await routed(office, LAMPS, 1)
    await office["head"].says("/card 1")
    card = await office["head"].reads("№ 1")
    await card.tap("Ещё…")
    every = ["Несколько исполнителей", "Срок: 6 рабочих часов", "Срок: 4 рабочих часа"]
    await office["head"].sees_buttons(card, *every)
    await card.forge("y:1:0")
    await office["head"].toast("Это сейчас не за вами")


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        pytest.param(KLEPECHIKHA, "13", marks=pytest.mark.clause("KLP-13")),
        pytest.param(KOZHEVNIKOVO, "12", marks=pytest.mark.clause("KOZ-12")),
    ],
)
async def test_other_offices(tmp_path: Path, text: str, clause: str) -> None:
    """Where another procedure knows repeats, the executor is offered them alike, and is told of its own clause."""
    async with bureau(tmp_path, text) as office:
        await routed(office, f"{LAMPS} https://vk.com/wall-1_205", 1)
        work = await routed(office, SAME, 2)
        await pressed(office["roads"], work, "Повтор?")
        await (await office["roads"].reads("это повтор?")).tap("Повтор № 1")
        await office["roads"].reads("Ответа пока нет.")
        await work.reply("Кабель меняем, включим завтра.")
        assert f"(п. {clause})" in (await office["roads"].reads("Проект к № 2")).text
