"""The bot's process is really killed, and nobody loses anything by it."""

import re

import pytest
from playwright.async_api import Page, expect

from tests.browser.office import Office

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_nothing_is_lost_when_the_bot_is_killed(page: Page, demo_url: str) -> None:
    """What is tapped, forwarded and written while the bot is dead is dealt with when it is back, each once."""
    office = await Office(page, demo_url).opens()
    curator, roads = office.phone(1), office.phone(2)
    await office.forwards("ВКонтакте: Мария Лугова")
    await curator.reads("№ 1 · ВКонтакте · кому направить?")

    await office.clicks("Сбои")
    await page.get_by_role("button", name="Убить бота").click()
    await expect(office.condition).to_contain_text("Бот убит в 09:4")
    await page.keyboard.press("Escape")
    await curator.taps("кому направить?", "→ Благоустройство")
    await office.forwards("Одноклассники: Рустам Н.", "Отправить ссылкой")
    await roads.writes("/my")

    await expect(office.condition).to_contain_text(re.compile(r"поднялся через \d"))
    await roads.reads("№ 1 · вам: подготовить ответ")
    await curator.reads("№ 2 · Одноклассники · кому направить?")
    await roads.reads("Мои карточки")
    await expect(office.condition).to_contain_text("Потеряно: 0. Ждёт отправки: 0, ждёт у Telegram: 0")
    for phone, words in (
        (roads, "№ 1 · вам: подготовить ответ"),
        (curator, "№ 2 · Одноклассники · кому направить?"),
        (roads, "Мои карточки"),
    ):
        await expect(phone.region.get_by_role("article").filter(has_text=words)).to_have_count(1)
