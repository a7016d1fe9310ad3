"""Put messages into chats, change them, take them out; tell the bots which may hear of it."""

from dataclasses import dataclass
from typing import Any

from sandbox.chats.privacy import hears
from sandbox.chats.render import chat_json, for_bot
from sandbox.chats.state import Bot, Chat, Message
from sandbox.chats.world import World
from sandbox.words import Json


@dataclass(frozen=True)
class Extras:
    """What a message may carry besides its content; `inline` and `keyboard` are checked markups."""

    reply_to: int | None = None
    thread: int | None = None
    inline: Json | None = None
    keyboard: Json | None = None
    protect: bool = False


NOTHING = Extras()


def post(world: World, chat: Chat, author: int, content: Json, extras: Extras = NOTHING) -> Message:
    """Add a message to a chat; people's messages go to the bots which may hear them."""
    number = world.next_id(chat)
    data: Json = {"message_id": number, "date": world.now(), **sender(world, chat, author), **content}
    if extras.inline:
        data["reply_markup"] = extras.inline
    if extras.thread is not None:
        data |= {"message_thread_id": extras.thread, "is_topic_message": True}
    if extras.protect:
        data["has_protected_content"] = True
    message = Message(number, author, data, extras.reply_to, extras.keyboard)
    chat.messages[number] = message
    chat.last_bot = author if author in world.bots else chat.last_bot
    world.changes.add("message", chat.key, message)
    tell(world, chat, message, "channel_post" if chat.type == "channel" else "message")
    return message


def sender(world: World, chat: Chat, author: int) -> Json:
    """Return who a message is from: the channel itself, or a user."""
    if chat.type == "channel":
        return {"sender_chat": chat_json(world, chat)}
    user = world.users[author]
    own = ("id", "is_bot", "first_name", "last_name", "username", "language_code")
    return {"from": {name: user[name] for name in own if name in user}}


def tell(world: World, chat: Chat, message: Message, kind: str) -> None:
    """Give the message to every bot in the chat which may hear it; never to its author, nor from bot to bot."""
    if message.author in world.bots:
        return
    for bot in world.bots_in(chat):
        if hears(bot, chat, message):
            update(world, bot, kind, for_bot(world, bot.id, chat, message))


def update(world: World, bot: Bot, kind: str, body: Any) -> None:
    """Put an update into the queue of a bot."""
    limits = world.settings
    bot.queue.put(world.clock.now(), kind, body, limits.update_hours * 3600, limits.renumber_hours * 3600)


def change(world: World, chat: Chat, message: Message, content: Json, remove: tuple[str, ...] = ()) -> None:
    """Replace parts of a message and note the edit; a person's edit is told to the bots."""
    kept = {name: value for name, value in message.data.items() if name not in remove}
    message.data = {**kept, **content, "edit_date": world.now()}
    world.changes.add("edit", chat.key, message)
    tell(world, chat, message, "edited_channel_post" if chat.type == "channel" else "edited_message")


def remove(world: World, chat: Chat, number: int) -> None:
    """Take a message out of the chat, for everybody. Bots are never told."""
    message = chat.messages.pop(number)
    chat.pinned = [one for one in chat.pinned if one != number]
    world.changes.add("delete", chat.key, message)
