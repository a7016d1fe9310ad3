"""Time passes by clicks, and whoever must hear of it does."""

import re

import pytest
from playwright.async_api import Page, expect

from tests.browser.office import Office, shot

pytestmark = pytest.mark.asyncio(loop_scope="session")

STEPS = 12
"""So many deadlines and reminders at most lie before the head is told."""


async def test_a_missed_deadline_is_called_out(page: Page, demo_url: str) -> None:
    """Deadline by deadline the executor is reminded, the group hears that he is late, and then the head is told."""
    office = await Office(page, demo_url).opens()
    curator, roads, head, group = (office.phone(number) for number in (1, 2, 3, 4))
    await office.forwards("ВКонтакте: Мария Лугова")
    await curator.taps("кому направить?", "→ Благоустройство")
    await roads.reads("вам: подготовить ответ")
    await office.clicks("Посты")
    for _ in range(STEPS):
        await office.walks("К ближайшему сроку")
        if await head.message("❗ № 1").is_visible():
            break
    await roads.reads("⏰ № 1 · проект")
    await roads.reads("❗ № 1 · проект")
    called = await group.reads("❗ № 1 · проект")
    await expect(called).to_contain_text("Павел Токарев")
    await expect(called).to_contain_text("сообщено: куратору")
    told = await head.reads(re.compile("❗ № 1 · проект опаздывает на 1 ч"))
    await expect(told).to_contain_text("Павел Токарев")
    await shot(page, "group-escalation", group.region)
