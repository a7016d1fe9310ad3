"""A chat and a message as a bot sees them (file ids are its own), and as a person sees them."""

from typing import Any

from sandbox.chats.state import Chat, Message
from sandbox.chats.world import World
from sandbox.words import Json

SHOWN = ("callback_data", "url", "style", "copy_text", "login_url", "web_app")


def chat_json(world: World, chat: Chat) -> Json:
    """Return the chat as it stands in a message."""
    if chat.private:
        user = world.users[chat.id]
        names = {name: user[name] for name in ("first_name", "last_name", "username") if user.get(name)}
        return {"id": chat.id, **names, "type": "private"}
    card: Json = {"id": chat.id, "title": chat.title, "type": chat.type}
    if chat.username:
        card["username"] = chat.username
    if chat.is_forum:
        card["is_forum"] = True
    return card


def for_bot(world: World, bot: int, chat: Chat, message: Message, nested: bool = True) -> Json:
    """Return the message as the Bot API shows it to this bot."""
    shown: Json = {**message.data, "chat": chat_json(world, chat)}
    kind = message.media
    if kind:
        shown[kind] = with_ids(world, bot, shown[kind])
        if kind == "animation":
            shown["document"] = shown[kind]
    if nested and message.reply_to is not None and message.reply_to in chat.messages:
        shown["reply_to_message"] = for_bot(world, bot, chat, chat.messages[message.reply_to], nested=False)
    if "pinned_message" in shown:
        pinned = chat.messages.get(shown["pinned_message"])
        shown["pinned_message"] = (
            for_bot(world, bot, chat, pinned, nested=False) if pinned else inaccessible(world, chat, message.id)
        )
    return shown


def inaccessible(world: World, chat: Chat, message: int) -> Json:
    """Return a message that is too old to be shown: date 0 and no text."""
    return {"chat": chat_json(world, chat), "message_id": message, "date": 0}


def with_ids(world: World, bot: int, media: Any) -> Any:
    """Put the bot's own file_id beside every file_unique_id."""
    if isinstance(media, list):
        return [with_ids(world, bot, size) for size in media]
    shown = {"file_id": world.files.id_for(bot, media["file_unique_id"]), **media}
    if "thumbnail" in media:
        shown["thumbnail"] = with_ids(world, bot, media["thumbnail"])
    return shown


def button(one: Json) -> Json:
    """Return a button with its label and what it does."""
    return {"text": one["text"], **{name: one[name] for name in SHOWN if name in one}}


def media_view(world: World, message: Message, data: Json) -> Json | None:
    """Return what a person knows of a message's media."""
    kind = next((kind for kind in (message.media,) if kind and kind in data), None)
    if kind is None:
        return None
    part = data[kind][-1] if kind == "photo" else data[kind]
    stored = world.files.by_key[part["file_unique_id"]]
    return {"kind": kind, "key": stored.key, "name": stored.name, "mime": stored.mime, "size": stored.size}


def author_view(world: World, message: Message, data: Json) -> Json:
    """Return who wrote a message: a person, a bot, or the channel itself."""
    user = world.users.get(message.author, {})
    name = data["sender_chat"]["title"] if "sender_chat" in data else user.get("first_name", "")
    return {"id": message.author, "name": name, "is_bot": user.get("is_bot", False)}


def view(world: World, chat: Chat, message: Message, data: Json | None = None) -> Json:
    """Return the message as a person sees it, with the state it had when `data` was its content."""
    data = message.data if data is None else data
    rows = data.get("reply_markup", {}).get("inline_keyboard", [])
    return {
        "id": message.id,
        "chat": {**chat_json(world, chat), "bot": chat.bot},
        "from": author_view(world, message, data),
        "date": data["date"],
        "edited": "edit_date" in data,
        "text": data.get("text", data.get("caption", "")),
        "entities": data.get("entities", data.get("caption_entities", [])),
        "buttons": [[button(one) for one in row] for row in rows],
        "keyboard": message.keyboard,
        "media": media_view(world, message, data),
        "album": data.get("media_group_id"),
        "reply_to": message.reply_to,
        "forward": data.get("forward_origin"),
        "thread": data.get("message_thread_id"),
        "reactions": world.reactions.get((chat.key, message.id), {}),
        "service": service(data),
    }


def service(data: Json) -> Json:
    """Return what a service message tells of."""
    names = (
        "new_chat_members", "left_chat_member", "migrate_to_chat_id", "migrate_from_chat_id", "pinned_message",
        "forum_topic_created", "forum_topic_closed", "forum_topic_reopened", "contact",
    )  # fmt: skip
    return {name: data[name] for name in names if name in data}
