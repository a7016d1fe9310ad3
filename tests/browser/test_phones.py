"""Writing, questions, commands, taps, links in the phones of the page."""

import re

import pytest
from playwright.async_api import Browser, Page, expect

from sandbox.people import Town
from tests.browser.chromium import window
from tests.browser.stand import GROUP, act, field, log, opens, phone, standing

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_a_conversation(town: Town, page: Page) -> None:
    """Start, a text of two lines, a reply, an edit and a deletion reach the bot as a real client sends them."""
    async with standing(town, opened=False) as stand:
        await page.goto(town.url)
        mine = phone(page, 1)
        await mine.get_by_role("button", name="Старт").click()
        assert (await stand.heard())["text"] == "/start"
        await stand.says(1001, "Чем помочь?")
        await field(mine).press_sequentially("Первая")
        await field(mine).press("Shift+Enter")
        await field(mine).press_sequentially("вторая")
        await field(mine).press("Enter")
        assert (await stand.heard())["text"] == "Первая\nвторая"
        await expect(field(mine)).to_have_value("")

        await act(mine, "Чем помочь?", "Ответить")
        await expect(mine.get_by_role("group", name="Ответ: Отклик")).to_contain_text("Чем помочь?")
        await field(mine).fill("Ничем")
        await field(mine).press("Enter")
        assert (await stand.heard())["reply_to_message"]["text"] == "Чем помочь?"
        await expect(mine.get_by_role("group", name="Ответ: Отклик")).to_have_count(0)

        await field(mine).press("ArrowUp")
        await expect(field(mine)).to_have_value("Ничем")
        await field(mine).press("Escape")
        await expect(field(mine)).to_have_value("")
        await field(mine).press("ArrowUp")
        await field(mine).fill("Всем")
        await field(mine).press("Enter")
        assert (await stand.heard("edited_message"))["text"] == "Всем"
        await expect(log(mine)).to_contain_text("Всем")
        await act(mine, "Всем", "Удалить")
        await expect(log(mine)).not_to_contain_text("Всем")


async def test_a_question_waits_for_its_answer(town: Town, page: Page) -> None:
    """A ForceReply sets reply and placeholder for whom it is meant alone, also after a reload, until it is answered."""
    async with standing(town) as stand:
        force = {"force_reply": True, "selective": True, "input_field_placeholder": "Причина возврата"}
        await page.goto(town.url)
        inna, pyotr = phone(page, 1), phone(page, 2)
        for one in (inna, pyotr):
            await opens(one, "Администрация")
        asked = await stand.people[0].at(stand.group).says("/why")
        await stand.says(GROUP, "Почему?", reply_markup=force, reply_parameters={"message_id": asked.id})
        for _ in range(2):
            await expect(field(inna)).to_have_attribute("placeholder", "Причина возврата")
            await expect(inna.get_by_role("group", name="Ответ: Отклик")).to_contain_text("Почему?")
            await expect(field(pyotr)).to_have_attribute("placeholder", "Сообщение")
            await page.reload()
        await field(inna).fill("Не наш вопрос")
        await field(inna).press("Enter")
        answers = await stand.heard_all(2)
        assert answers[1]["reply_to_message"]["text"] == "Почему?"
        await expect(field(inna)).to_have_attribute("placeholder", "Сообщение")

        await opens(pyotr, "Отклик")
        await stand.says(1002, "Ваше имя?", reply_markup={"force_reply": True})
        await pyotr.get_by_role("button", name="Не отвечать").click()
        await field(pyotr).fill("Просто так")
        await field(pyotr).press("Enter")
        assert "reply_to_message" not in await stand.heard()


async def test_commands_by_keyboard(town: Town, page: Page) -> None:
    """The menu of commands and the hints for a typed one are worked by keys alone."""
    async with standing(town) as stand:
        await page.goto(town.url)
        mine = phone(page, 1)
        await mine.get_by_role("button", name="Меню").press("Enter")
        await expect(mine.get_by_role("menuitem", name="/start Начать")).to_be_focused()
        await page.keyboard.press("Escape")
        await expect(mine.get_by_role("menu")).to_have_count(0)
        await expect(mine.get_by_role("button", name="Меню")).to_be_focused()
        await page.keyboard.press("Enter")
        await expect(mine.get_by_role("menuitem", name="/start Начать")).to_be_focused()
        await page.keyboard.press("ArrowDown")
        await page.keyboard.press("Enter")
        assert (await stand.heard())["text"] == "/queue"
        await field(mine).press_sequentially("/")
        hints = mine.get_by_role("listbox", name="Команды")
        await expect(hints.get_by_role("option")).to_have_count(3)
        await field(mine).press_sequentially("h")
        await expect(hints.get_by_role("option")).to_have_text([re.compile("/help")])
        await field(mine).press("Escape")
        await expect(hints).to_have_count(0)
        await field(mine).press_sequentially("e")
        await field(mine).press("Enter")
        assert (await stand.heard())["text"] == "/help"
        await expect(field(mine)).to_have_value("")


async def test_taps(town: Town, page: Page) -> None:
    """A tap waits for its answer: a toast, an alert that takes the focus, or fifteen seconds of nothing."""
    async with standing(town) as stand:
        await page.clock.install()
        await page.goto(town.url)
        mine = phone(page, 1)
        labels = ("Тост", "Окно", "Тишина")
        row = [{"text": one, "callback_data": one} for one in labels]
        await stand.says(1001, "Выберите", reply_markup={"inline_keyboard": [row]})
        buttons = [log(mine).get_by_role("button", name=re.compile(one)) for one in labels]

        await buttons[0].click()
        query = await stand.heard("callback_query")
        await expect(buttons[0]).to_have_attribute("aria-busy", "true")
        await stand.bot.ok("answerCallbackQuery", callback_query_id=query["id"], text="Уже сделано")
        await expect(mine.get_by_role("status").filter(has_text="Уже сделано")).to_be_visible()
        await expect(phone(page, 2).get_by_text("Уже сделано")).to_have_count(0)

        await buttons[1].click()
        query = await stand.heard("callback_query")
        await stand.bot.ok(
            "answerCallbackQuery", callback_query_id=query["id"], text="Карточка закрыта", show_alert=True
        )
        alert = mine.get_by_role("alertdialog")
        await expect(alert).to_contain_text("Карточка закрыта")
        await expect(alert.get_by_role("button")).to_be_focused()
        await page.keyboard.press("Escape")
        await expect(alert).to_have_count(0)
        await expect(buttons[1]).to_be_focused()

        await buttons[2].click()
        await expect(buttons[2]).to_have_attribute("aria-busy", "true")
        await page.clock.fast_forward(15_000)
        await expect(buttons[2]).not_to_have_attribute("aria-busy", "true")


async def test_links(browser: Browser, town: Town) -> None:
    """A link to the bot starts it with the payload in the same phone; any other is copied, and nothing is opened."""
    async with standing(town) as stand, window(browser) as (context, _):
        await context.grant_permissions(["clipboard-read", "clipboard-write"])
        page = await context.new_page()
        await page.goto(town.url)
        mine = phone(page, 1)
        await opens(mine, "Администрация")
        await stand.says(GROUP, "Срок: https://t.me/otklik_bot?start=card_12-sob и https://example.org/a?b=1")
        await log(mine).get_by_role("link", name="example.org").click()
        await expect(page.get_by_text("Скопировано: https://example.org/a?b=1")).to_be_visible()
        assert await page.evaluate("navigator.clipboard.readText()") == "https://example.org/a?b=1"
        await log(mine).get_by_role("link", name="t.me").click()
        heard = await stand.heard()
        assert (heard["text"], heard["chat"]["id"]) == ("/start card_12-sob", 1001)
        await expect(mine.get_by_role("heading", name="Отклик")).to_be_visible()
        assert len(context.pages) == 1


async def test_nothing_written_is_lost(town: Town, page: Page) -> None:
    """A text that was refused stays in the composer; a draft waits in its chat."""
    async with standing(town) as stand:
        await page.goto(town.url)
        mine = phone(page, 1)
        refusal = {"ok": False, "error": "так нельзя"}
        await page.route("**/sandbox/send", lambda route: route.fulfill(json=refusal))
        await field(mine).fill("Важные слова")
        await field(mine).press("Enter")
        await expect(page.get_by_text("Не вышло: так нельзя")).to_be_visible()
        await expect(field(mine)).to_have_value("Важные слова")
        await page.unroute("**/sandbox/send")
        await opens(mine, "Администрация")
        await expect(field(mine)).to_have_value("")
        holder = mine.get_by_role("combobox")
        await holder.select_option("Вера Тимофеева")
        await expect(field(mine)).to_have_value("")
        await holder.select_option("Инна Белова")
        await mine.get_by_role("button", name="Отправить").click()
        assert (await stand.heard())["text"] == "Важные слова"
        await expect(field(mine)).to_have_value("")
