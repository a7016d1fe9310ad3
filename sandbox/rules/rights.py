"""May the bot write here? Which chat is meant, whether it is a member, what it is allowed to send."""

from sandbox.chats.state import Bot, Chat, key_of
from sandbox.chats.world import World
from sandbox.words import ApiError, bad, forbidden

NOUNS = {
    "text": ("can_send_messages", "text messages"),
    "photo": ("can_send_photos", "photos"),
    "video": ("can_send_videos", "videos"),
    "document": ("can_send_documents", "documents"),
    "audio": ("can_send_audios", "music"),
    "voice": ("can_send_voice_notes", "voice notes"),
    "sticker": ("can_send_other_messages", "stickers"),
    "animation": ("can_send_other_messages", "animations"),
}


def find(world: World, bot: Bot, chat: int | str) -> Chat:
    """Return the chat which a parameter means; raise ApiError where the bot cannot know it."""
    if isinstance(chat, int) and chat > 0:
        return _private(world, bot, chat)
    found = world.chats.get(str(chat)) or (world.named(chat) if isinstance(chat, str) else None)
    if found is None or found.status(bot.id) == "none":
        raise bad("chat not found")
    return found


def _private(world: World, bot: Bot, chat: int) -> Chat:
    found = world.chats.get(key_of(chat, bot.id))
    if found is None and (chat not in world.users or chat in world.bots):
        raise bad("chat not found")
    return found or world.private(chat, bot.id)


def reachable(world: World, bot: Bot, chat: int | str) -> Chat:
    """Return a chat in which the bot is; raise ApiError 403 or 400 as the server does."""
    found = find(world, bot, chat)
    if found.migrated_to is not None:
        raise ApiError(
            400,
            "Bad Request: group chat was upgraded to a supergroup chat",
            {"migrate_to_chat_id": found.migrated_to},
        )
    if found.private:
        _open(world, found)
    else:
        _member(found, bot)
    return found


def _open(world: World, chat: Chat) -> None:
    if chat.id in world.deactivated:
        raise forbidden("user is deactivated")
    if chat.blocked:
        raise forbidden("bot was blocked by the user")
    if not chat.opened:
        raise forbidden("bot can't initiate conversation with a user")


def _member(chat: Chat, bot: Bot) -> None:
    status = chat.status(bot.id)
    if status == "kicked":
        raise forbidden(f"bot was kicked from the {chat.type} chat")
    if not chat.has(bot.id):
        raise forbidden(f"bot is not a member of the {chat.type} chat")


def writable(world: World, bot: Bot, chat: int | str, kind: str) -> Chat:
    """Return a chat to which the bot may send a message of this kind."""
    found = reachable(world, bot, chat)
    if found.private:
        return found
    if found.type == "channel" and not found.admin(bot.id):
        raise bad("need administrator rights in the channel chat")
    if not found.admin(bot.id):
        _allowed(found, bot, kind)
    return found


def _allowed(chat: Chat, bot: Bot, kind: str) -> None:
    right, noun = NOUNS[kind]
    own = chat.members[bot.id] if chat.status(bot.id) == "restricted" else {}
    if not own.get(right, True) or not chat.permissions.get(right, True):
        raise bad(f"not enough rights to send {noun} to the chat")


def topic_open(chat: Chat, bot: Bot, topic: int | None) -> None:
    """Refuse a closed topic to everybody but administrators who manage topics."""
    member = chat.members.get(bot.id, {})
    rules = member.get("status") == "administrator" and member.get("can_manage_topics", True)
    if topic in chat.closed_topics and not rules:
        raise bad("TOPIC_CLOSED")


def needs(chat: Chat, bot: Bot, right: str, refusal: str) -> None:
    """Require a right of an administrator, or that the chat gives it to every member."""
    member = chat.members.get(bot.id, {})
    if chat.private or member.get("status") == "creator":
        return
    by_rank = member.get("status") == "administrator" and member.get(right, True)
    if not by_rank and not chat.permissions.get(right, False):
        raise bad(refusal)
