"""The page keeps up: with another show, with what goes wrong, with a window that nobody looks at."""

import pytest
from playwright.async_api import Browser, Page, Route, expect

from sandbox.people import Town
from tests.browser.chromium import window
from tests.browser.pretending import BOT, VERA, Pretended, pretending
from tests.browser.stand import field, log, phone, standing

pytestmark = pytest.mark.asyncio(loop_scope="session")

SEEN = """async (how) => {
  Object.defineProperty(document, "visibilityState", { configurable: true, get: () => how });
  document.dispatchEvent(new Event("visibilitychange"));
  await new Promise(requestAnimationFrame);
}"""
"""Let the page think that it is hidden, or visible; then it is drawn once."""

OLD = """async () => {
  const { apply, fromChat } = await import("/page/js/world.js");
  const message = (id) => ({ id, from: { id: 1 }, service: {} });
  const chat = fromChat({ type: "group", messages: [5, 6, 9].map(message) });
  const world = { last: 0, chats: new Map([["1", chat]]) };
  const come = (kind, id) => apply(world, { kind, chat: "1", number: 1, message: message(id) }, 0);
  for (const [kind, id] of [["edit", 3], ["reaction", 4], ["reaction", 7], ["edit", 6]]) come(kind, id);
  const known = [...chat.messages.keys()];
  for (let id = 10; id < 520; id += 1) come("message", id);
  return { known, kept: chat.messages.size, last: [...chat.messages.keys()].at(-1) };
}"""
"""What is known after changes of old messages, and after five hundred new ones."""


async def test_another_show_brings_nothing_along(browser: Browser) -> None:
    """When another show is on, phones are dealt out anew, drafts and marks are gone, and nothing is drawn half."""
    pretended = Pretended()
    async with pretending(pretended) as url, window(browser) as (context, _):
        page = await context.new_page()
        await page.goto(url)
        await phone(page, 2).get_by_role("combobox").select_option("Вера Лунина")
        await page.get_by_role("button", name="Переслать боту").click()
        await expect(page.get_by_text("переслано", exact=True)).to_be_visible()
        await phone(page, 1).get_by_role("button", name="Старт").click()
        await field(phone(page, 1)).fill("Черновик")

        async def drawn_meanwhile(route: Route) -> None:
            await page.evaluate(SEEN, "visible")
            await route.continue_()

        await page.route("**/stage/state", drawn_meanwhile, times=1)
        pretended.world.name = "another show"
        del pretended.world.users[VERA], pretended.world.chats[f"{VERA}:{BOT}"]
        pretended.world.changes.add("restored", None)
        await expect(page.get_by_role("region", name="Телефон 2: Павел Токарев")).to_be_visible()
        await expect(field(phone(page, 1))).to_have_value("")
        await expect(page.get_by_text("переслано", exact=True)).to_have_count(0)


async def test_nothing_ends_the_feed(browser: Browser, town: Town) -> None:
    """A scene that could not be had is fetched again, and a change that breaks the page is told and got over."""
    async with standing(town) as stand, window(browser) as (context, watch):
        watch.excuse("TypeError")
        page = await context.new_page()
        await page.route("**/sandbox/scene", lambda route: route.fulfill(body="{"), times=1)
        await page.goto(town.url)
        await expect(page.get_by_text("Демонстрация не ответила")).to_be_visible()
        await expect(log(phone(page, 1))).to_contain_text("Здравствуйте")
        broken = '{"ok": true, "result": {"chat": {}}}'
        await page.route("**/sandbox/look", lambda route: route.fulfill(body=broken), times=1)
        await town.person(1004, "Яна Чуб", bot=stand.people[0].bot)
        await stand.says(1004, "Здравствуйте, Яна")
        await expect(page.get_by_text("На странице что-то сломалось")).to_be_visible()
        await stand.says(1001, "Что нового?")
        await expect(log(phone(page, 1))).to_contain_text("Что нового?")


async def test_a_hidden_page_lets_go(town: Town, page: Page) -> None:
    """A hidden page holds no connection, and shows what came meanwhile as soon as it is looked at again."""
    async with standing(town) as stand:
        await page.goto(town.url)
        await expect(log(phone(page, 1))).to_contain_text("Здравствуйте")
        async with page.expect_event("requestfailed", lambda request: "/sandbox/events" in request.url):
            await page.evaluate(SEEN, "hidden")
        await stand.says(1001, "Пока вас не было")
        await page.evaluate(SEEN, "visible")
        await expect(log(phone(page, 1))).to_contain_text("Пока вас не было")


async def test_what_is_kept(town: Town, page: Page) -> None:
    """What the browser remembers amiss is not taken; old messages do not come last, and a long chat is cut."""
    amiss = '{"language": "xx", "theme": 7, "phones": {"a": 1}, "read": {"a": 3}}'
    await page.add_init_script(f"localStorage.setItem('otklik-page', JSON.stringify({amiss}))")
    async with standing(town):
        await page.goto(town.url)
        await expect(page.get_by_role("region", name="Телефон 1: Инна Белова")).to_be_visible()
        found = await page.evaluate(OLD)
        assert found["known"] == [5, 6, 7, 9]
        assert 400 <= found["kept"] <= 500
        assert found["last"] == 519
