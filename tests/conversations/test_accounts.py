"""/accounts: the list of the office's own accounts, kept by administrators, and publications that stand in one."""

from pathlib import Path

import pytest

from sandbox.people import Town
from tests.conversations.bureau import bureau
from tests.conversations.staffed import OFFICE
from tests.conversations.stand import OFFICE as STAND
from tests.conversations.stand import stand
from tests.conversations.steps import approved, drafted, forwarded, handed_over, routed

ACCOUNT = """
[[account]]
network = "vk"
name = "Лесной район"
link = "https://vk.com/club77"
"""


@pytest.mark.clause("KLP-3", "PET-3", "KOZ-3")
async def test_the_list_is_kept_and_seen(tmp_path: Path) -> None:
    """An administrator adds a page by its link, whose network is known by its host; everybody sees the list."""
    async with bureau(tmp_path, OFFICE) as office:
        admin, roads = office["admin-1"], office["roads-1"]
        await admin.says("/accounts")
        listed = await admin.reads("Аккаунтов пока нет.")
        await listed.tap("Добавить")
        await admin.reads("Пришлите ссылку на страницу администрации.")
        await admin.says("просто слова")
        await admin.reads("Нужна ссылка на страницу")
        await admin.says("вот: https://vk.com/lesnoe")
        asked = await admin.reads("Как назвать эту страницу? Напишите или нажмите.")
        assert asked.labels == ["lesnoe", "Отмена"]
        await admin.says("Лесной район")
        await admin.reads("Готово.")
        listed = await admin.reads("ВКонтакте · Лесной район")
        await listed.tap("Добавить")
        await admin.reads("Пришлите ссылку")
        await admin.says("https://ok.ru/group/lesnoe")
        asked = await admin.reads("Как назвать эту страницу?")
        await asked.tap("lesnoe")
        await admin.sees(asked, "Одноклассники · lesnoe\nhttps://ok.ru/group/lesnoe")
        await roads.says("/accounts")
        seen = await roads.reads("Аккаунты администрации")
        assert seen.text.splitlines() == [
            "Аккаунты администрации",
            "ВКонтакте · Лесной район",
            "https://vk.com/lesnoe",
            "Одноклассники · lesnoe",
            "https://ok.ru/group/lesnoe",
        ]
        assert seen.labels == []


async def test_accounts_are_renamed_and_removed(tmp_path: Path) -> None:
    """A page has one entry, whichever way its address is written; it may be renamed, and removed."""
    async with bureau(tmp_path, OFFICE + ACCOUNT) as office:
        first, second = office["admin-1"], office["admin-2"]
        await first.says("/accounts")
        listed = await first.reads("ВКонтакте · Лесной район")
        await listed.tap("Добавить")
        await first.reads("Пришлите ссылку")
        await first.says("http://m.vk.com/club77/")
        await first.reads("Такой аккаунт уже есть. Ничего не изменилось.")
        await second.says("/accounts")
        other = await second.reads("ВКонтакте · Лесной район")
        await other.tap("ВКонтакте · Лесной район")
        await second.sees_buttons(other, "Название", "Удалить", "Назад")
        await other.tap("Название")
        asked = await second.reads("Как теперь называется эта страница?")
        await listed.tap("ВКонтакте · Лесной район")
        await first.sees_buttons(listed, "Название", "Удалить", "Назад")
        await listed.tap("Удалить")
        await first.toast("Удалено.")
        await second.says("Лес и люди")
        await second.reads("Это уже изменил кто-то другой. Ваша правка не внесена, посмотрите, как сейчас.")
        await second.reads("Аккаунтов пока нет.")
        await asked.tap("Отмена")
        await second.sees(asked, "Аккаунтов пока нет.")


async def test_others_change_nothing(tmp_path: Path) -> None:
    """Made-up buttons of somebody who is no administrator are answered and change nothing."""
    async with bureau(tmp_path, OFFICE + ACCOUNT) as office:
        curator, admin = office["curator-1"], office["admin-1"]
        await admin.says("/accounts")
        listed = await admin.reads("ВКонтакте · Лесной район")
        key = next(one.data for row in listed.buttons for one in row if one.data).split(":")[2]
        await curator.says("/accounts")
        seen = await curator.reads("ВКонтакте · Лесной район")
        for what in ("add::0", f"one:{key}:0", f"name:{key}:0", f"drop:{key}:0", "take::0", "drop:x:0"):
            await seen.forge(f"qa:{what}")
            assert "Ничего не изменилось" in (await curator.toast()).text
        await curator.says("/accounts")
        await curator.reads("ВКонтакте · Лесной район")


@pytest.mark.clause("KLP-3")
async def test_a_publication_in_an_own_account(tmp_path: Path) -> None:
    """Where the answer stands in an account of the office's own, it is said when it is published, and on the card."""
    file = tmp_path / "with-accounts.toml"
    file.write_text(STAND.read_text(encoding="utf-8") + ACCOUNT, encoding="utf-8")
    async with Town.start() as town, stand(tmp_path, town, office_file=file) as office:
        work = await routed(office, await forwarded(office))
        await work.tap("Принять в работу")
        text = "Фонари включим сегодня до 18:00."
        card = await handed_over(office, await approved(office, await drafted(office, work, text)), text)
        await card.tap("Опубликовано")
        question = await office.curator.reads("пришлите ссылку")
        await question.reply("https://vk.com/wall-77_205?reply=206")
        await office.curator.reads("опубликовано: аккаунт администрации ВКонтакте, карточка закрыта")
        await office.curator.says("/card 1")
        await office.curator.reads("опубликованный ответ: аккаунт администрации ВКонтакте")
