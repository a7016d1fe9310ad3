"""The office's group is chosen in the group itself, followed where it goes, and missed when it is lost."""

import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from sandbox.people import Group, Person, hidden
from tests.conversations.bureau import Bureau, bureau
from tests.conversations.living import load

BOT = 7_000_001
SUPERGROUP, BASIC = -1001000000501, -5001
TITLE = "Сроки <района>"
OFFICE = """
[office]
key = "lesnoe"
name = "Лесное"
procedures = ["sobolevo"]
zone = "Asia/Kamchatka"

[[department]]
key = "roads"
name = "Дороги"

[[person]]
key = "admin"
name = "Анна"
telegram_id = 1001
roles = ["administrator", "curator"]

[[person]]
key = "roads-1"
name = "Борис"
telegram_id = 1002
roles = ["executor"]
department = "roads"

[[person]]
key = "head"
name = "Вера"
telegram_id = 1003
roles = ["head", "coordinator"]
"""
SECOND = OFFICE.replace('"lesnoe"', '"polevoe"').replace('"Лесное"', '"Полевое"').replace('"roads-1"', '"other"')


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Bureau]:
    """An office that has no group yet."""
    async with bureau(tmp_path, OFFICE) as ready:
        yield ready


async def grown(office: Bureau, *, first: str = "admin", **more: Any) -> Group:
    """A supergroup of the office's people, to which the `first` of them has added the bot."""
    return await office.town.supergroup(SUPERGROUP, TITLE, members=everybody(office, first), **more)


def everybody(office: Bureau, first: str = "admin") -> list[Person]:
    """The office's people; the first is the group's owner, who adds the bot."""
    return sorted(office.people.values(), key=lambda one: one is not office[first])


async def chosen(office: Bureau, group: Group, label: str = "Сроки сюда: Лесное") -> None:
    """The administrator presses the button that was offered."""
    offered = await group.reads("Объявлять сроки")
    await offered.tap(label, by=office["admin"])
    await group.reads("Сроки «Лесное» теперь объявляются здесь.")


async def late(office: Bureau) -> None:
    """A card is routed and its draft is late: the group is told."""
    await office["admin"].forwards("Яма на Лесной", origin=hidden("Житель"))
    card = await office["admin"].reads("кому направить?")
    await card.tap("→ Дороги")
    await office["roads-1"].reads("подготовить ответ")
    office.set_clock("2026-03-04T14:30")


async def test_added_and_chosen_with_one_button(office: Bureau) -> None:
    """The bot, added by an administrator, offers the group; one tap, and deadlines are called out there."""
    group = await grown(office)
    await chosen(office, group)
    await late(office)
    await group.reads("⏰")
    assert "setup_" not in office.journal(), "where there is an office the terminal shows no link"


async def test_only_an_administrator_presses(office: Bureau) -> None:
    """Somebody else who presses the button is told so, and nothing changes."""
    group = await grown(office)
    offered = await group.reads("Объявлять сроки")
    await group.catches_up()
    await offered.tap("Сроки сюда: Лесное", by=office["roads-1"])
    await office["roads-1"].at(group).toast("для того, кто настраивает бота")
    await offered.forge("gh:1:0:1", by=office["head"])
    await office["head"].at(group).toast("для того, кто настраивает бота")
    await group.nothing_new()


async def test_nobody_is_offered_a_strangers_group(office: Bureau) -> None:
    """A bot that is added by somebody who administers nothing says nothing; /start by an administrator offers it."""
    group = await grown(office, first="head")
    await office["head"].at(group).says("/start@otklik_test_bot")
    await group.reads("Группу подключает администратор")
    await office["admin"].at(group).says("/start@otklik_test_bot")
    await chosen(office, group)


async def test_start_in_a_group_told_everybody_to_write_its_id_into_a_file(office: Bureau) -> None:
    """In the office's group /start says what the group is for, to a stranger nothing; the ID is for administrators."""
    stranger = await office.town.person(1999, "Прохожий")
    group = await office.town.supergroup(SUPERGROUP, TITLE, members=[*everybody(office, "head"), stranger])
    await stranger.at(group).says("/start@otklik_test_bot")
    await office["admin"].at(group).says("/start@otklik_test_bot")
    offered = await group.reads("Объявлять сроки")
    assert f"ID этой группы: {SUPERGROUP}" in offered.text
    await offered.tap("Сроки сюда: Лесное", by=office["admin"])
    await group.reads("теперь объявляются здесь")
    for one in ("head", "admin"):
        await office[one].at(group).says("/start@otklik_test_bot")
        await group.reads("Здесь объявляются сроки «Лесное»")
    await stranger.at(group).says("/start@otklik_test_bot")
    await office["head"].at(group).says("/my@otklik_test_bot")
    await group.reads("в личном чате с ботом")
    told = [one.text for one in await group.history() if one.text and "ID этой группы" in one.text]
    assert told == [], "the one message that told it has become «Выбрано.»"


async def test_before_anybody_administers_the_group_tells_its_id(tmp_path: Path) -> None:
    """Whoever writes the first office file learns the group's ID by /start, as the README has it."""
    nobody = OFFICE.replace('roles = ["administrator", "curator"]', 'roles = ["curator"]')
    async with bureau(tmp_path, nobody) as office:
        stranger = await office.town.person(1999, "Прохожий")
        group = await office.town.supergroup(SUPERGROUP, TITLE, members=[stranger, *office.people.values()])
        for one in (stranger, office["head"]):
            await one.at(group).says("/start@otklik_test_bot")
            await group.reads(f"ID этой группы: {SUPERGROUP}")


async def test_privacy_is_explained(office: Bureau) -> None:
    """With privacy mode the offer says what the bot sees; as an administrator of the group it says nothing of it."""
    group = await grown(office)
    offered = await group.reads("Объявлять сроки")
    assert "Режим приватности включён" in offered.text
    await group.member(BOT, "administrator")
    await office["admin"].at(group).says("/start")
    offered = await group.reads("Объявлять сроки")
    assert "приватности" not in offered.text


async def test_without_privacy_there_is_nothing_to_explain(office: Bureau) -> None:
    """A bot without privacy mode offers the group in one line."""
    await office.town.bot(BOT, can_read_all_group_messages=True)
    group = await grown(office)
    assert (await group.reads("Объявлять сроки")).text == "Объявлять сроки в этой группе? Нажать может администратор."


async def test_a_topic_of_a_forum(office: Bureau) -> None:
    """In a forum the topic is chosen where the button is pressed, or the general one; deadlines stand there."""
    group = await grown(office, is_forum=True)
    general = await group.reads("В группе есть темы")
    assert general.labels == ["Сроки в общую тему: Лесное"]
    topic = await group.topic("Сроки", by=office["admin"])
    await office["admin"].at(group).says("/start", thread=topic)
    offered = await group.reads("В группе есть темы")
    assert (offered.view["thread"], offered.labels) == (
        topic,
        ["Сроки в эту тему: Лесное", "Сроки в общую тему: Лесное"],
    )
    await offered.tap("Сроки в эту тему: Лесное", by=office["admin"])
    done = await group.reads("теперь объявляются здесь")
    assert done.view["thread"] == topic
    await late(office)
    ping = await group.reads("⏰")
    assert ping.view["thread"] == topic
    await general.tap("Сроки в общую тему: Лесное", by=office["admin"])
    await group.sees(general, "Сейчас сроки объявляются в другом месте")
    await general.tap("Перенести сюда", by=office["admin"])
    done = await group.reads("теперь объявляются здесь")
    assert done.view["thread"] is None


async def test_replacing_a_group_asks_first(office: Bureau) -> None:
    """A second group takes the place of the first only after a question that names the first."""
    await chosen(office, await grown(office))
    other = await office.town.supergroup(-1001000000502, "Другая", members=everybody(office))
    offered = await other.reads("Объявлять сроки")
    await offered.tap("Сроки сюда: Лесное", by=office["admin"])
    await other.sees(offered, f"в группе «{TITLE}»")
    await offered.tap("Оставить как есть", by=office["admin"])
    await other.sees(offered, "Всё осталось как было")
    await office["admin"].at(other).says("/start@otklik_test_bot")
    offered = await other.reads("Объявлять сроки")
    await offered.tap("Сроки сюда: Лесное", by=office["admin"])
    await other.sees(offered, "Перенести сюда?")
    await offered.tap("Перенести сюда", by=office["admin"])
    await other.reads("Сроки «Лесное» теперь объявляются здесь.")
    await late(office)
    await other.reads("⏰")


@pytest.mark.fault(12)
async def test_a_group_that_lost_the_bot(office: Bureau) -> None:
    """Those in charge are told once that the bot was removed; what was for the group goes to those above."""
    group = await grown(office)
    await chosen(office, group)
    await group.member(BOT, "kicked")
    for one in ("admin", "head"):
        await office[one].reads(f"Бота удалили из группы «{TITLE}»: сроки там больше не объявляются.")
    await late(office)
    await office["head"].reads("⏰")
    told = [one for key in ("admin", "head") for one in await office[key].history() if "Бота удалили" in one.text]
    assert len(told) == 2
    assert not [one for one in await office["roads-1"].history() if "Бота удалили" in one.text]


@pytest.mark.fault(12)
async def test_back_in_the_group(office: Bureau) -> None:
    """Let in again, the bot says that deadlines are called out here again, and is missed anew when it goes again."""
    group = await grown(office)
    await chosen(office, group)
    await group.member(BOT, "left")
    await office["admin"].reads("Бота удалили")
    await group.member(BOT, "member")
    await group.reads("теперь объявляются здесь")
    await group.member(BOT, "kicked")
    await office["admin"].reads("Бота удалили")


@pytest.mark.fault(12)
async def test_a_group_where_the_bot_is_silenced(office: Bureau) -> None:
    """Where the group forbids writing, the first deadline that is not let in tells those in charge, once."""
    group = await grown(office)
    await chosen(office, group)
    await group.permissions(can_send_messages=False)
    await late(office)
    await office["admin"].reads(f"Бот не может писать в чат группы «{TITLE}»")
    office.set_clock("2026-03-04T16:30")
    await office["head"].reads("❗")
    told = [one for one in await office["admin"].history() if "не может писать" in one.text]
    assert len(told) == 1


@pytest.mark.fault(12)
async def test_a_topic_that_was_closed(office: Bureau) -> None:
    """Deadlines that a closed topic does not let in are told to those above, and those in charge hear of it."""
    group = await grown(office, is_forum=True)
    topic = await group.topic("Сроки", by=office["admin"])
    await office["admin"].at(group).says("/start", thread=topic)
    await group.reads("В группе есть темы")
    offered = await group.reads("В группе есть темы")
    await offered.tap("Сроки в эту тему: Лесное", by=office["admin"])
    await group.reads("теперь объявляются здесь")
    await group.closes(topic, by=office["admin"])
    await late(office)
    await office["admin"].reads(f"Бот не может писать в чат группы «{TITLE}»")
    await office["head"].reads("⏰")


@pytest.mark.fault(12)
async def test_a_group_becomes_a_supergroup(office: Bureau) -> None:
    """The button that was offered before the group got its new id works on, and makes the new one the office's."""
    group = await office.town.group(BASIC, TITLE, members=everybody(office))
    offered = await group.reads("Объявлять сроки")
    new = await group.migrates()
    await offered.tap("Сроки сюда: Лесное", by=office["admin"])
    await new.reads("Сроки «Лесное» теперь объявляются здесь.")
    await late(office)
    await new.reads("⏰")


@pytest.mark.fault(12)
async def test_a_chosen_group_is_followed(office: Bureau) -> None:
    """Deadlines go on in the supergroup that the office's group has become."""
    group = await office.town.group(BASIC, TITLE, members=everybody(office))
    await chosen(office, group)
    new = await group.migrates()
    await late(office)
    await new.reads("⏰")


async def test_an_administrator_of_two_offices_chooses(tmp_path: Path) -> None:
    """Whoever administers two offices gets a button for each, and the group becomes that of the one he pressed."""
    async with bureau(tmp_path, OFFICE) as office:
        (tmp_path / "second.toml").write_text(SECOND, encoding="utf-8")
        load(office.environment, tmp_path / "second.toml")
        group = await grown(office)
        offered = await group.reads("Объявлять сроки")
        assert offered.labels == ["Сроки сюда: Лесное", "Сроки сюда: Полевое"]
        await offered.tap("Сроки сюда: Полевое", by=office["admin"])
        await group.reads("Сроки «Полевое» теперь объявляются здесь.")
        await office.stop()
        with sqlite3.connect(tmp_path / "office.db") as rows:
            kept = rows.execute("select key, group_address from offices order by id").fetchall()
        assert kept == [("lesnoe", None), ("polevoe", str(SUPERGROUP))]
