"""An invented fact desk: nobody agrees anything, a correction goes on air at night, copies are refused."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from sandbox.people import Message
from tests.conversations.bureau import Bureau, bureau
from tests.conversations.six.steps import drafts, first_line, replies
from tests.procedures.unlike import only

OFFICE = """
[office]
key = "test"
name = "Бюро проверки"
procedures = ["factdesk"]
zone = "Europe/Moscow"
group_chat = -1001000000001

[[department]]
key = "news"
name = "Новости"
topics = ["новости"]

[[person]]
key = "desk"
name = "Дежурный"
telegram_id = 1001
roles = ["moderator"]

[[person]]
key = "editor"
name = "Лев Редактор"
telegram_id = 1002
roles = ["executor"]
department = "news"

[[person]]
key = "head"
name = "Главный редактор"
telegram_id = 1003
roles = ["head"]
"""
POST = "В новостях сказали, что мост закрыли, а он открыт"
VK, TELEGRAM = "https://vk.com/wall-1_20", "https://t.me/news/20"
LINK = "https://t.me/news/21"


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Bureau]:
    """The fact desk with its bot, on Wednesday 4 March 2026 at 10:00 in Moscow."""
    async with bureau(tmp_path, OFFICE, procedures=only(tmp_path, "factdesk")) as ready:
        yield ready


async def checking(office: Bureau, link: str, number: int = 1) -> Message:
    """A post goes to the editor; it is pasted, for what is forwarded in a row would be asked about."""
    await office["desk"].says(f"{POST} {link}")
    card = await office["desk"].reads(f"🆕 № {number}")
    await card.tap("→ Новости")
    await office["desk"].toast(f"№ {number}: направлено")
    return await office["editor"].reads("вам: проверить факты")


async def test_facts_and_a_correction_on_air_at_night(office: Bureau) -> None:
    """Facts are asked for and come, the error is owned up to, corrected on air before dawn, and then in writing."""
    desk, editor, head = office["desk"], office["editor"], office["head"]
    work = await checking(office, VK)
    await work.tap("Запросить факты")
    await replies(editor, "кого и о чём спрашиваете?", "Дорожную службу, открыт ли мост")
    waiting = await editor.reads("факты запрошены, ждём")
    assert "Факты ▱▱▱▱▱▱▱▱▱▱ 6 ч · до 16:00 · п. 3" in waiting.text
    assert waiting.labels == ["Факты получены", "Фактов нет"]
    office.set_clock("2026-03-04T15:01")
    await editor.reads("⏰ № 1 · факты через")
    await waiting.tap("Факты получены")
    await replies(editor, "что выяснили?", "Мост открыт с понедельника")
    again = await editor.reads("вам: проверить факты")
    assert "Мост открыт с понедельника" in again.text
    office.set_clock("2026-03-04T20:00")
    await again.tap("Ошибка наша")
    await replies(editor, "в чём ошибка?", "Взяли старую сводку")
    assert "Взяли старую сводку" in (await head.reads("№ 1")).text
    air = await desk.reads("ошибка: поставьте исправление в эфир")
    assert "до чт 8:00" in first_line(air)
    office.set_clock("2026-03-05T07:01")
    assert first_line(await desk.reads("⏰ № 1")).startswith("⏰ № 1 · исправление в эфире через ")
    office.set_clock("2026-03-05T08:30")
    assert first_line(await head.reads("❗ № 1")) == "❗ № 1 · исправление в эфире опаздывает на 30 мин · п. 4"
    await air.tap("Эфир прошёл")
    await replies(desk, "в какой программе и когда?", "Утренний выпуск, 8:30")
    write = await editor.reads("вам: опубликовать исправление")
    assert "до пт 8:30 · п. 5" in write.text
    await write.tap("Исправление опубликовано")
    await replies(editor, "пришлите ссылку", LINK)
    await replies(editor, "пришлите", "Мост открыт с 2 марта. Приносим извинения.")
    await (await editor.reads("Проект к № 1")).tap("Исправление опубликовано")
    await editor.toast("№ 1: опубликовали исправление")
    await desk.says("/card 1")
    assert LINK in (await desk.reads("опубликовали исправление")).html


async def test_facts_that_never_came(office: Bureau) -> None:
    """Six hours by the clock after they were asked for the desk goes on without the facts by itself, also at night."""
    work = await checking(office, VK)
    office.set_clock("2026-03-04T17:30")
    await work.tap("Запросить факты")
    await replies(office["editor"], "кого и о чём спрашиваете?", "Дорожную службу")
    await office["editor"].reads("факты запрошены, ждём")
    office.set_clock("2026-03-04T23:31")
    back = await office["editor"].reads("вам: проверить факты")
    assert "Запросить факты" in back.labels


async def test_an_answer_has_its_length_and_is_no_copy(office: Bureau) -> None:
    """An answer in Telegram has 300 characters at most; the third of the same words in an hour is refused."""
    editor = office["editor"]
    work = await checking(office, TELEGRAM)
    await work.reply("а" * 301)
    long = await editor.reads("Проект к № 1")
    assert "Лишний 1 знак: можно до 300." in long.text
    assert long.labels == ["Исправить"]
    await editor.sends("/cancel")
    assert (await editor.reads("Проект к № 1")).labels == []
    await drafts(editor, work, "Мост открыт, мы ошиблись.", "Разместить ответ")
    office.set_clock("2026-03-04T10:10")
    await drafts(editor, await checking(office, TELEGRAM, 2), "Мост открыт, мы ошиблись.", "Разместить ответ")
    office.set_clock("2026-03-04T10:20")
    third = await checking(office, TELEGRAM, 3)
    await third.reply("Мост открыт, мы ошиблись!")
    preview = await editor.reads("Проект к № 3")
    await preview.tap("Разместить ответ")
    await editor.reads("Этот же ответ уже дали 2 раза, больше нельзя (п. 8).")
    office.set_clock("2026-03-04T11:05")
    await preview.tap("Разместить ответ")
    await editor.toast("№ 3: ответ размещён")
