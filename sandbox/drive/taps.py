"""Taps, honest and forged; reactions."""

from typing import Any

from sandbox.chats.posting import update
from sandbox.chats.render import chat_json, for_bot, inaccessible
from sandbox.chats.state import Chat, Message
from sandbox.chats.world import World
from sandbox.drive import content
from sandbox.drive.acts import act, existing, maybe, need, number, place
from sandbox.drive.people import here
from sandbox.words import DriveError, Json


def chosen(message: Message, body: Json) -> str:
    """Return the data of the button which `button` names by its label or its data."""
    wanted = need(body, "button")
    rows = message.data.get("reply_markup", {}).get("inline_keyboard", [])
    every = [one for row in rows for one in row]
    found = next((one for one in every if wanted in (one["text"], one.get("callback_data"))), None)
    if found is None or "callback_data" not in found:
        raise DriveError(f"no button {wanted!r} to tap; buttons: {[one['text'] for one in every]}")
    data: str = found["callback_data"]
    return data


@act("tap")
def tap(world: World, body: Json) -> Json:
    """Tap a button; `data` forges any callback data instead, and `inaccessible` hides the message from the bot."""
    chat, user = place(world, body), number(body, "user")
    person = content.user_json(world, user)
    message = chat.messages.get(number(body, "message"))
    if message is None and not body.get("inaccessible"):
        raise DriveError(f"there is no message {body['message']} in chat {chat.key}")
    data = str(body["data"]) if "data" in body else chosen(existing(chat, body), body)
    bot = world.bots[tapped_bot(world, chat, message, body)]
    callback = world.add_callback(bot.id, user, chat.key, number(body, "message"))
    hidden = message is None or body.get("inaccessible")
    shown = (
        inaccessible(world, chat, number(body, "message"))
        if hidden or message is None
        else for_bot(world, bot.id, chat, message)
    )
    query: Json = {"id": callback.id, "from": person, "message": shown}
    update(world, bot, "callback_query", {**query, "chat_instance": str(abs(hash(chat.key))), "data": data})
    return {"callback": callback.id}


def tapped_bot(world: World, chat: Chat, message: Message | None, body: Json) -> int:
    """Return the bot which hears of a tap: the one that wrote the message."""
    if message is not None and message.author in world.bots:
        return message.author
    return chat.bot if chat.bot is not None else world.bot(maybe(body, "bot")).id


@act("react")
def react(world: World, body: Json) -> Json:
    """Set a reaction on a message; without `emoji` take it away."""
    chat, user = here(world, body)
    message = existing(chat, body)
    fresh: list[Json] = [{"type": "emoji", "emoji": body["emoji"]}] if body.get("emoji") else []
    kept = world.reactions.setdefault((chat.key, message.id), {})
    old, kept[user] = kept.get(user, []), fresh
    world.changes.add("reaction", chat.key, message, user=None, reaction=fresh)
    for bot in world.bots_in(chat):
        if chat.private or chat.admin(bot.id):
            update(world, bot, "message_reaction", reaction_json(world, chat, message, user, old, fresh))
    return {}


def reaction_json(world: World, chat: Chat, message: Message, user: int, old: Any, new: Any) -> Json:
    """Return the update about a changed reaction."""
    return {
        "chat": chat_json(world, chat),
        "message_id": message.id,
        "user": content.user_json(world, user),
        "date": world.now(),
        "old_reaction": old,
        "new_reaction": new,
    }
