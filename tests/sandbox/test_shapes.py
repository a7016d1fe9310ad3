"""What the sandbox returns has every field which the published types require, read here by aiogram's models."""

from collections.abc import AsyncIterator

import pytest
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import BufferedInputFile, InaccessibleMessage, InputMediaPhoto, Message

from sandbox.people import Person, Town, channel, chat, hidden, user
from tests.sandbox.robot import Robot

GROUP = -1_001_000_000_001
KINDS = ["photo", "video", "voice", "sticker", "animation", "audio", "document", "video_note"]
EVERYTHING = ["message", "edited_message", "callback_query", "my_chat_member", "chat_member", "message_reaction"]


@pytest.fixture
async def bot(town: Town, robot: Robot) -> AsyncIterator[Bot]:
    """A bot on aiogram."""
    made = Bot(robot.token, session=AiohttpSession(api=TelegramAPIServer.from_base(town.url)))
    yield made
    await made.session.close()


async def test_messages_of_every_kind(bot: Bot, anna: Person) -> None:
    """Media, contacts and forwards of all origins are read as what they are."""
    for kind in KINDS:
        await anna.sends_media(kind)
    await anna.sends_contact("+70000000000", "Борис")
    for origin in (hidden("Житель"), user("Пётр"), chat("Чат"), channel("Посёлок")):
        await anna.forwards("пост", origin=origin)
    found = [one.message for one in await bot.get_updates()]
    assert [one.content_type for one in found if one] == [*KINDS, "contact", *["text"] * 4]
    assert [one.forward_origin.type for one in found if one and one.forward_origin] == [
        "hidden_user",
        "user",
        "chat",
        "channel",
    ]


async def test_updates_of_every_kind(bot: Bot, anna: Person, town: Town) -> None:
    """Edits, taps, memberships and reactions are read as what they are."""
    await bot.get_updates(allowed_updates=EVERYTHING)
    boris = await town.person(1002, "Борис", bot=bot.id)
    group = await town.supergroup(GROUP, "Группа", members=[anna], bot=bot.id, admin=True)
    await boris.joins(group)
    await group.member(boris, "restricted", can_send_messages=True)
    await group.member(boris, "kicked")
    await (await anna.says("а")).edit("б")
    sent = await bot.send_message(1001, "в")
    await anna.forge(sent.message_id, "1")
    await anna.forge(sent.message_id, "1", inaccessible=True)
    await (await anna.reads("в")).react("👍")
    updates = await bot.get_updates(allowed_updates=EVERYTHING)
    assert {one.event_type for one in updates} == set(EVERYTHING)
    taps = [one.callback_query.message for one in updates if one.callback_query]
    assert [type(one) for one in taps] == [Message, InaccessibleMessage]


async def test_results(bot: Bot, anna: Person, town: Town) -> None:
    """The bot, chats, members, files and albums are read as what they are."""
    await town.supergroup(GROUP, "Группа", members=[anna], bot=bot.id, admin=True)
    assert (await bot.get_me()).can_join_groups
    pinned = await bot.send_message(GROUP, "важно")
    await bot.pin_chat_message(GROUP, pinned.message_id)
    full = await bot.get_chat(GROUP)
    assert isinstance(full.pinned_message, Message)
    assert full.pinned_message.text == "важно"
    assert (await bot.get_chat(1001)).first_name == "Анна"
    assert {one.status for one in await bot.get_chat_administrators(GROUP)} == {"creator", "administrator"}
    picture = BufferedInputFile(b"\x89PNG\r\n\x1a\n", "a.png")
    album = await bot.send_media_group(1001, [InputMediaPhoto(media=picture), InputMediaPhoto(media=picture)])
    assert album[0].photo
    assert (await bot.get_file(album[0].photo[-1].file_id)).file_path
    assert (await bot.get_webhook_info()).url == ""
