"""Which of a bot's lists of commands a person sees: the narrowest scope wins, the person's language before none."""

from sandbox.api.self import scope_key
from sandbox.chats.state import Bot, Chat
from sandbox.chats.world import World
from sandbox.words import Json


def scopes(chat: Chat, user: int) -> list[Json]:
    """Return the scopes which apply, narrowest first."""
    if chat.private:
        return [{"type": "chat", "chat_id": chat.id}, {"type": "all_private_chats"}, {"type": "default"}]
    admin = [{"type": "chat_administrators", "chat_id": chat.id}] if chat.admin(user) else []
    admins = [{"type": "all_chat_administrators"}] if chat.admin(user) else []
    return [
        {"type": "chat_member", "chat_id": chat.id, "user_id": user},
        *admin,
        {"type": "chat", "chat_id": chat.id},
        *admins,
        {"type": "all_group_chats"},
        {"type": "default"},
    ]


def menu_of(world: World, bot: Bot, chat: Chat, user: int) -> list[Json]:
    """Return the commands which the person sees in the chat."""
    language = str(world.user(user).get("language_code", ""))
    for scope in scopes(chat, user):
        for wanted in (language, ""):
            if found := bot.commands.get(scope_key(scope, wanted)):
                return found
    return []
