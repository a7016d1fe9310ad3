"""/find: by number, words, link, days and state; pages of buttons; only what one may see."""

import asyncio
from collections.abc import Mapping
from pathlib import Path

import pytest
from sqlalchemy import Connection

from sandbox.people import Message
from storage import people
from storage.books import SqlBooks
from storage.work import Work
from tests.conversations.bureau import bureau
from tests.conversations.living import load
from tests.conversations.stand import WEDNESDAY, Stand
from tests.conversations.steps import forwarded, routed
from tests.conversations.test_menus import LITTLE
from workflow import desk
from workflow.commands import Open
from workflow.post import Part, Post


async def posts(office: Stand, count: int) -> None:
    """So many cards of the curator's, all of holes in the road."""
    await put(office.environment, "1001", count)


async def put(environment: Mapping[str, str], address: str, count: int) -> None:
    """So many cards of the curator at this address come into the database."""

    def write(conn: Connection) -> None:
        ((place, curator),) = people.by_address(conn, "telegram", address)
        for number in range(1, count + 1):
            post = Post(author="Житель", parts=(Part(text=f"Яма на Садовой {number}"),))
            desk.do(Open(place, curator, post), SqlBooks(conn, WEDNESDAY), WEDNESDAY)

    async with await Work.open(environment["DATABASE_URL"]) as work:
        await work.run(write)


async def found(office: Stand, text: str) -> Message:
    """The curator looks for something."""
    await office.curator.says(f"/find {text}")
    return await office.curator.reads("ашл")


async def test_a_card_is_found_and_opened(office: Stand) -> None:
    """Words in any form, days and a state are understood and told; a button opens the card."""
    await forwarded(office)
    answer = await found(office, "фонарь на лесной за март открытые")
    assert answer.text.splitlines()[0] == "Нашлась 1: «фонарь лесной», за март, открытые"
    assert "№ 1" in answer.text.splitlines()[1]
    await answer.tap("№ 1")
    await office.curator.reads("🆕 № 1")


async def test_a_number_and_a_link(office: Stand) -> None:
    """A number opens its card at once; the link of a post finds the post's cards, however it is written."""
    await forwarded(office)
    for text in ("1", "№ 1", "карточка 1"):
        await office.curator.says(f"/find {text}")
        await office.curator.reads("🆕 № 1")
    assert "№ 1" in (await found(office, "https://vk.ru/feed?w=wall-1_205")).text
    await office.curator.says("/find 9")
    await office.curator.reads("карточки нет")


async def test_what_to_find_is_asked_for(office: Stand) -> None:
    """A bare /find asks one thing and says how to leave it; words that say nothing are asked for again."""
    await forwarded(office)
    await office.curator.says("/find")
    await office.curator.reads("Что найти? Номер, слова, автор, ссылка")
    await office.curator.says("на")
    await office.curator.reads("Непонятно, что искать.")
    await office.curator.says("темнота")
    await office.curator.reads("Нашлась 1: «темнота»")
    await office.curator.says("/find")
    await office.curator.reads("Что найти?")
    await office.curator.says("/cancel")
    await office.curator.reads("Отменено")


async def test_pages_are_turned_also_after_a_restart(office: Stand) -> None:
    """Six cards to a page, eight buttons in view; the same message turns, and a restart forgets nothing."""
    await posts(office, 14)
    page = await found(office, "яма")
    assert page.text.startswith("Нашлось 14: «яма»")
    assert page.labels == ["№ 14", "№ 13", "№ 12", "№ 11", "№ 10", "№ 9", "1–6 из 14 ›"]
    await page.tap("1–6 из 14 ›")
    await office.curator.sees_buttons(page, "№ 8", "№ 7", "№ 6", "№ 5", "№ 4", "№ 3", "‹ 7–12 из 14", "›")
    await posts(office, 1)
    await office.stop()
    office.start()
    await page.tap("›")
    await office.curator.sees_buttons(page, "№ 2", "№ 1", "‹ 13–14 из 14")
    await page.tap("‹ 13–14 из 14")
    await office.curator.sees_buttons(page, "№ 8", "№ 7", "№ 6", "№ 5", "№ 4", "№ 3", "‹ 7–12 из 14", "›")


async def test_a_page_of_long_ago_answers_clearly(office: Stand) -> None:
    """The latest searches are remembered; a page of an earlier one, or a made-up one, says how to look again."""
    await posts(office, 7)
    old = await found(office, "яма")
    for _ in range(5):
        await found(office, "садовая")
    await old.tap("1–6 из 7 ›")
    await office.curator.toast("Этот поиск уже забыт")
    await old.forge("fp:77:999999999999999")
    await office.curator.toast("Этот поиск уже забыт")
    last = await found(office, "яма")
    number = last.buttons[-1][0].data.split(":")[1] if last.buttons[-1][0].data else ""
    await last.forge(f"fp:{number}:999999999999999")
    await office.curator.sees_buttons(last, "№ 1", "‹ 7–7 из 7")


async def test_nothing_found_offers_to_look_wider(office: Stand) -> None:
    """What was looked for is said, and what may be left out is offered; a street that looks like a day is found."""
    await forwarded(office, "Яма на улице 8 марта https://vk.com/wall-1_206")
    nothing = await found(office, "яма 8 марта 2025 закрытые")
    assert nothing.text == "Ничего не нашлось: «яма», за 8 марта 2025, закрытые. Можно искать шире:"
    assert nothing.labels == ["За всё время", "Открытые и закрытые", "Просто как слова"]
    await nothing.tap("За всё время")
    await office.curator.sees(nothing, "Ничего не нашлось: «яма», закрытые.")
    await nothing.tap("Открытые и закрытые")
    await office.curator.sees(nothing, "Нашлась 1: «яма»")
    street = await found(office, "8 марта")
    await street.tap("Просто как слова")
    await office.curator.sees(street, "Нашлась 1: «8 марта»")


@pytest.mark.clause("SOB-12")
async def test_only_what_one_may_see_is_found(office: Stand) -> None:
    """The executor of another department finds nothing, not even how many there are; his own he finds."""
    await routed(office, await forwarded(office))
    for text in ("фонари", "https://vk.com/wall-1_205", "за март"):
        await office.utilities.says(f"/find {text}")
        await office.utilities.reads("Ничего не нашлось")
    await office.roads.says("/find фонари")
    await office.roads.reads("Нашлась 1")
    await office.stranger.says("/find фонари")
    await office.stranger.reads("Ваш Telegram ID")


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("%", "Непонятно, что искать."),
        ("_" * 50, "Непонятно, что искать."),
        ("\u202eфонари\u202c", "Нашлась 1: «фонари»"),
        ("<i>фонари</i>", "Ничего не нашлось: «i фонари»."),
        ("' OR 1=1 --", "Ничего не нашлось: «or 1»."),
        ("ф" * 3000, f"Ничего не нашлось: «{'ф' * 40}»."),
    ],
)
async def test_hostile_words_do_no_harm(office: Stand, text: str, answer: str) -> None:
    """Whatever is written gets one clear answer, shown to the letter."""
    await forwarded(office)
    await office.curator.says(f"/find {text}")
    await office.curator.reads(answer)
    await office.curator.says("/find фонари")
    await office.curator.reads("Нашлась 1")


async def test_nothing_of_one_office_is_found_in_another(tmp_path: Path) -> None:
    """Who works for two offices finds the cards of the one he speaks for; a page stays with the office it was in."""
    here = LITTLE.format(key="here", role="head", curator=11, head=12, executor=13)
    there = LITTLE.format(key="there", role="head", curator=21, head=22, executor=23)
    async with bureau(tmp_path, here) as office:
        await asyncio.to_thread(load, office.environment, written(tmp_path / "there.toml", there))
        anna, there_head = office["anna"], await office.town.person(22, "Глава")
        await put(office.environment, "11", 7)
        await anna.says("/offices")
        await (await anna.reads("Для какой администрации?")).tap("Администрация here")
        await anna.toast("Теперь: Администрация here")
        await anna.says("/find яма")
        page = await anna.reads("Нашлось 7")
        await there_head.says("/find яма")
        await there_head.reads("Ничего не нашлось: «яма».")
        await anna.says("/offices")
        await (await anna.reads("Сейчас вы отвечаете за: Администрация here")).tap("Администрация there")
        await anna.toast("Теперь: Администрация there")
        await anna.says("/find яма")
        await anna.reads("Ничего не нашлось: «яма».")
        await page.tap("1–6 из 7 ›")
        await anna.sees_buttons(page, "№ 1", "‹ 7–7 из 7")


def written(file: Path, text: str) -> Path:
    """The file with this text."""
    file.write_text(text, encoding="utf-8")
    return file
