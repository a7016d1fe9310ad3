"""Everything the page shows at once, when it opens or when all has changed."""

from sandbox.chats.render import view
from sandbox.chats.state import Chat
from sandbox.chats.world import World
from sandbox.drive.acts import act
from sandbox.menu import menu_of
from sandbox.words import Json

MOST = 400
"""So many of the newest messages of a chat are shown."""


@act("scene", reads=True)
def scene(world: World, _: Json) -> Json:
    """Return all people, bots and chats with their newest messages, and the number of the last change."""
    return {
        "world": world.name,
        "last": world.changes.last,
        "bots": [bot.user for bot in world.bots.values()],
        "people": [user for user in world.users.values() if not user["is_bot"]],
        "chats": [chat_shown(world, chat) for chat in world.chats.values() if chat.migrated_to is None],
    }


def chat_shown(world: World, chat: Chat) -> Json:
    """Return a chat as the page knows it; `menus` are the commands that each person in it sees."""
    newest = list(chat.messages.values())[-MOST:]
    return {
        "key": chat.key,
        "id": chat.id,
        "type": chat.type,
        "title": chat.title,
        "username": chat.username,
        "is_forum": chat.is_forum,
        "bot": chat.bot,
        "person": chat.person,
        "opened": chat.opened,
        "blocked": chat.blocked,
        "members": [user for user in members(chat) if user not in world.bots],
        "topics": [{"id": thread, **topic} for thread, topic in chat.topics.items()],
        "closed_topics": chat.closed_topics,
        "pinned": chat.pinned,
        "messages": [view(world, chat, message) for message in newest],
        "menus": menus(world, chat),
    }


def members(chat: Chat) -> list[int]:
    """Return who is in the chat now."""
    known = {chat.bot, chat.person} if chat.private else set(chat.members)
    return [user for user in known if user is not None and chat.has(user)]


def menus(world: World, chat: Chat) -> Json:
    """Return for each person in the chat the commands of every bot there, as the person sees them."""
    people = [user for user in members(chat) if user not in world.bots]
    bots = world.bots_in(chat)
    return {str(user): [one for bot in bots for one in menu_of(world, bot, chat, user)] for user in people}


@act("look", reads=True)
def look(world: World, body: Json) -> Json:
    """Return one chat by its `key`, as it is in the scene."""
    chat = world.chats.get(str(body.get("key")))
    return {"chat": chat_shown(world, chat) if chat else None}
