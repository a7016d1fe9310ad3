"""What is open where: unread marks, topics, blocked bots, other hands, narrow screens, two browsers."""

import pytest
from playwright.async_api import Browser, Page, expect

from sandbox.people import Town
from tests.browser.chromium import window
from tests.browser.stand import FORUM, field, log, opens, phone, standing

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_unread_marks(town: Town, page: Page) -> None:
    """What came while a chat was closed is counted and set apart; opened in one phone of a person it is read in all."""
    async with standing(town) as stand:
        await page.goto(town.url)
        mine, other = phone(page, 1), phone(page, 2)
        await other.get_by_role("combobox", name="Кто держит телефон 2").select_option("Инна Белова")
        for one in (mine, other):
            await opens(one)
        for number in range(2):
            await stand.says(1001, f"Новость {number}")
        entry = mine.get_by_role("button", name="Отклик")
        await expect(entry).to_contain_text("Новость 1")
        await expect(entry).to_contain_text("непрочитанных: 2")
        await entry.click()
        await expect(log(mine).get_by_text("Новые", exact=True)).to_be_visible()
        await expect(other.get_by_role("button", name="Отклик")).not_to_contain_text("непрочитанных")
        await stand.says(1001, "При открытом чате")
        await expect(log(mine)).to_contain_text("При открытом чате")
        await expect(other.get_by_role("button", name="Отклик")).not_to_contain_text("непрочитанных")
        await stand.bot.ok("sendChatAction", chat_id=1001, action="upload_photo")
        await expect(mine.get_by_text("отправляет фото…")).to_be_visible()
        await stand.says(1001, "Вот")
        await expect(mine.get_by_text("отправляет фото…")).to_have_count(0)


async def test_the_log_keeps_its_place(town: Town, page: Page) -> None:
    """The log stays at the newest message, but not for whoever has gone up: there a button tells of what is new."""
    async with standing(town) as stand:
        for number in range(30):
            await stand.says(1001, f"Строка {number}.")
        await page.goto(town.url)
        mine = phone(page, 1)
        await expect(log(mine).get_by_text("Строка 29.")).to_be_in_viewport()
        await stand.says(1001, "Строка 30.\nв три\nстроки")
        await expect(log(mine).get_by_text("Строка 30.")).to_be_in_viewport()
        await log(mine).get_by_text("Строка 30.").hover()
        await page.mouse.wheel(0, -900)
        await expect(mine.get_by_role("button", name="К последнему сообщению")).to_be_visible()
        await stand.says(1001, "Строка 31.")
        await mine.get_by_role("button", name="Новых сообщений ниже: 1").click()
        await expect(log(mine).get_by_text("Строка 31.")).to_be_in_viewport()
        await expect(mine.get_by_role("button", name="К последнему сообщению")).to_have_count(0)


async def test_topics(town: Town, page: Page) -> None:
    """A forum shows its topics; each has its own messages, and what is written goes into the open one."""
    async with standing(town) as stand:
        urgent = await stand.forum.topic("Срочные", by=stand.people[0])
        await stand.says(FORUM, "Всем здравствуйте")
        await page.goto(town.url)
        mine, other = phone(page, 1), phone(page, 2)
        await opens(mine, "Форум", "Срочные")
        await expect(field(mine)).to_be_focused()
        await opens(other, "Форум")
        await expect(other.get_by_role("button", name="Общая")).to_contain_text("Всем здравствуйте")
        await field(mine).fill("/status")
        await field(mine).press("Enter")
        assert (await stand.heard())["message_thread_id"] == urgent
        await expect(log(mine)).not_to_contain_text("Всем здравствуйте")
        await expect(other.get_by_role("button", name="Срочные")).to_contain_text("/status")
        await opens(other, "Форум", "Общая")
        await expect(log(other)).to_contain_text("Всем здравствуйте")
        await field(other).fill("/общее")
        await field(other).press("Enter")
        await expect(log(other)).to_contain_text("/общее")
        await expect(log(mine)).not_to_contain_text("/общее")
        await opens(mine, "Форум")
        await stand.forum.topic("Отчёты", by=stand.people[1])
        await expect(mine.get_by_role("button", name="Отчёты")).to_be_visible()


async def test_a_group_that_moves(town: Town, page: Page) -> None:
    """Whoever has a group open when it becomes a supergroup goes with it, and so does what he has written."""
    async with standing(town) as stand:
        old = await town.group(-5001, "Дежурные", members=stand.people)
        await page.goto(town.url)
        mine = phone(page, 1)
        await opens(mine, "Дежурные")
        await field(mine).fill("/здесь")
        fresh = await old.migrates()
        await stand.says(fresh.id, "Мы переехали")
        await expect(log(mine)).to_contain_text("Мы переехали")
        await field(mine).press("Enter")
        heard = await stand.heard()
        while heard.get("text") != "/здесь":
            heard = await stand.heard()
        assert heard["chat"]["id"] == fresh.id
        await opens(mine)
        await expect(mine.get_by_role("button", name="Дежурные")).to_have_count(1)


async def test_a_blocked_bot(town: Town, page: Page) -> None:
    """Whoever blocks the bot is told that it is blocked, and can let it write again."""
    async with standing(town) as stand:
        await page.goto(town.url)
        mine = phone(page, 1)
        await mine.get_by_role("button", name="Ещё").click()
        await mine.get_by_role("menuitem", name="Заблокировать: Отклик").click()
        await expect(mine.get_by_text("Бот заблокирован: писать ему нельзя")).to_be_visible()
        await expect(field(mine)).to_have_count(0)
        assert "blocked by the user" in await stand.bot.fails("sendMessage", chat_id=1001, text="Есть кто?")
        await mine.get_by_role("button", name="Разблокировать").click()
        await field(mine).fill("Я тут")
        await field(mine).press("Enter")
        assert (await stand.heard())["text"] == "Я тут"
        await mine.get_by_role("button", name="Ещё").click()
        await mine.get_by_role("menuitem", name="Открыть заново: Отклик").click()
        assert (await stand.heard())["text"] == "/start"


async def test_another_hand(town: Town, page: Page) -> None:
    """Anybody can hold any phone, and the browser remembers who held which, and what was open in it."""
    async with standing(town) as stand:
        await page.goto(town.url)
        await phone(page, 1).get_by_role("combobox").select_option("Вера Тимофеева")
        await expect(page.get_by_role("region", name="Вера Тимофеева")).to_have_count(2)
        await opens(phone(page, 1), "Администрация")
        await stand.says(1003, "Вам, Вера")
        await expect(log(phone(page, 3))).to_contain_text("Вам, Вера")
        await page.reload()
        await expect(page.get_by_role("region", name="Телефон 1: Вера Тимофеева")).to_be_visible()
        await expect(phone(page, 1).get_by_role("heading", name="Администрация")).to_be_visible()
        await expect(log(phone(page, 3))).to_contain_text("Вам, Вера")


async def test_a_narrow_screen(browser: Browser, town: Town) -> None:
    """On a narrow screen one phone fills it; tabs with names and counts choose which, by keys too."""
    async with standing(town) as stand, window(browser, width=360, height=700) as (context, _):
        page = await context.new_page()
        await page.goto(town.url)
        tabs = page.get_by_role("tablist", name="Телефоны").get_by_role("tab")
        await expect(tabs.first).to_have_attribute("aria-selected", "true")
        await expect(phone(page, 2)).to_have_count(0)
        await stand.says(1002, "Вам, Пётр")
        await expect(tabs.nth(1)).to_contain_text("непрочитанных: 2")
        await tabs.first.press("ArrowRight")
        await expect(tabs.nth(1)).to_be_focused()
        await expect(log(phone(page, 2)).get_by_text("Вам, Пётр")).to_be_in_viewport()
        await expect(tabs.nth(1)).not_to_contain_text("непрочитанных")
        await expect(phone(page, 1)).to_have_count(0)
        assert await page.evaluate("document.documentElement.scrollWidth") == 360


async def test_two_browsers(town: Town, browser: Browser, page: Page) -> None:
    """Two windows see each other's messages; one is loaded anew in the middle of a question and still can answer it."""
    async with standing(town) as stand, window(browser) as (context, _):
        second = await context.new_page()
        await page.goto(town.url)
        await second.goto(town.url)
        await field(phone(page, 1)).fill("Из первого окна")
        await field(phone(page, 1)).press("Enter")
        await expect(log(phone(second, 1))).to_contain_text("Из первого окна")
        await stand.says(1001, "Ваша причина?", reply_markup={"force_reply": True})
        await expect(phone(second, 1).get_by_role("group", name="Ответ: Отклик")).to_be_visible()
        await second.reload()
        await expect(phone(second, 1).get_by_role("group", name="Ответ: Отклик")).to_be_visible()
        await field(phone(second, 1)).fill("Из второго")
        await field(phone(second, 1)).press("Enter")
        assert (await stand.heard_all(2))[1]["reply_to_message"]["text"] == "Ваша причина?"
        await expect(log(phone(page, 1))).to_contain_text("Из второго")
        await expect(phone(page, 1).get_by_role("group", name="Ответ: Отклик")).to_have_count(0)
