"""Groups: privacy, topics, membership, migration, channels."""

import pytest

from sandbox.people import Group, Person, Town
from tests.sandbox.robot import Robot

ID = -1_001_000_000_001


@pytest.fixture
async def group(town: Town, robot: Robot, anna: Person) -> Group:
    """A supergroup in which the bot is a simple member."""
    made = await town.supergroup(ID, "Администрация", members=[anna], bot=robot.id)
    await robot.updates()
    return made


async def heard(robot: Robot) -> list[str]:
    """Return the texts which the bot was given."""
    return [one["message"].get("text", "") for one in await robot.updates() if "message" in one]


async def test_bot_learns_that_it_was_added(town: Town, robot: Robot, anna: Person) -> None:
    """Being added brings my_chat_member and a service message."""
    await town.supergroup(ID, "Администрация", members=[anna], bot=robot.id)
    member, service = await robot.updates()
    assert member["my_chat_member"]["new_chat_member"]["status"] == "member"
    assert service["message"]["new_chat_members"][0]["id"] == robot.id


async def test_privacy_mode(group: Group, robot: Robot, anna: Person) -> None:
    """With privacy mode a bot hears commands to it and replies to it, and nothing else that is said."""
    seat = anna.at(group)
    await seat.says("просто разговор")
    await seat.says("/board@otklik_test_bot")
    await seat.says("/board@another_bot")
    await seat.says("/my")
    await robot.ok("sendMessage", chat_id=ID, text="вопрос")
    await (await seat.reads("вопрос")).reply("ответ")
    assert await heard(robot) == ["/board@otklik_test_bot", "/my", "ответ"]


async def test_administrator_hears_all(group: Group, robot: Robot, anna: Person) -> None:
    """As an administrator the bot hears everything."""
    await group.member(robot.id, "administrator")
    await robot.updates()
    await anna.at(group).says("просто разговор")
    assert await heard(robot) == ["просто разговор"]


async def test_privacy_can_be_off(group: Group, robot: Robot, anna: Person, town: Town) -> None:
    """A bot whose privacy mode is off hears everything, and getMe says so."""
    await town.bot(robot.id, can_read_all_group_messages=True)
    await anna.at(group).says("просто разговор")
    assert await heard(robot) == ["просто разговор"]
    assert (await robot.ok("getMe"))["can_read_all_group_messages"]


async def test_topics(town: Town, robot: Robot, anna: Person) -> None:
    """Messages go into a topic by its number, and the answer carries it."""
    forum = await town.supergroup(ID, "Форум", members=[anna], bot=robot.id, admin=True, is_forum=True)
    thread = (await robot.ok("createForumTopic", chat_id=ID, name="Сроки"))["message_thread_id"]
    sent = await robot.ok("sendMessage", chat_id=ID, message_thread_id=thread, text="скоро срок")
    assert (sent["message_thread_id"], sent["is_topic_message"]) == (thread, True)
    assert (await forum.reads("скоро срок")).thread == thread
    assert await forum.topic("Прочее", by=anna) > thread


async def test_a_closed_topic(town: Town, robot: Robot, anna: Person) -> None:
    """Into a closed topic only an administrator who manages topics writes; the rest of the forum stays open."""
    forum = await town.supergroup(ID, "Форум", members=[anna], bot=robot.id, is_forum=True)
    thread = await forum.topic("Сроки", by=anna)
    await forum.closes(thread, by=anna)
    refused = await robot.call("sendMessage", chat_id=ID, message_thread_id=thread, text="срок")
    assert (refused["error_code"], refused["description"]) == (400, "Bad Request: TOPIC_CLOSED")
    await robot.ok("sendMessage", chat_id=ID, text="в общую")
    await forum.member(robot.id, "administrator", can_manage_topics=True)
    await robot.ok("sendMessage", chat_id=ID, message_thread_id=thread, text="срок")
    await forum.member(robot.id, "member")
    await forum.closes(thread, by=anna, closed=False)
    await robot.ok("sendMessage", chat_id=ID, message_thread_id=thread, text="срок")


async def test_migration(town: Town, robot: Robot, anna: Person) -> None:
    """A group which becomes a supergroup says so in both chats."""
    group = await town.group(-500, "Малая", members=[anna], bot=robot.id)
    await robot.updates()
    await group.migrates(ID)
    old, new = [one["message"] for one in await robot.updates()]
    assert (old["chat"]["id"], old["migrate_to_chat_id"]) == (-500, ID)
    assert (new["chat"]["id"], new["migrate_from_chat_id"]) == (ID, -500)
    await robot.ok("sendMessage", chat_id=ID, text="здесь")


async def test_members(group: Group, robot: Robot, anna: Person, town: Town) -> None:
    """Members, administrators and their count are told as they are."""
    await group.member(robot.id, "administrator", can_pin_messages=False)
    assert (await robot.ok("getChatMember", chat_id=ID, user_id=1001))["status"] == "creator"
    assert {one["status"] for one in await robot.ok("getChatAdministrators", chat_id=ID)} == {
        "creator",
        "administrator",
    }
    assert await robot.ok("getChatMemberCount", chat_id=ID) == 2
    boris = await town.person(1002, "Борис", bot=robot.id)
    await boris.joins(group)
    assert (await robot.ok("getChatMember", chat_id=ID, user_id=1002))["status"] == "member"
    sent = await robot.ok("sendMessage", chat_id=ID, text="важно")
    refusal = await robot.fails("pinChatMessage", chat_id=ID, message_id=sent["message_id"])
    assert refusal == "Bad Request: not enough rights to manage pinned messages in the chat"


async def test_channel_posts(town: Town, robot: Robot, anna: Person) -> None:
    """A bot that is an administrator of a channel hears its posts and can post."""
    await town.channel(ID, "Новости", members=[anna], bot=robot.id, admin=True, username="novosti")
    await robot.updates()
    await anna.at(ID).says("пост")
    assert (await robot.updates())[0]["channel_post"]["sender_chat"]["id"] == ID
    sent = await robot.ok("sendMessage", chat_id="@novosti", text="ответ")
    assert "from" not in sent


async def test_blocking(robot: Robot, anna: Person) -> None:
    """Blocking and pressing Start again are told by my_chat_member."""
    await anna.blocks()
    await anna.starts("card_12")
    blocked, back, start = await robot.updates()
    assert blocked["my_chat_member"]["new_chat_member"]["status"] == "kicked"
    assert back["my_chat_member"]["new_chat_member"]["status"] == "member"
    assert start["message"]["text"] == "/start card_12"


async def test_edit_reaches_one_who_blocked(robot: Robot, anna: Person) -> None:
    """A bot may still edit its messages in the chat of a person who blocked it."""
    sent = await robot.ok("sendMessage", chat_id=1001, text="а")
    await anna.blocks()
    await robot.ok("editMessageText", chat_id=1001, message_id=sent["message_id"], text="б")


async def test_command_without_a_name_goes_to_the_bot_which_spoke_last(
    group: Group, robot: Robot, other: Robot, anna: Person
) -> None:
    """Once another bot has spoken, a command without a name is for that one, as are replies to it."""
    await group.member(other.id)
    await other.ok("sendMessage", chat_id=ID, text="я другой")
    await robot.updates()
    await anna.at(group).says("/my")
    await (await anna.at(group).reads("я другой")).reply("хорошо")
    assert await heard(robot) == []
    assert await heard(other) == ["", "/my", "хорошо"]


async def test_change_of_rank_is_no_coming_or_going(group: Group, robot: Robot) -> None:
    """A member who becomes an administrator does not join again."""
    await group.member(robot.id, "administrator")
    assert [set(one) - {"update_id"} for one in await robot.updates()] == [{"my_chat_member"}]
