"""Nothing of one office shows in another: every command and every button, tried as a person of another office."""

import json
import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from handlers.links import linked
from handlers.menu import COMMANDS
from tests.conversations.attempts import Foreign, buttons, commands, sorts
from tests.conversations.together import Together, together

pytestmark = pytest.mark.clause("SOB-R5")

SECRETS = ("Тайногорск", "Скрытнев", "Потаённый", "укромном", "taynaya_stranica")
"""Words that stand in the hidden office alone: its name, its people, department, posts and accounts."""

HIDDEN = """
[office]
key = "hidden"
name = "Администрация Тайногорска"
procedures = ["sobolevo"]
zone = "Asia/Kamchatka"
group_chat = -1001000000031

[[department]]
key = "hidden-unit"
name = "Потаённый отдел"
topics = ["фонари"]

[[person]]
key = "hidden-curator"
name = "Ольга Скрытнева"
telegram_id = 6001
roles = ["curator", "administrator"]

[[person]]
key = "hidden-executor"
name = "Иван Скрытнев"
telegram_id = 6002
roles = ["executor"]
department = "hidden-unit"

[[person]]
key = "hidden-head"
name = "Глава Скрытнев"
telegram_id = 6003
roles = ["head", "coordinator"]

[[account]]
network = "vk"
name = "taynaya_stranica"
link = "https://vk.com/taynaya_stranica"
"""

OPEN = """
[office]
key = "open"
name = "Администрация Светлого"
procedures = ["sobolevo"]
zone = "Asia/Kamchatka"
group_chat = -1001000000032

[[department]]
key = "roads"
name = "Дороги"
topics = ["фонари"]

[[person]]
key = "all"
name = "Мастер на все руки"
telegram_id = 6101
roles = ["administrator", "curator", "coordinator", "head", "moderator", "executor"]
department = "roads"

[[person]]
key = "second"
name = "Вторая"
telegram_id = 6102
roles = ["administrator", "curator"]
"""

THEIRS = frozenset({6001, 6002, 6003, -1001000000031})
"""The chats of the hidden office."""

SINCE = 1_772_580_000_000_000
"""A moment, as the tables keep them."""

FOREIGN = Foreign(ids=(1, 3), keys=("hidden-unit", "hidden-executor", "hidden", "6002"))
"""The hidden office is loaded first, and has its cards first: these numbers are its own in every table."""

QUESTION = "У дома 5 на улице Лесной не горят фонари https://vk.com/wall-1_205"


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Together]:
    """Two offices; the hidden one has three cards in different steps, an invitation and an absence to come."""
    async with together(tmp_path, {"hidden": HIDDEN, "open": OPEN}) as ready:
        await _begin(ready)
        yield ready


async def _begin(office: Together) -> None:
    curator, executor = office["hidden-curator"], office["hidden-executor"]
    for number, text in enumerate((QUESTION, "Яма во дворе", "Мусор у дома 7"), start=1):
        await curator.says(f"{text} в укромном месте")
        card = await curator.reads(f"🆕 № {number} · ")
        if number == 3:
            await card.tap("→ Потаённый отдел")
            await (await executor.reads("вам: подготовить ответ")).reply("Уберём завтра в укромном дворе.")
            await (await executor.reads("Проект к № 3")).tap("На согласование")
            await office["hidden-head"].reads("согласовать ответ")
    await office["all"].says("Скамейка у школы")
    await office["all"].reads("🆕 № 1 · ")
    with sqlite3.connect(office.folder / "office.db") as conn:
        conn.execute(
            "insert into invitations (id, office, hash, roles, made_at, expires_at) values (1, 1, 'x', '[]', ?, ?)",
            (SINCE, 2 * SINCE),
        )
        conn.execute(
            "insert into absences (id, office, person, since, why, substitutes, stays, state, made_at)"
            " values (1, 1, 2, ?, 'leave', '[]', 0, 'planned', ?)",
            (2 * SINCE, SINCE),
        )
    conn.close()
    coming = "select 1 from outbox where status in ('new', 'sending') union select 1 from views where version < wanted"
    while office.rows(coming):
        await office["all"].history()
    office.began = (await office.town.calls())[-1]["number"]


def held_by(office: Together) -> dict[str, list[tuple[object, ...]]]:
    """All rows that belong to the hidden office; when a message of its was last drawn anew is no part of them."""
    tables = [str(row[0]) for row in office.rows("select name from sqlite_master where type = 'table'")]
    found = {}
    for table in tables:
        columns = [str(row[1]) for row in office.rows(f"pragma table_info({table})")]
        if table == "offices":
            found[table] = office.rows("select * from offices where id = 1")
        elif "office" in columns:
            found[table] = office.rows(f"select * from {table} where office = 1 order by 1")  # noqa: S608 - our names
        elif table == "views":
            names = "card, lane, message_id, version, wanted, live"
            found[table] = office.rows(f"select {names} from views where card <= 3 order by id")  # noqa: S608 - ours
        elif "card" in columns:
            found[table] = office.rows(f"select * from {table} where card <= 3 order by 1, 2")  # noqa: S608 - our names
    return found


async def said_to_others(office: Together) -> str:
    """All that the bot has said, since the hidden office came to rest, to anybody but its people and its group."""
    calls = await office.town.calls(after=office.began)
    return json.dumps([one["params"] for one in calls if _chat(one) not in THEIRS], ensure_ascii=False)


def _chat(call: dict[str, object]) -> int:
    params = call["params"]
    found = params.get("chat_id", 0) if isinstance(params, dict) else 0
    return int(found)


def _secret(text: str) -> list[str]:
    return [word for word in SECRETS if word in text]


async def settled(office: Together) -> None:
    """Everything that was sent has been dealt with, and is answered."""
    await office["all"].says("/help")
    await office["all"].reads("/my — мои карточки", seconds=90)


async def test_every_command_and_button_is_tried() -> None:
    """The attempts know what the menu and the conversations know, and nothing is tried that could not be sent."""
    assert set(COMMANDS) <= set(commands())
    tried = tuple(buttons(FOREIGN))
    assert [one for one in sorts() if not any(data.startswith(one.__prefix__) for data in tried)] == []
    assert len(tried) > 2 * len(sorts())


@pytest.mark.attack(2)
async def test_commands_show_nothing_of_another_office(office: Together) -> None:
    """Every command, bare and with another office's numbers, words and keys, says nothing of it and changes nothing."""
    before, all_ = held_by(office), office["all"]
    await all_.catches_up()
    for name in commands():
        for given in ("", " 3", " card_3-1", " card_3", " фонари", " Ольга", " hidden", " № 3"):
            await all_.says(f"/{name}{given}")
        await all_.says("/cancel")
    for said in ("№ 3", "3", "/card 3", "/my"):
        await all_.at(office.groups["open"]).says(said)
    mine = await all_.says("№ 3 · Потом")
    await mine.reply("3")
    for link in ("card_1-1", "card_3-1", "card_3"):
        assert linked(link) is not None
        await all_.starts(link)
    await settled(office)
    assert _secret(await said_to_others(office)) == []
    assert held_by(office) == before
    assert office.rows("select body, error from inbox where status = 'dead' or attempts > 0") == []


@pytest.mark.attack(2)
async def test_buttons_do_nothing_in_another_office(office: Together) -> None:
    """Every sort of button with another office's cards, people and keys: no word of it comes, nothing of it changes."""
    before, all_ = held_by(office), office["all"]
    await all_.says("/help")
    under = await all_.reads("/my — мои карточки")
    for data in buttons(FOREIGN):
        await under.forge(data)
    await settled(office)
    assert _secret(await said_to_others(office)) == []
    assert held_by(office) == before
    assert office.rows("select body, error from inbox where status = 'dead' or attempts > 0") == []
    assert office.rows("select active from people where key = 'all'") == [(1,)]


@pytest.mark.attack(2)
async def test_a_tap_on_another_office_s_card_is_as_on_none(office: Together) -> None:
    """The answer to a tap on another office's card is to the letter the answer to a tap on a card that is not there."""
    all_ = office["all"]
    await all_.says("/help")
    under = await all_.reads("/my — мои карточки")
    await all_.catches_up()
    taps = ("t:{}:1:route:roads", "t:{}:1:importance:high", "m:{}", "e:{}:0", "y:{}:0", "pd:{}:1:1:0", "pb:{}", "bl:{}")
    for data in taps:
        answers = [(await all_.answered(await under.forge(data.format(card)))).text for card in (3, 777)]
        assert answers[0] == answers[1], data
    for data in ("w:{}", "c:{}"):
        for card in (3, 777):
            await under.forge(data.format(card))
            await all_.reads("Такой карточки нет")


async def test_a_post_is_no_repeat_of_another_office_s(office: Together) -> None:
    """A post that the other office has had is new here: its cards are not looked through for likely repeats."""
    await office["second"].says(QUESTION)
    card = await office["second"].reads("🆕 № 2 · ")
    await card.forge("y:4:1")
    await settled(office)
    said = await said_to_others(office)
    assert "возможно, повтор" not in said
    assert _secret(said) == []


async def test_rings_stay_in_their_office(office: Together) -> None:
    """What is late in one office is told to its own people and group, and to nobody of the other."""
    office.set_clock("2026-03-04T17:55")
    await office["hidden-head"].reads("Напоминания", seconds=30)
    await office["all"].reads("№ 1 · ", seconds=30)
    office.set_clock("2026-03-05T12:00")
    await office.groups["hidden"].reads("❗", seconds=30)
    await office.groups["open"].reads("❗", seconds=30)
    await settled(office)
    assert _secret(await said_to_others(office)) == []
    theirs = [one for one in await office.town.calls() if _chat(one) in THEIRS]
    assert "Скамейка" not in json.dumps(theirs, ensure_ascii=False)
