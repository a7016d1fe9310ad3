"""The page opens."""

import pytest
from playwright.async_api import Page, expect

from sandbox.people import Town
from tests.sandbox.robot import Robot

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_a_message_appears(page: Page, town: Town) -> None:
    """What a bot sends is in the phone of the person at once, without a reload."""
    account = await town.bot(first_name="Отклик")
    await town.person(1001, "Инна Белова", bot=account)
    await page.goto(town.url)
    phone = page.get_by_role("region", name="Телефон 1: Инна Белова")
    await expect(phone).to_be_visible()
    bot = Robot(town.url, account.id, account.token)
    await bot.ok("sendMessage", chat_id=1001, text="Здравствуйте")
    await expect(phone.get_by_role("log")).to_contain_text("Здравствуйте")
    await bot.close()


async def test_the_demo_opens(page: Page, demo_url: str) -> None:
    """The demo greets the office's people in their phones."""
    await page.goto(demo_url)
    await expect(page.get_by_role("region", name="Телефон 1: Инна Белова")).to_contain_text("Перешлите сюда пост")
