"""Opening and blocking a bot; coming, leaving, migrating."""

from sandbox.chats.members import changed, told
from sandbox.chats.migration import migrated
from sandbox.chats.state import Chat
from sandbox.chats.world import World
from sandbox.drive.acts import act, maybe, need, number, place
from sandbox.drive.people import send
from sandbox.words import DriveError, Json


@act("open")
def open_chat(world: World, body: Json) -> Json:
    """Open a bot; with `start` or a `payload` also press Start, which sends /start."""
    chat = place(world, body)
    if chat.blocked:
        blocked(world, chat, False)
    chat.opened = True
    payload = str(body.get("payload") or "")
    if not (payload or body.get("start")):
        return {"messages": []}
    return send(world, {**body, "text": f"/start {payload}".strip()})  # type: ignore[return-value] # it is synchronous


def blocked(world: World, chat: Chat, state: bool) -> None:
    """Block or unblock a bot; it learns of this by my_chat_member."""
    if not chat.private or chat.person is None or chat.bot is None:
        raise DriveError("only a private chat with a bot can be blocked")
    chat.blocked = state
    before, after = ("member", "kicked") if state else ("kicked", "member")
    told(world, chat, chat.bot, {"status": before}, {"status": after}, chat.person)
    world.changes.add("chat", chat.key, blocked=state)


@act("block")
def block(world: World, body: Json) -> Json:
    """Block the bot."""
    blocked(world, place(world, body), True)
    return {}


@act("unblock")
def unblock(world: World, body: Json) -> Json:
    """Unblock the bot."""
    blocked(world, place(world, body), False)
    return {}


@act("join")
def join(world: World, body: Json) -> Json:
    """Join a group or channel."""
    return moved(world, body, "member")


@act("leave")
def leave(world: World, body: Json) -> Json:
    """Leave a group or channel."""
    return moved(world, body, "left")


def moved(world: World, body: Json, status: str) -> Json:
    """Change the person's own membership."""
    user = number(body, "user")
    world.user(user)
    changed(world, world.chat(need(body, "chat")), user, {"status": status}, by=user)
    return {}


@act("migrate")
def migrate(world: World, body: Json) -> Json:
    """Turn a basic group into a supergroup; returns its new id."""
    chat = world.chat(need(body, "chat"))
    if chat.type != "group" or chat.migrated_to is not None:
        raise DriveError(f"chat {chat.id} is no basic group")
    return {"chat": migrated(world, chat, maybe(body, "to")).id}
