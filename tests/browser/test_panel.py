"""The side panel: what is inside the bot, kept fresh, by keyboard alone and on a narrow screen."""

import re

import pytest
from playwright.async_api import Locator, Page, expect

from demo.show import BOT
from tests.browser.office import Office

pytestmark = pytest.mark.asyncio(loop_scope="session")

EMPTY = "Здесь будет вся жизнь карточки"
WHY = "30 рабочих минут после обнаружения поста"


def panel_of(page: Page) -> Locator:
    """The panel."""
    return page.get_by_role("complementary", name="Что внутри бота")


def shown(panel: Locator) -> Locator:
    """What the chosen tab shows."""
    return panel.get_by_role("tabpanel")


async def test_a_card_from_the_inside(page: Page, demo_url: str) -> None:
    """The panel tells of the card that changed last, as it changes: its journal, its deadlines with why, what rings."""
    office = await Office(page, demo_url).opens(now="2026-03-18T10:00")
    curator, panel = office.phone(1), panel_of(page)
    await office.clicks("Журнал")
    await expect(panel.get_by_role("heading", name="Что внутри")).to_be_focused()
    await expect(shown(panel)).to_contain_text(EMPTY)
    await office.clicks("Посты")
    await office.forwards("ВКонтакте: Мария Лугова")
    await office.clicks("Журнал")
    journal = shown(panel).get_by_role("listitem")
    await expect(journal).to_have_count(1)
    await expect(journal.first).to_contain_text("Завели карточку: ВКонтакте")
    await curator.taps("кому направить?", "→ Благоустройство")
    await expect(journal.first).to_contain_text("Направили исполнителю · Благоустройство · Павел Токарев")
    await expect(journal.first).to_contain_text("Инна Белова")
    await expect(panel.get_by_role("heading", name="№ 1 Подготовка ответа")).to_be_visible()
    await office.asks("clock", now="2026-03-18T16:30")
    await expect(journal.first).to_contain_text("по часам")
    await expect(panel).to_contain_text("опаздывает")
    await panel.get_by_role("tab", name="Сроки").click()
    late = shown(panel).get_by_role("listitem").filter(has_text="Проект").first
    await expect(late).to_contain_text(re.compile(r"п\. 13.*до ср, 18 марта, 15:\d\d.*❗ опоздание 1 ч", re.DOTALL))


async def test_by_keyboard(page: Page, demo_url: str) -> None:
    """Tabs turn by arrows, a deadline tells why by Enter; Esc closes and leads back to the button."""
    office = await Office(page, demo_url).opens(now="2026-03-18T10:00")
    panel, button = panel_of(page), page.get_by_role("button", name="Журнал", exact=True)
    await office.forwards("ВКонтакте: Мария Лугова")
    await office.phone(1).reads("кому направить?")
    await button.focus()
    await page.keyboard.press("Enter")
    await expect(button).to_have_attribute("aria-expanded", "true")
    await expect(shown(panel).get_by_role("listitem")).to_have_count(1)
    await panel.get_by_role("tab", name="Журнал").focus()
    await page.keyboard.press("ArrowRight")
    await expect(panel.get_by_role("tab", name="Сроки", selected=True)).to_be_focused()
    first = shown(panel).get_by_role("listitem").first
    await first.get_by_text("Почему этот момент?").focus()
    await page.keyboard.press("Enter")
    await expect(first.get_by_text(WHY)).to_be_visible()
    await panel.get_by_role("tab", name="Сроки").focus()
    await page.keyboard.press("ArrowRight")
    await expect(shown(panel)).to_contain_text("Направить: за 10 мин до срока")
    await panel.get_by_role("tab", name="Напоминания").focus()
    await page.keyboard.press("End")
    await expect(panel.get_by_role("tab", name="Очередь", selected=True)).to_be_focused()
    await expect(shown(panel)).to_contain_text("ждёт отправки: 0 · потеряно: 0")
    await expect(shown(panel).get_by_role("listitem").first).to_contain_text("отправлено")
    await page.keyboard.press("Escape")
    await expect(panel).to_be_hidden()
    await expect(button).to_be_focused()


async def test_a_card_is_picked(page: Page, demo_url: str) -> None:
    """A card that was picked stays, whatever happens to others; the first choice follows the latest change again."""
    office = await Office(page, demo_url).opens()
    panel, cards = panel_of(page), panel_of(page).get_by_role("combobox", name="Карточка")
    await office.forwards("ВКонтакте: Мария Лугова")
    await office.clicks("Журнал")
    await cards.select_option(label="📝 № 1 · направляет: Инна Белова")
    body = {"user": 1001, "bot": BOT, "text": "Во дворе на Садовой третий день нет воды https://vk.com/wall-1_12"}
    assert (await page.request.post(f"{demo_url}/sandbox/send", data=body)).ok
    await expect(cards.get_by_role("option")).to_have_count(3)
    await expect(panel.get_by_role("heading", name="№ 1")).to_be_visible()
    await cards.select_option(label="Изменилась последней")
    await expect(panel.get_by_role("heading", name="№ 2")).to_be_visible()
    await expect(shown(panel)).to_contain_text("нет воды")


async def test_a_narrow_screen(page: Page, demo_url: str) -> None:
    """On a phone the panel covers everything, and its own button closes it."""
    await page.set_viewport_size({"width": 390, "height": 844})
    await Office(page, demo_url).opens()
    await page.get_by_role("button", name="Меню").first.click()
    await page.get_by_role("button", name="Журнал", exact=True).click()
    panel = panel_of(page)
    await expect(shown(panel)).to_contain_text(EMPTY)
    assert await panel.bounding_box() == {"x": 0, "y": 0, "width": 390, "height": 844}
    await panel.get_by_role("button", name="Закрыть панель").click()
    await expect(panel).to_be_hidden()
