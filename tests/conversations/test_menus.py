"""Telegram's menu of commands: each person's own, and following whatever becomes of people."""

import asyncio
from pathlib import Path

from sandbox.people import Person
from tests.conversations.bureau import bureau
from tests.conversations.living import load
from tests.conversations.stand import OFFICE, Stand
from tests.conversations.steps import forwarded

OWN = ["settings", "help", "cancel"]
EXECUTOR = ["my", "find", "card", "why", "absence", *OWN]
WATCHER = ["my", "board", "find", "card", "why", "duties", "absence", *OWN]

LITTLE = """
[office]
key = "{key}"
name = "Администрация {key}"
procedures = ["sobolevo"]
zone = "Asia/Kamchatka"

[[department]]
key = "roads"
name = "Дороги"

[[person]]
key = "anna"
name = "Анна"
telegram_id = 1001
roles = ["{role}"]
department = "roads"

[[person]]
key = "curator"
name = "Куратор"
telegram_id = {curator}
roles = ["curator"]

[[person]]
key = "head"
name = "Глава"
telegram_id = {head}
roles = ["head"]

[[person]]
key = "roads-1"
name = "Исполнитель"
telegram_id = {executor}
roles = ["executor"]
department = "roads"
"""


async def has_menu(person: Person, names: list[str]) -> None:
    """The person's menu is this, soon."""
    for _ in range(200):
        if (shown := await person.menu()) == names:
            return
        await asyncio.sleep(0.05)
    raise AssertionError(f"{person} sees {shown}, not {names}")


def changed(file: Path, *changes: tuple[str, str]) -> Path:
    """The office file with these changes, written there."""
    text = OFFICE.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    file.write_text(text, encoding="utf-8")
    return file


async def reload(office: Stand, *changes: tuple[str, str]) -> None:
    """The office file with these changes is loaded, as an administrator does at the machine."""
    await asyncio.to_thread(load, office.environment, changed(office.folder / "changed.toml", *changes))


async def test_each_sees_his_own(office: Stand) -> None:
    """By what they are: an executor, a head, a stranger; before /start everybody sees what a stranger does."""
    await has_menu(office.roads, ["start"])
    for person, names in ((office.roads, EXECUTOR), (office.head, WATCHER), (office.stranger, ["start"])):
        await person.starts()
        await has_menu(person, names)


async def test_a_group_offers_what_works_there(office: Stand) -> None:
    """In a group there is nothing but the way out of a question, whoever looks."""
    await office.curator.starts()
    await has_menu(office.curator, [*WATCHER[:6], "accounts", *WATCHER[6:]])
    assert await office.curator.menu(office.group) == ["cancel"]


async def test_the_menu_follows_a_change_of_roles_at_once(office: Stand) -> None:
    """Who becomes a head has the head's menu without a word of his; who leaves has a stranger's."""
    for person in (office.roads, office.roads_2):
        await person.starts()
        await has_menu(person, EXECUTOR)
    one, other = 'telegram_id = 1002\nroles = ["executor"]', 'telegram_id = 1004\nroles = ["executor"]'
    await reload(office, (one, one.replace("executor", "head")))
    await has_menu(office.roads, WATCHER)
    await has_menu(office.roads_2, EXECUTOR)
    gone = f'[[person]]\nkey = "roads-2"\nname = "Второй исполнитель дорог"\n{other}\ndepartment = "roads"\n'
    await reload(office, (gone, ""))
    await has_menu(office.roads_2, ["start"])
    await has_menu(office.roads, EXECUTOR)


async def test_the_menu_follows_a_restart(office: Stand) -> None:
    """What was changed while the bot was down is made good when it starts."""
    await office.roads.starts()
    await has_menu(office.roads, EXECUTOR)
    await office.stop()
    one = 'telegram_id = 1002\nroles = ["executor"]'
    await reload(office, (one, one.replace("executor", "head")))
    office.start()
    await has_menu(office.roads, WATCHER)


async def test_who_works_for_two_offices_has_the_menu_of_both(tmp_path: Path) -> None:
    """An executor here who becomes a head elsewhere has both menus in one."""
    here = LITTLE.format(key="here", role="executor", curator=11, head=12, executor=13)
    async with bureau(tmp_path, here) as office:
        await office["anna"].starts()
        await has_menu(office["anna"], EXECUTOR)
        there = tmp_path / "there.toml"
        text = LITTLE.format(key="there", role="head", curator=21, head=22, executor=23)
        there.write_text(text, encoding="utf-8")
        await asyncio.to_thread(load, office.environment, there)
        await has_menu(office["anna"], [*WATCHER, "offices"])


async def test_help_tells_what_the_menu_offers(office: Stand) -> None:
    """/help has a line for every command of the menu but itself."""
    await office.coordinator.starts()
    await office.coordinator.reads("/my")
    await office.coordinator.says("/help")
    told = (await office.coordinator.reads("/my")).text.split("\n\n")[-1].splitlines()
    menu = [name for name in await office.coordinator.menu() if name != "help"]
    assert [line.split()[0] for line in told] == [f"/{name}" for name in menu]


async def test_a_link_opens_its_card(office: Stand) -> None:
    """Links of before, without an office, still work; who may not see the card gets the neutral answer."""
    await forwarded(office)
    await office.head.starts("card_1")
    await office.head.reads("№ 1")
    await office.roads.starts("card_1")
    await office.roads.reads("Это сейчас не за вами")
    await office.stranger.starts("card_1")
    await office.stranger.reads("Ваш Telegram ID")
    await office.head.starts("card_999")
    await office.head.reads("карточки нет")
