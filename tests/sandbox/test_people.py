"""The client for tests."""

import asyncio

import pytest

from sandbox.people import Person, Town, TownError, channel, hidden, photo, user, video
from tests.sandbox.robot import Robot

KEYS = {"inline_keyboard": [[{"text": "→ Дороги", "callback_data": "r:1", "style": "primary"}]]}


async def test_conversation(robot: Robot, anna: Person) -> None:
    """A person writes, reads the answer, taps, and sees the toast and the edit."""
    await anna.says("/start")
    update = (await robot.updates())[0]
    assert update["message"]["text"] == "/start"
    assert update["message"]["entities"] == [{"type": "bot_command", "offset": 0, "length": 6}]
    sent = await robot.ok("sendMessage", chat_id=1001, text="<b>№ 1</b>", parse_mode="HTML", reply_markup=KEYS)
    card = await anna.reads("№ 1")
    assert card.html == "<b>№ 1</b>"
    assert card.buttons[0][0].style == "primary"
    await card.tap("→ Дороги")
    query = (await robot.updates())[0]["callback_query"]
    assert query["data"] == "r:1"
    await robot.ok("answerCallbackQuery", callback_query_id=query["id"], text="Готово")
    await robot.ok("editMessageText", chat_id=1001, message_id=sent["message_id"], text="№ 1: дороги")
    assert (await anna.toast()).text == "Готово"
    await anna.sees(card, "дороги")
    assert card.edited
    assert card.labels == []


async def test_waiting_ends_when_the_message_comes(robot: Robot, anna: Person) -> None:
    """A reader who waits gets a message which comes later."""
    async with asyncio.TaskGroup() as group:
        waiting = group.create_task(anna.reads("позже"))
        group.create_task(robot.ok("sendMessage", chat_id=1001, text="чуть позже"))
    assert waiting.result().text == "чуть позже"


async def test_failure_shows_the_chat(robot: Robot, anna: Person) -> None:
    """When nothing comes, the error holds the whole chat."""
    await anna.says("Есть кто?")
    with pytest.raises(AssertionError, match="Есть кто"):
        await anna.reads("Да", seconds=0.05)


async def test_forwards_of_all_origins(robot: Robot, anna: Person) -> None:
    """A forward carries its origin, with media and in albums too."""
    await anna.forwards("На улице Лесной…", origin=hidden("Житель"))
    await anna.forwards("Нет света", origin=user("Пётр", id=55))
    await anna.forwards("Новость", origin=channel("Посёлок", username="poselok", message_id=17), photo=True)
    await anna.sends_album([photo(), video()], caption="Яма", origin=hidden("Житель"))
    found = [one["message"] for one in await robot.updates()]
    assert [one["forward_origin"]["type"] for one in found] == ["hidden_user", "user", "channel", *["hidden_user"] * 2]
    assert found[2]["caption"] == "Новость"
    assert found[2]["photo"][-1]["file_id"] != found[2]["photo"][0]["file_id"]
    assert found[3]["media_group_id"] == found[4]["media_group_id"]
    assert "caption" not in found[4]


async def test_reply_edit_and_delete(robot: Robot, anna: Person) -> None:
    """A person replies to, edits and deletes messages."""
    await robot.ok("sendMessage", chat_id=1001, text="Что не так?")
    question = await anna.reads("Что не так?")
    answer = await question.reply("Всё", photo=True)
    await answer.edit("Почти всё")
    await answer.delete()
    first, second = await robot.updates()
    assert first["message"]["reply_to_message"]["text"] == "Что не так?"
    assert second["edited_message"]["caption"] == "Почти всё"
    assert "edit_date" in second["edited_message"]
    assert [one.text for one in await anna.history()] == ["Что не так?"]


async def test_forged_callback(robot: Robot, anna: Person, town: Town) -> None:
    """Any person can send any callback data on any message, even an inaccessible one."""
    other = await town.person(1002, "Борис", bot=robot.id)
    await robot.ok("sendMessage", chat_id=1001, text="Карточка", reply_markup=KEYS)
    card = await anna.reads("Карточка")
    await card.forge("r:999", by=other)
    await anna.forge(card, "r:1", inaccessible=True)
    forged, blind = [one["callback_query"] for one in await robot.updates()]
    assert (forged["from"]["id"], forged["data"], forged["message"]["chat"]["id"]) == (1002, "r:999", 1001)
    assert (blind["message"]["date"], "text" in blind["message"]) == (0, False)
    with pytest.raises(TownError, match="no button"):
        await card.tap("Нет такой")


async def test_long_text_is_split_as_clients_do(robot: Robot, anna: Person) -> None:
    """A text of 5,000 characters arrives as two messages."""
    await anna.says("я" * 5000)
    assert [len(one["message"]["text"]) for one in await robot.updates()] == [4096, 904]


async def test_menu_follows_scope_and_language(robot: Robot, anna: Person, town: Town) -> None:
    """A person sees the narrowest list of commands, in the own language first."""
    john = await town.person(1003, "John", bot=robot.id, language="en")
    usual = [{"command": "start", "description": "Начать"}]
    own = [{"command": "board", "description": "Работа"}]
    await robot.ok("setMyCommands", commands=usual)
    await robot.ok("setMyCommands", commands=own, scope={"type": "chat", "chat_id": 1001})
    await robot.ok("setMyCommands", commands=[{"command": "hello", "description": "Hi"}], language_code="en")
    assert await anna.menu() == ["board"]
    assert await john.menu() == ["hello"]


async def test_snapshot_restores_everything(robot: Robot, anna: Person, town: Town) -> None:
    """After a snapshot is restored chats, files, queues and ids go on as they were."""
    await anna.sends("подпись", photo=b"\x89PNG\r\n\x1a\n0000")
    kept = await town.snapshot()
    before = await robot.ok("getUpdates")
    await town.reset()
    await town.restore(kept)
    assert await robot.ok("getUpdates") == before
    assert await (await anna.history())[0].content() == b"\x89PNG\r\n\x1a\n0000"
    file_id = before[0]["message"]["photo"][-1]["file_id"]
    assert (await robot.ok("sendPhoto", chat_id=1001, photo=file_id))["message_id"] == 2


async def test_events_are_streamed(robot: Robot, anna: Person, town: Town) -> None:
    """A page that listens is told of each change that the person sees, and of no other."""
    await town.person(1002, "Борис", bot=robot.id)
    async with robot.session.get(f"{town.url}/sandbox/events", params={"user": 1001}) as stream:
        await robot.ok("sendMessage", chat_id=1002, text="не Анне")
        await robot.ok("sendMessage", chat_id=1001, text="Анне")
        hello = [await stream.content.readline() for _ in range(3)]
        lines = [await stream.content.readline() for _ in range(2)]
    assert hello[0] == b"event: hello\n"
    assert lines[0].startswith(b"id: ")
    assert '"text": "Анне"' in lines[1].decode()
    assert anna.id == 1001


async def test_toast_is_seen_by_the_one_who_tapped(robot: Robot, anna: Person, town: Town) -> None:
    """In a group the answer to a tap is seen by one person, and one's own words are no news to oneself."""
    boris = await town.person(1002, "Борис", bot=robot.id)
    group = await town.supergroup(-1_001_000_000_001, "Группа", members=[anna, boris], bot=robot.id)
    await robot.ok("sendMessage", chat_id=group.id, text="Срок", reply_markup=KEYS)
    ping = await anna.at(group).reads("Срок")
    callback = await ping.tap("→ Дороги")
    await robot.ok("answerCallbackQuery", callback_query_id=callback, text="Принято", show_alert=True)
    toast = await anna.at(group).answered(callback)
    assert (toast.text, toast.alert) == ("Принято", True)
    with pytest.raises(AssertionError, match="no tap was answered"):
        await boris.at(group).answered(seconds=0.05)
    await anna.at(group).says("поняла")
    await anna.at(group).nothing_new()
    assert (await boris.at(group).reads("поняла")).author == "Анна"


async def test_reply_to_what_is_not_there(robot: Robot, anna: Person, town: Town) -> None:
    """A reply whose target is missing can be sent without it; a message of another chat is no target."""
    await town.supergroup(-1_001_000_000_001, "Группа", members=[anna], bot=robot.id)
    said = await anna.says("а")
    missing = {"message_id": 99, "allow_sending_without_reply": True}
    assert "reply_to_message" not in await robot.ok("sendMessage", chat_id=1001, text="б", reply_parameters=missing)
    elsewhere = {"message_id": said.id, "chat_id": -1_001_000_000_001}
    refusal = await robot.fails("sendMessage", chat_id=1001, text="б", reply_parameters=elsewhere)
    assert refusal == "Bad Request: message to be replied not found"
