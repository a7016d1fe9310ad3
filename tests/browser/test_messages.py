"""How a message looks, and what can be done with it. The tests play the bot."""

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import FloatRect, Locator, Page, expect

from sandbox.people import Person, Town, document, hidden, photo
from tests.browser.look import CONTRAST, LEFT_TO_RIGHT, SPILLED, utf16
from tests.sandbox.robot import Robot

pytestmark = pytest.mark.asyncio(loop_scope="session")

MORNING = "2026-03-03T10:05:00+03:00"
KINDS = {
    "bold": "b", "italic": "i", "underline": "u", "strikethrough": "s", "code": "code", "pre": "pre",
    "blockquote": "blockquote", "hashtag": ".m-tag", "mention": ".m-tag", "text_mention": ".m-tag",
    "email": "[role=button]", "phone_number": "[role=button]", "bot_command": "[role=button]", "url": "[role=link]",
    "text_link": "[role=link]", "spoiler": "[role=button]",
}  # fmt: skip
MORE: dict[str, dict[str, Any]] = {
    "pre": {"language": "python"},
    "text_link": {"url": "https://example.ru/page"},
    "text_mention": {"user": {"id": 5, "is_bot": False, "first_name": "Пётр"}},
}


@dataclass
class Desk:
    """A bot that the test plays, its one reader, and the reader's phone on the page."""

    bot: Robot
    town: Town
    person: Person
    page: Page
    phone: Locator

    async def posts(self, text: str, **more: Any) -> Locator:
        """Let the bot write; returns the message in the phone."""
        sent = await self.bot.ok("sendMessage", chat_id=self.person.id, text=text, **more)
        return self.message(sent["message_id"])

    def message(self, number: int) -> Locator:
        """A message in the phone by its number."""
        return self.phone.locator(f'[data-message="{number}"]')


@pytest_asyncio.fixture(loop_scope="session")
async def desk(page: Page, town: Town) -> AsyncIterator[Desk]:
    """A page on which a bot and one person talk, on the third of March 2026."""
    await town.clock(now=MORNING)
    account = await town.bot(first_name="Отклик", username="otklik_bot", can_read_all_group_messages=True)
    person = await town.person(1001, "Инна Белова", bot=account)
    await page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    await page.goto(town.url)
    bot = Robot(town.url, account.id, account.token)
    yield Desk(bot, town, person, page, page.get_by_role("region", name="Телефон 1:"))
    await bot.close()


async def box(element: Locator) -> FloatRect:
    """Where an element is seen, in pixels."""
    found = await element.bounding_box()
    assert found
    return found


def word(kind: str) -> str:
    """The word that is marked; an address has to look like one."""
    return "example.ru" if kind == "url" else kind


def marked(kinds: dict[str, str]) -> dict[str, Any]:
    """A text with one word of each kind, after a sign of two UTF-16 units."""
    text, entities = "😀", []
    for kind in kinds:
        entities.append({"type": kind, "offset": utf16(text) + 1, "length": len(word(kind)), **MORE.get(kind, {})})
        text += f"\n{word(kind)}"
    return {"text": text, "entities": entities}


async def test_every_formatting_has_its_element(desk: Desk) -> None:
    """Each kind of entity marks its own words, also after signs of two UTF-16 units, and when entities overlap."""
    message = await desk.posts(**marked(KINDS))
    for kind, selector in KINDS.items():
        exactly = re.compile(f"^(python)?{re.escape(word(kind))}$")
        await expect(message.locator(selector).filter(has_text=exactly), kind).to_have_count(1)
    await expect(message.locator("pre .m-language")).to_have_text("python")
    overlap = [{"type": "bold", "offset": 0, "length": 4}, {"type": "italic", "offset": 2, "length": 4}]
    message = await desk.posts("abcdefgh", entities=overlap)
    await expect(message.locator("b")).to_have_text("abcd")
    assert await message.locator("i").all_inner_texts() == ["cd", "ef"]
    assert await message.locator("b > i").all_inner_texts() == ["cd"]
    await expect(message.locator(".m-text")).to_contain_text("abcdefgh")


async def test_hidden_and_folded_words_open(desk: Desk) -> None:
    """A spoiler opens by a key and says nothing before; a long quote shows three lines until it is unfolded."""
    quote = "\n".join(f"строка {number}" for number in range(9))
    message = await desk.posts(
        f"тайна {quote}",
        entities=[
            {"type": "spoiler", "offset": 0, "length": 5},
            {"type": "expandable_blockquote", "offset": 6, "length": len(quote)},
        ],
    )
    secret = message.get_by_role("button", name="Скрытый текст, показать")
    await expect(secret).to_have_css("color", "rgba(0, 0, 0, 0)")
    await secret.press("Enter")
    await expect(secret).to_have_count(0)
    await expect(message.get_by_text("тайна", exact=True)).not_to_have_css("color", "rgba(0, 0, 0, 0)")
    fold, button = message.locator("blockquote > div"), message.get_by_role("button", name="Показать целиком")
    short = (await box(fold))["height"]
    await button.press("Enter")
    await expect(message.get_by_role("button", name="Свернуть")).to_have_attribute("aria-expanded", "true")
    assert (await box(fold))["height"] > short * 2.5


async def test_links_lead_nowhere_but_to_the_bot(desk: Desk) -> None:
    """A link of the web is copied, a deep link presses Start with its payload, a script is no link at all."""
    bad = ["javascript:window.hurt=1", "data:text/html,<b>x</b>", " java\tscript:window.hurt=1", "tg://user?id=1"]
    for url in bad:
        message = await desk.posts("нажми", entities=[{"type": "text_link", "offset": 0, "length": 5, "url": url}])
        await message.get_by_text("нажми").click()
        await expect(message.get_by_role("link")).to_have_count(0)
    message = await desk.posts("смотри https://example.ru/page, открой t.me/otklik_bot?start=c12")
    await message.get_by_role("link", name="https://example.ru/page").click(modifiers=["Control"])
    await expect(desk.page.locator(".notes")).to_contain_text("https://example.ru/page")
    assert await desk.page.evaluate("navigator.clipboard.readText()") == "https://example.ru/page"
    await message.get_by_role("link", name="t.me/otklik_bot?start=c12").press("Enter")
    await expect(desk.phone.get_by_role("log")).to_contain_text("/start c12")
    message = await desk.posts("список: /cards")
    await message.get_by_role("button", name="/cards").press("Enter")
    await expect(desk.phone.get_by_role("article", name="Инна Белова").last).to_contain_text("/cards")
    assert len(desk.page.context.pages) == 1
    assert desk.page.url.startswith(desk.town.url)
    assert await desk.page.evaluate("window.hurt") is None


def row(*styles: str | None) -> list[dict[str, Any]]:
    """A row of buttons of these styles."""
    return [
        {"text": f"→ {style}", "callback_data": str(style), **({"style": style} if style else {})} for style in styles
    ]


async def test_a_keyboard_and_its_edits(desk: Desk) -> None:
    """Buttons have readable styles, wait for their answer, and keep the focus while their message is edited."""
    keyboard = {"inline_keyboard": [row(None, "primary", "success", "danger")]}
    message = await desk.posts("карточка", reply_markup=keyboard)
    buttons = message.get_by_role("group", name="Кнопки под сообщением").get_by_role("button")
    await expect(buttons).to_have_text(["→ None", "→ primary", "→ success", "→ danger"])
    seen = [await button.evaluate(CONTRAST) for button in await buttons.all()]
    assert len({one["background"] for one in seen}) == 4
    assert min(one["contrast"] for one in seen) >= 4.5
    await buttons.nth(1).press("Enter")
    await expect(buttons.nth(1)).to_have_attribute("aria-busy", "true")
    tapped = (await desk.bot.updates(allowed_updates=["callback_query"], timeout=5))[0]["callback_query"]
    await message.evaluate("element => { element.kept = true; }")
    where = {"chat_id": desk.person.id, "message_id": tapped["message"]["message_id"]}
    await desk.bot.ok("editMessageText", **where, text="новая", reply_markup={"inline_keyboard": [row(None, None)]})
    await desk.bot.ok("answerCallbackQuery", callback_query_id=tapped["id"])
    await expect(message).to_contain_text("изм.")
    await expect(buttons).to_have_count(2)
    await expect(buttons.nth(1)).to_be_focused()
    await expect(buttons.nth(1)).not_to_have_attribute("aria-busy", "true")
    assert await message.evaluate("element => element.kept")
    await desk.bot.ok("editMessageText", **where, text="без кнопок")
    await expect(buttons).to_have_count(0)
    await expect(message).to_be_focused()


async def test_long_and_many_labels_stay_inside(desk: Desk) -> None:
    """Eight buttons in a row, a label of two hundred letters and one unbroken word stay as wide as the bubble."""
    rows = [
        [{"text": str(number), "callback_data": str(number)} for number in range(8)],
        [{"text": f"Благоустройство {number}", "callback_data": f"b{number}"} for number in range(4)],
        [{"text": "Длинная надпись " * 13, "callback_data": "l"}, {"text": "ы" * 90, "url": "https://example.ru/"}],
        [{"text": "Код", "copy_text": {"text": "тот самый"}}],
    ]
    message = await desk.posts("кнопки", reply_markup={"inline_keyboard": rows})
    await message.get_by_role("button", name="Код").click()
    assert await desk.page.evaluate("navigator.clipboard.readText()") == "тот самый"
    assert await message.evaluate(SPILLED, ".m-keyboard") == []
    bubble, keyboard = await box(message.locator(".bubble")), await box(message.locator(".m-keyboard"))
    assert abs(bubble["width"] - keyboard["width"]) < 1
    lines = {(await box(button))["y"] for button in (await message.locator(".m-key").all())[:8]}
    assert len(lines) == 1


async def test_media(desk: Desk) -> None:
    """An album is one bubble with one caption; a photo opens large; a page sent as a document is only ever saved."""
    album = await desk.person.sends_album([photo(), photo(), photo()], caption="Яма на Лесной")
    grid = desk.message(album[0].id)
    await expect(grid.get_by_role("img")).to_have_count(3)
    await expect(grid.get_by_text("Яма на Лесной")).to_have_count(1)
    await expect(desk.phone.get_by_role("article")).to_have_count(1)
    await grid.get_by_role("button", name="Яма на Лесной").click()
    await expect(desk.page.get_by_role("dialog")).to_contain_text("1 / 3")
    await desk.page.keyboard.press("ArrowRight")
    await expect(desk.page.get_by_role("dialog")).to_contain_text("2 / 3")
    await desk.page.keyboard.press("Escape")
    await expect(desk.page.get_by_role("dialog")).to_have_count(0)
    await expect(grid.get_by_role("button", name="Яма на Лесной")).to_be_focused()

    evil = document(b"<script>opener.hurt=1</script>", name="\u202etxt.lmth.html", mime="text/html")
    message = desk.message((await desk.person.sends(document=evil)).id)
    link = message.get_by_role("link", name="Скачать «txt.lmth.html»")
    await expect(link).to_contain_text("30 Б")
    async with desk.page.expect_download() as download:
        await link.click()
    assert (await download.value).suggested_filename == "txt.lmth.html"
    assert len(desk.page.context.pages) == 1

    broken = await desk.person.sends_media("sticker")
    place = desk.message(broken.id).locator(".m-sticker")
    await expect(place).to_have_attribute("data-absent", "Изображение не открылось")


async def test_replies_forwards_and_days(desk: Desk) -> None:
    """A reply quotes its original and leads to it, or says that it is gone; forwards are named; days are told apart."""
    first = await desk.person.says("Первое сообщение")
    await desk.posts("длинное\n" * 90)
    await desk.town.clock(now="2026-03-04T09:00:00+03:00")
    answer = await desk.posts("Ответ", reply_parameters={"message_id": first.id})
    quote = answer.get_by_role("button", name="Инна Белова Первое сообщение")
    await expect(desk.message(first.id)).not_to_be_in_viewport()
    await quote.press("Enter")
    await expect(desk.message(first.id)).to_be_focused()
    await expect(desk.message(first.id)).to_be_in_viewport()
    await desk.person.deletes(first)
    await expect(answer).to_contain_text("Исходное сообщение удалено")
    await expect(quote).to_have_count(0)
    forward = desk.message((await desk.person.forwards("Пост", origin=hidden("Жи\u202eтель"))).id)
    await expect(forward).to_contain_text("Переслано от Житель")
    await expect(desk.phone.locator(".m-day")).to_have_text(["вт, 3 марта", "ср, 4 марта"])


async def test_a_group(desk: Desk) -> None:
    """In a group an author is named once in a row, events are told in the middle, reactions are counted."""
    petr = await desk.town.person(1002, "Пётр")
    group = await desk.town.supergroup(-1001, "Управа", members=[desk.person, petr], admin=True)
    await desk.page.reload()
    await desk.phone.get_by_role("button", name="Назад").click()
    await desk.phone.get_by_role("button", name="Управа").click()
    said = [await petr.at(group).says(text) for text in ("раз", "два")]
    await desk.person.at(group).reacts(said[1], "👍")
    await petr.at(group).reacts(said[1], "👍")
    await desk.bot.ok("pinChatMessage", chat_id=-1001, message_id=said[0].id)
    await expect(desk.message(said[1].id)).to_contain_text("👍2")
    await expect(desk.message(said[0].id).get_by_role("img", name="Закреплено")).to_be_visible()
    assert await desk.phone.locator(".m-author").all_inner_texts() == ["Пётр"]
    await petr.leaves(group)
    await expect(desk.phone.locator(".m-service").last).to_have_text("\u2068Пётр\u2069 больше не в группе")
    await desk.phone.get_by_role("button", name="Закреплено").click()
    await expect(desk.message(said[0].id)).to_be_focused()


async def test_what_can_be_done_with_a_message(desk: Desk) -> None:
    """By keys alone one answers any message, and changes and deletes one's own only."""
    foreign = await desk.posts("От бота")
    mine = desk.message((await desk.person.says("Моё")).id)
    await foreign.get_by_role("button", name="Действия с сообщением").press("Enter")
    await expect(desk.page.get_by_role("menuitem")).to_have_text(["Ответить", "Скопировать текст"])
    await desk.page.keyboard.press("Escape")
    await expect(foreign.get_by_role("button", name="Действия с сообщением")).to_be_focused()
    await mine.get_by_role("button", name="Действия с сообщением").press("Enter")
    await expect(desk.page.get_by_role("menuitem")).to_have_text(
        ["Ответить", "Скопировать текст", "Изменить", "Удалить"]
    )
    await expect(desk.page.get_by_role("menuitem", name="Ответить")).to_be_focused()
    await desk.page.keyboard.press("ArrowUp")
    await desk.page.keyboard.press("Enter")
    await expect(mine).to_have_count(0)
    await expect(foreign).to_be_visible()


HOSTILE = "<script>window.hurt=1</script><img src=x onerror=window.hurt=1> <b>не закрыто \u202eнаоборот \u2067и так\n"


async def test_a_hostile_post(desk: Desk) -> None:
    """Nothing of a hostile post is executed or spills out of its phone, and it turns no time, name or button round."""
    await desk.town.person(1001, "Жи\u202eтель")
    for piece in (HOSTILE, "ы" * 10_000, "\u200b\u200d\u202e😀" * 900, "‮" + "<i>" * 1300, "a\u0301\u0322\u0488" * 900):
        await desk.person.says(piece)
    keyboard = {
        "inline_keyboard": [
            [{"text": "\u202eНаправить", "callback_data": "x"}, {"text": "Вернуть", "callback_data": "y"}]
        ]
    }
    message = await desk.posts(HOSTILE, reply_markup=keyboard)
    await expect(message).to_contain_text("<script>window.hurt=1</script>")
    assert await desk.page.evaluate("window.hurt") is None
    assert await desk.phone.locator("script, .m-text img").count() == 0
    assert await desk.phone.evaluate(SPILLED, "article") == []
    for part in await desk.phone.locator("time, .m-key bdi").all():
        assert await part.evaluate(LEFT_TO_RIGHT), await part.inner_text()
    boxes = [await box(button) for button in await message.locator(".m-key").all()]
    assert boxes[0]["x"] < boxes[1]["x"]
