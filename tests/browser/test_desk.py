"""The bar above the phones and the posts beside them, on a stage that only pretends."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.async_playwright import Axe  # type: ignore[import-untyped] # it comes without types
from playwright.async_api import Browser, Locator, Page, expect

from sandbox.people import Town
from tests.browser.chromium import Watch, window
from tests.browser.pretending import INNA, PAVEL, POST, VERA, Pretended, pretending

pytestmark = pytest.mark.asyncio(loop_scope="session")


@asynccontextmanager
async def opened(browser: Browser, pretended: Pretended, **more: Any) -> AsyncIterator[tuple[Page, Watch]]:
    """The page on a pretended stage."""
    async with pretending(pretended) as url, window(browser, **more) as (context, watch):
        page = await context.new_page()
        await page.goto(url)
        yield page, watch


def button(page: Page | Locator, name: str) -> Locator:
    """A button by its whole name."""
    return page.get_by_role("button", name=name, exact=True)


async def test_the_clock_shows_the_office_s_time_and_takes_orders(browser: Browser) -> None:
    """The clock ticks by itself as fast as it is told to, is stopped and let run, and walks to what is due."""
    pretended = Pretended()
    async with opened(browser, pretended) as (page, _):
        face = page.get_by_role("timer", name="Часы администрации")
        await expect(face).to_contain_text("ср, 4 марта")
        await expect(face).to_contain_text("09:40")
        await page.get_by_role("radio", name="3600×").check()
        await expect(face).to_contain_text("10:")
        assert pretended.bodies("clock") == [{"speed": 3600}]
        await button(page, "Остановить часы").click()
        await button(page, "Пустить часы").click()
        await expect(button(page, "Остановить часы")).to_be_visible()
        assert pretended.bodies("clock")[1:] == [{"speed": 0}, {"speed": 3600}]
        await button(page, "К ближайшему сроку").click()
        pretended.clock |= {"walking": True}
        pretended.changed(next={"at": "2026-03-05T14:00:00+12:00", "card": 3})
        await expect(button(page, "К утру понедельника")).to_be_disabled()
        await expect(page.get_by_text("Время идёт вперёд…")).to_be_visible()
        pretended.clock |= {"walking": False, "speed": 0}
        pretended.changed()
        await expect(page.get_by_text("дальше: чт, 5 марта, 14:00, № 3")).to_be_visible()
        await button(page, "К утру понедельника").click()
        await expect(face).to_contain_text("пн, 9 марта 09:00")
        assert pretended.bodies("clock")[3:] == [{"to": "deadline"}, {"to": "monday"}]


async def test_another_procedure_is_begun(browser: Browser) -> None:
    """A procedure and the bot's language are chosen in a dialog, which tells of a refusal and else closes."""
    pretended = Pretended(refuse={"choose": "not_started"})
    async with opened(browser, pretended) as (page, _):
        opener = page.get_by_role("button", name="Порядок: Соболевский район")
        await opener.click()
        dialog = page.get_by_role("dialog", name="Порядок работы")
        await expect(dialog.get_by_role("radio", name="Соболевский район")).to_be_checked()
        await dialog.get_by_role("radio", name="Анапа").check()
        await dialog.get_by_role("radio", name="English").check()
        await button(dialog, "Начать заново").click()
        await expect(dialog.get_by_role("alert")).to_contain_text("Бот не запустился")
        pretended.refuse.clear()
        await button(dialog, "Начать заново").click()
        await expect(dialog).to_have_count(0)
        assert pretended.bodies("choose")[-1] == {"procedure": "anapa", "locale": "en"}
        opener = page.get_by_role("button", name="Порядок: Анапа")
        await opener.click()
        await expect(dialog).to_be_visible()
        await page.keyboard.press("Escape")
        await expect(dialog).to_have_count(0)
        await expect(opener).to_be_focused()


async def test_what_goes_wrong_is_told_in_one_line(browser: Browser) -> None:
    """The line is calm while all is well; a fault, a kill and a failure are told with what was lost and what waits."""
    pretended = Pretended()
    async with opened(browser, pretended) as (page, _):
        line = page.get_by_role("status", name="Состояние бота")
        await expect(line).to_have_text("Бот работает")
        await button(page, "Сбои").click()
        down = page.get_by_role("switch", name="Telegram не отвечает")
        await down.click()
        await expect(down).to_be_checked()
        await expect(line).to_contain_text("Telegram не отвечает. Потеряно: 0.")
        await down.click()
        await expect(line).to_have_text("Бот работает")
        await button(page, "Убить бота").click()
        waiting = {"lost": 0, "outbox": 3, "held": 0, "inbox": 0, "doubt": 1, "dead": 0, "waiting": 2}
        killed = {"state": "killed", "killed_at": "2026-03-04T10:03:00+12:00", "back_after": 2}
        pretended.changed(bot=killed, line=waiting)
        await expect(line).to_contain_text("Бот убит в 10:03, поднимается…")
        await expect(button(page, "Убить бота")).to_be_disabled()
        pretended.changed(bot={**killed, "state": "running", "back_after": 2.4})
        told = "Потеряно: 0. Ждёт отправки: 3, ждёт у Telegram: 2, исход неизвестен: 1."
        await expect(line).to_have_text(f"Бот убит в 10:03, поднялся через 2,4 с. {told}")
        pretended.answers["line"] = {**waiting, "outbox": 0, "waiting": 0, "doubt": 0}
        await expect(line).to_contain_text("Потеряно: 0. Ждёт отправки: 0, ждёт у Telegram: 0.")
        pretended.changed(line={**waiting, "lost": None, "outbox": None, "doubt": None})
        await expect(line).to_have_text("Бот убит в 10:03, поднялся через 2,4 с. Ждёт у Telegram: 2.")
        pretended.refuse["kill"] = "not_running"
        await button(page, "Убить бота").click()
        await expect(page.get_by_text("Бот и так не работает")).to_be_visible()
        pretended.changed(bot={"state": "failed", "reason": "нет токена"})
        await expect(line).to_contain_text("Бот не работает: нет токена")


async def test_a_post_is_forwarded(browser: Browser) -> None:
    """A post goes to the bot by a click, as whoever was chosen and in the way that was chosen, and is marked."""
    pretended = Pretended()
    async with opened(browser, pretended) as (page, _):
        feed = page.get_by_role("complementary", name="Посты жителей")
        post = feed.get_by_role("article", name="ВКонтакте: Житель")
        await expect(post.get_by_text("повтор")).to_be_visible()
        await button(post, "Показать полностью").click()
        await button(post, "Переслать боту").click()
        await expect(post.get_by_text("переслано", exact=True)).to_be_visible()
        await feed.get_by_label("Пересылает").select_option("Павел Токарев")
        await button(post, "ссылкой").click()
        await expect(post.get_by_text("переслано: 2")).to_be_visible()
        by_inna = {"post": "lamp", "person": INNA, "how": "forward"}
        assert pretended.bodies("forward") == [by_inna, {"post": "lamp", "person": PAVEL, "how": "link"}]
        await feed.get_by_label("Пересылает").select_option("Вера Лунина")
        await button(post, "Переслать боту").click()
        await expect(page.get_by_text("Бот ответит в чате: Вера Лунина.")).to_be_visible()
        assert pretended.bodies("forward")[2:] == [{"post": "lamp", "person": VERA, "how": "forward"}]
        pretended.refuse["forward"] = "blocked"
        await button(post, "Переслать боту").click()
        await expect(page.get_by_text("бот заблокирован")).to_be_visible()
        pretended.refuse.clear()
        pretended.changed(intake={"platform": True})
        await button(post, "Отправить через платформу").click()
        await expect(post.get_by_text("переслано: 4")).to_be_visible()
        assert pretended.bodies("forward")[-1] == {"post": "lamp"}
        assert len(pretended.bodies("posts")) == 1
        await button(feed, "Закрыть посты").click()
        await expect(button(page, "Посты")).to_be_focused()


async def test_a_hostile_post_stays_words(browser: Browser) -> None:
    """What a post holds is never more than its letters, however long it is and whatever it says."""
    hostile = {
        **POST,
        "author": "<b>x</b>\u202e",
        "text": "<script>document.title='x'</script><img src=x>" + "ж" * 10_000,
    }
    async with opened(browser, Pretended(posts=[hostile])) as (page, _):
        post = page.get_by_role("article", name="ВКонтакте: <b>x</b>")
        await expect(post).to_contain_text("<script>document.title='x'</script><img src=x>жжж")
        await button(post, "Показать полностью").click()
        await expect(button(post, "Свернуть")).to_be_visible()
        await expect(post.get_by_role("img")).to_have_count(0)
        assert await page.title() == "Отклик"
        assert await page.evaluate("document.documentElement.scrollWidth") == 1440


async def test_the_page_comes_back_with_the_demo(browser: Browser) -> None:
    """While the demo is gone the page says so and nothing breaks; once it is there again the page is as it was."""
    gone = pretending(Pretended())
    url = await gone.__aenter__()
    async with window(browser) as (context, watch):
        watch.excuse("net::ERR", "Failed to load resource")
        page = await context.new_page()
        await page.goto(url)
        await expect(page.get_by_role("timer")).to_contain_text("09:40")
        await gone.__aexit__(None, None, None)
        await expect(page.get_by_text("Связь с демонстрацией потеряна.")).to_be_visible()
        await button(page, "К ближайшему сроку").click()
        await expect(page.get_by_text("Демонстрация не ответила")).to_be_visible()
        later = Pretended()
        later.clock["now"] = "2026-03-04T12:00:00+12:00"
        async with pretending(later, urlsplit(url).port or 0):
            await expect(page.get_by_role("timer")).to_contain_text("12:00")
            await expect(page.get_by_text("Связь с демонстрацией потеряна.")).to_have_count(0)
            await button(page, "К ближайшему сроку").click()
            await expect(button(page, "К ближайшему сроку")).to_be_enabled()
            assert later.bodies("clock") == [{"to": "deadline"}]


async def test_without_a_stage_there_are_settings_only(page: Page, town: Town) -> None:
    """A sandbox that nobody stages has a bar with its title and the reader's settings."""
    await page.goto(town.url)
    bar = page.get_by_role("banner")
    await expect(bar.get_by_role("heading", name="Отклик")).to_be_visible()
    await expect(bar.get_by_role("button")).to_have_count(1)
    await button(page, "Настройки").click()
    await page.get_by_role("radio", name="English").check()
    await expect(bar.get_by_role("heading", name="Otklik")).to_be_visible()
    await expect(button(page, "Save to a file")).to_have_count(0)


async def test_the_reader_s_settings_are_remembered(browser: Browser) -> None:
    """Language and theme change at once and outlive a reload; so do the first steps that were waved off."""
    pretended = Pretended()
    async with opened(browser, pretended) as (page, _):
        root = page.locator(":root")
        await button(page, "Понятно").click()
        await button(page, "Настройки").click()
        await page.get_by_role("radio", name="Тёмное").check()
        await expect(root).to_have_attribute("data-theme", "dark")
        await page.get_by_role("radio", name="English").check()
        await expect(page.get_by_role("group", name="Settings")).to_be_visible()
        await page.keyboard.press("Escape")
        await expect(button(page, "Settings")).to_be_focused()
        await page.reload()
        await expect(page.get_by_role("timer", name="The office's clock")).to_contain_text("Wed 4 March")
        await expect(root).to_have_attribute("data-theme", "dark")
        await expect(root).to_have_attribute("lang", "en")
        await expect(page.get_by_role("region", name="First steps")).to_have_count(0)
        assert pretended.bodies("state")[-1] == {"lang": "en"}


async def test_a_demo_is_saved_and_opened(browser: Browser, tmp_path: Path) -> None:
    """The demo comes as a file named after procedure and day and is opened from it; any other file is refused."""
    pretended = Pretended()
    async with opened(browser, pretended) as (page, _):
        await button(page, "Настройки").click()
        async with page.expect_download() as coming:
            await button(page, "Сохранить в файл").click()
        saved = await coming.value
        assert saved.suggested_filename == "otklik-demo-sobolevo-2026-03-04.json"
        file = tmp_path / saved.suggested_filename
        await saved.save_as(file)
        assert json.loads(file.read_bytes()) == {"version": 1, "procedure": "sobolevo"}
        opener = page.get_by_label("Открыть файл")
        await opener.set_input_files(file)
        await expect(page.get_by_text(f"Открыто: {file.name}")).to_be_visible()
        assert pretended.bodies("load") == [{"version": 1, "procedure": "sobolevo"}]
        file.write_bytes(b"[1, 2")
        await opener.set_input_files(file)
        await expect(page.get_by_text("Это не файл демонстрации")).to_be_visible()
        assert len(pretended.bodies("load")) == 1


async def test_nothing_serious_stands_in_the_way_of_anybody(browser: Browser) -> None:
    """Axe finds nothing serious, light or dark, in the bar and the posts, in what opens from the bar, in the dialog."""
    trouble = {"faults": {"down": True, "flood": False}, "next": {"at": "2026-03-05T14:00:00+12:00", "card": 3}}
    async with opened(browser, Pretended(answers=trouble), reduced_motion="reduce") as (page, _):
        await button(page, "Настройки").click()
        assert await serious(page) == []
        await button(page, "Порядок: Соболевский район социальные сети").click()
        await expect(page.get_by_role("dialog")).to_be_visible()
        assert await serious(page) == []
        await page.emulate_media(color_scheme="dark")
        assert await serious(page) == []
        await page.keyboard.press("Escape")
        await button(page, "Сбои").click()
        assert await serious(page) == []


async def serious(page: Page) -> list[str]:
    """What axe calls serious or worse about the bar, the posts and what has opened."""
    found = await Axe().run(page, context={"include": [[".desk"], [".d-first"], [".feed"], [".d-dialog"]]})
    bad = [one for one in found.response["violations"] if one["impact"] in {"serious", "critical"}]
    return [f"{one['id']}: {node['html']}" for one in bad for node in one["nodes"]]


async def test_a_narrow_screen_has_it_all_in_a_menu(browser: Browser) -> None:
    """On a phone's width the bar is one row, all else is in a menu, and the posts are a sheet that Esc closes."""
    pretended = Pretended()
    async with opened(browser, pretended, width=390, height=800) as (page, _):
        bar = page.get_by_role("banner")
        await expect(page.get_by_role("timer")).to_contain_text("09:40")
        box = await bar.bounding_box()
        assert box is not None
        assert box["height"] < 60
        assert await page.evaluate("document.documentElement.scrollWidth") == 390
        await expect(page.get_by_role("complementary", name="Посты жителей")).to_have_count(0)
        await button(page, "Меню").click()
        await page.get_by_role("radio", name="60×", exact=True).check()
        await button(page, "Сбои").click()
        await expect(page.get_by_role("switch", name="Лимит сообщений")).to_be_visible()
        await page.keyboard.press("Escape")
        await expect(page.get_by_role("switch", name="Лимит сообщений")).to_be_hidden()
        await page.get_by_role("button", name="Порядок: Соболевский район").click()
        await button(page.get_by_role("dialog", name="Порядок работы"), "Отмена").click()
        await expect(button(page, "Меню")).to_be_focused()
        await button(page, "Посты").click()
        feed = page.get_by_role("complementary", name="Посты жителей")
        await button(feed, "Переслать боту").focus()
        await page.keyboard.press("Escape")
        await expect(feed).to_have_count(0)
        await expect(button(page, "Посты")).to_be_focused()
        await expect(page.get_by_role("region", name="Телефон 1: Инна Белова")).to_be_visible()
        await button(page, "Посты").click()
        await feed.get_by_label("Пересылает").select_option("Павел Токарев")
        await button(feed, "Переслать боту").click()
        await expect(feed).to_have_count(0)
        await expect(page.get_by_role("region", name="Телефон 2: Павел Токарев")).to_be_visible()
        await expect(page.get_by_role("region", name="Телефон 1: Инна Белова")).to_be_hidden()
        assert pretended.bodies("clock") == [{"speed": 60}]
