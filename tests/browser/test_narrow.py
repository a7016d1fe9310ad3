"""The demo on a real phone: one phone fills the screen."""

import re

import pytest
from playwright.async_api import Browser, expect

from tests.browser.chromium import window
from tests.browser.office import Office, shot

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_a_post_comes_to_its_executor(browser: Browser, demo_url: str) -> None:
    """Forwarded from the sheet of posts, routed, and read by the executor in the next tab, which counts what is new."""
    async with window(browser, width=390, height=844) as (context, _):
        page = await context.new_page()
        office = await Office(page, demo_url).opens()
        await office.clicks("Меню")
        await office.clicks("Посты")
        await office.post("ВКонтакте: Мария Лугова").get_by_role("button", name="Переслать боту").click()
        await office.phone(1).taps("кому направить?", "→ Благоустройство")
        tab = page.get_by_role("tab", name=re.compile("Павел Токарев"))
        await expect(tab).to_contain_text("непрочитанных: 3")
        await tab.click()
        work = await office.phone(2).reads("вам: подготовить ответ")
        await expect(work.get_by_role("button", name="Принять в работу")).to_be_in_viewport()
        assert await page.evaluate("document.documentElement.scrollWidth") == 390
        await office.stands()
        await shot(page, "executor-card")
