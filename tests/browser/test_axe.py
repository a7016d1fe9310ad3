"""An accessibility pass over the page in mid-work, with axe-core."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Locator, Page, expect

from tests.browser.office import MENDED, Office

pytestmark = pytest.mark.asyncio(loop_scope="session")

SERIOUS = {"serious", "critical"}


async def checked(page: Page, where: str) -> None:
    """Fail where axe finds something serious, and say what and where."""
    found = (await Axe().run(page)).response["violations"]
    serious = [
        f"{where}: {one['id']}: {one['help']}: {node['html'][:200]}"
        for one in found
        if one["impact"] in SERIOUS
        for node in one["nodes"][:3]
    ]
    assert not serious, "\n".join(serious)


@asynccontextmanager
async def opened(button: Locator, what: Locator) -> AsyncIterator[None]:
    """Something that a button opens, as long as it is looked at; Esc closes it."""
    await button.click()
    await expect(what).to_be_visible()
    yield
    await button.page.keyboard.press("Escape")
    await expect(what).to_be_hidden()


async def working(page: Page, url: str) -> Office:
    """A card with its executor, a draft with a picture before the head, a question to him open."""
    office = await Office(page, url).opens()
    curator, roads, head = office.phone(1), office.phone(2), office.phone(3)
    await office.forwards("ВКонтакте: Мария Лугова")
    await curator.taps("кому направить?", "→ Благоустройство")
    await roads.reads("вам: подготовить ответ")
    await roads.chooses_to_reply("вам: подготовить ответ")
    await roads.writes("Скоро включим.", MENDED)
    await roads.taps("Проект к № 1", "На согласование")
    await head.taps("согласовать ответ", "На доработку")
    await head.reads("что доработать?")
    return office


def openers(office: Office) -> dict[str, tuple[Locator, Locator]]:
    """What can be opened in a phone: the button, and what it opens. What opens from the bar: see test_desk."""
    page, curator, roads = office.page, office.phone(1), office.phone(2)
    dots = curator.message("№ 1").get_by_role("button", name="Действия с сообщением")
    return {
        "message": (dots, page.get_by_role("menu", name="Действия с сообщением")),
        "photo": (roads.region.get_by_title("Открыть крупно").last, page.get_by_role("dialog", name="Фото")),
    }


async def test_the_page_in_mid_work(page: Page, demo_url: str) -> None:
    """Nothing serious is found on the desktop with the panel, in what opens in a phone, and narrow in the dark."""
    await page.emulate_media(reduced_motion="reduce")
    office = await working(page, demo_url)
    panel = page.get_by_role("complementary", name="Что внутри бота")
    async with opened(page.get_by_role("banner").get_by_role("button", name="Журнал"), panel):
        await panel.get_by_role("tab", name="Сроки").click()
        await checked(page, "panel")
    for name, (button, what) in openers(office).items():
        async with opened(button, what):
            await checked(page, name)
    await page.emulate_media(color_scheme="dark")
    await page.set_viewport_size({"width": 390, "height": 844})
    await checked(page, "narrow and dark")
