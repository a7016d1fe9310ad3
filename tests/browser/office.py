"""The demo as a person at the page uses it: phones, messages, posts, the clock; everything by its role and name."""

import os
import re
from dataclasses import dataclass
from pathlib import Path

from playwright.async_api import Locator, Page, expect

import demo
from demo.posts import PICTURES

ROOT = Path(demo.__file__).parent.parent
SHOTS = ROOT / "docs" / "screenshots"
MENDED = PICTURES / "lamp-lit.jpg"
"""A picture for an answer."""

PATIENCE = 60_000
"""Real milliseconds that a slow machine may take to start the bot."""

DRAWN = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
"""Wait till the page has been drawn."""


@dataclass(frozen=True)
class Phone:
    """A phone on the page."""

    region: Locator

    def message(self, words: str | re.Pattern[str]) -> Locator:
        """The newest message with these words."""
        return self.region.get_by_role("article").filter(has_text=words).last

    @property
    def replied(self) -> Locator:
        """What the next message will be a reply to."""
        return self.region.get_by_role("group", name=re.compile("^Ответ"))

    async def reads(self, words: str | re.Pattern[str]) -> Locator:
        """Wait for a message with these words."""
        await expect(self.message(words)).to_be_visible()
        return self.message(words)

    async def taps(self, words: str, button: str) -> None:
        """Tap a button below the newest message with these words."""
        await self.message(words).get_by_role("button", name=button, exact=True).click()

    async def toast(self, words: str) -> None:
        """Wait for the answer to a tap."""
        await expect(self.region.get_by_role("status")).to_contain_text(words)

    async def chooses_to_reply(self, words: str) -> None:
        """Choose «Ответить» in the menu of a message."""
        message = self.message(words)
        await message.hover()
        await message.get_by_role("button", name="Действия с сообщением").click()
        await message.page.get_by_role("menuitem", name="Ответить").click()
        await expect(self.replied).to_be_visible()

    async def writes(self, text: str, picture: Path | None = None) -> None:
        """Write and send; where the bot asked, this is the answer to it."""
        if picture:
            await self.region.get_by_label("Прикрепить файл").set_input_files(picture)
            await expect(self.region.get_by_role("list", name="Прикреплено").get_by_role("img")).to_be_visible()
        await self.region.get_by_role("textbox", name="Сообщение").fill(text)
        await self.region.get_by_role("button", name="Отправить", exact=True).click()

    async def answers(self, question: str, text: str) -> None:
        """Wait for a question of the bot, and write what it asked for."""
        await self.reads(question)
        await self.writes(text)


class Office:
    """A page of the demo."""

    def __init__(self, page: Page, url: str) -> None:
        self.page, self.url = page, url

    async def opens(self, procedure: str = "sobolevo", **clock: object) -> "Office":
        """Begin the show anew, set its clock where that is asked for, and open the page."""
        await self.asks("choose", procedure=procedure, locale="ru")
        if clock:
            await self.asks("clock", **clock)
        await self.page.goto(self.url)
        await expect(self.phone(1).region).to_be_visible()
        if await (first := self.page.get_by_role("region", name="Первые шаги")).is_visible():
            await first.get_by_role("button", name="Понятно").click()
        return self

    async def asks(self, deed: str, **body: object) -> None:
        """Ask the stage for something that a test needs besides what people click."""
        answer = await self.page.request.post(f"{self.url}/stage/{deed}", data=body, timeout=PATIENCE)
        assert answer.ok, await answer.text()

    def phone(self, number: int) -> Phone:
        """One of the four phones, from the left."""
        return Phone(self.page.get_by_role("region", name=re.compile(f"^Телефон {number}:")))

    @property
    def condition(self) -> Locator:
        """The line that tells how the bot is."""
        return self.page.get_by_role("status", name="Состояние бота")

    def post(self, name: str) -> Locator:
        """A post in the feed."""
        return self.page.get_by_role("complementary", name="Посты жителей").get_by_role("article", name=name)

    async def forwards(self, name: str, button: str = "Переслать боту") -> None:
        """Forward a post with one click, and see that it went."""
        await self.post(name).get_by_role("button", name=button).click()
        await expect(self.post(name).get_by_role("status")).to_contain_text("переслано")

    async def clicks(self, button: str) -> None:
        """Click a button of the bar."""
        await self.page.get_by_role("banner").get_by_role("button", name=button).click()

    async def walks(self, button: str) -> None:
        """Let the clock walk by one click, and wait till it is there."""
        walking = self.page.get_by_role("banner").get_by_role("button", name=button)
        await expect(walking).to_be_enabled()
        async with self.page.expect_response("**/stage/clock", timeout=PATIENCE):
            await walking.click()
        await self.page.evaluate(DRAWN)
        await expect(self.page.get_by_role("banner").get_by_text("Время идёт вперёд…")).to_be_hidden()
        await expect(walking).to_be_enabled()

    async def stands(self) -> None:
        """Let the clock stand, so that a screenshot shows a whole minute."""
        await self.page.get_by_role("button", name="Остановить часы").click()
        await expect(self.page.get_by_role("button", name="Пустить часы")).to_be_visible()


async def shot(page: Page, name: str, what: Locator | None = None) -> None:
    """Keep a screenshot in docs/screenshots, where the environment asks for it: `make screenshots`."""
    if not os.environ.get("OTKLIK_SCREENSHOTS"):
        return
    await expect(page.get_by_role("status").filter(has_text="№ 1: ")).to_have_count(0)
    await page.mouse.move(0, 0)
    await (what or page).screenshot(path=SHOTS / f"{name}.png", animations="disabled", caret="hide")
