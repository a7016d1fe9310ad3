"""Where a forwarded message comes from, and what of a message goes with a forward or a copy."""

from sandbox.chats.render import chat_json
from sandbox.chats.state import MEDIA, Chat, Message
from sandbox.chats.world import World
from sandbox.words import Json

CONTENT = (
    *MEDIA, "text", "entities", "caption", "caption_entities", "contact", "link_preview_options",
    "show_caption_above_media", "has_media_spoiler",
)  # fmt: skip


def content(message: Message) -> Json:
    """Return what a message says, without who, when and where."""
    return {name: message.data[name] for name in CONTENT if name in message.data}


def origin(world: World, chat: Chat, message: Message) -> Json:
    """Return the origin for a forward of this message; a forward of a forward keeps the first one."""
    if "forward_origin" in message.data:
        kept: Json = message.data["forward_origin"]
        return kept
    date = message.data["date"]
    if chat.type == "channel":
        return {"type": "channel", "date": date, "chat": chat_json(world, chat), "message_id": message.id}
    user = message.data.get("from", world.users.get(message.author, {}))
    if world.users.get(message.author, {}).get("hides_forwards"):
        return {"type": "hidden_user", "date": date, "sender_user_name": user["first_name"]}
    return {"type": "user", "date": date, "sender_user": user}
