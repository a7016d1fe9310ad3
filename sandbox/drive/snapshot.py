"""The whole state as one JSON, and back; and a clean start."""

import base64
from dataclasses import asdict, fields
from typing import Any, TypeVar

from sandbox.chats.files import Files, Stored
from sandbox.chats.queue import UpdateQueue, Webhook
from sandbox.chats.state import Bot, Chat, Message
from sandbox.chats.world import World
from sandbox.drive.acts import act, need
from sandbox.faults import Faults
from sandbox.flood import Flood
from sandbox.settings import Settings
from sandbox.words import DriveError, Json

VERSION = 1
T = TypeVar("T")


def plain(value: Any, *without: str) -> Json:
    """Return the fields of a dataclass."""
    return {one.name: getattr(value, one.name) for one in fields(value) if one.init and one.name not in without}


def pairs(values: dict[Any, Any]) -> list[list[Any]]:
    """Return a dictionary as JSON can keep it whatever its keys are."""
    return [[key, value] for key, value in values.items()]


@act("snapshot", reads=True)
def snapshot(world: World, _: Json) -> Json:
    """Return everything but the journal of calls and the open taps."""
    return with_files(standing(world), list(world.files.by_key.values()))


def with_files(kept: Json, files: list[Stored]) -> Json:
    """Return a snapshot whole: with the files, which are most of its bytes. It touches nothing of the world."""
    contents = [{**asdict(one), "content": base64.b64encode(one.content).decode()} for one in files]
    return {**kept, "files": contents}


def standing(world: World) -> Json:
    """Return the snapshot without its files; its parts are those of the world, so write it before the world moves."""
    return {
        "version": VERSION,
        "clock": {"now": world.clock.now(), "speed": world.clock.speed},
        "settings": asdict(world.settings),
        "users": pairs(world.users),
        "deactivated": sorted(world.deactivated),
        "bots": [bot_out(bot) for bot in world.bots.values()],
        "chats": [chat_out(chat) for chat in world.chats.values()],
        "ids": pairs(world.files.ids),
        "reactions": [[*key, pairs(value)] for key, value in world.reactions.items()],
    }


def bot_out(bot: Bot) -> Json:
    """Return a bot with its queue."""
    queue = plain(bot.queue, "webhook") | {"webhook": plain(bot.queue.webhook, "replaced")}
    return {**plain(bot, "queue", "user"), "queue": queue}


def bot_in(world: World, kept: Json) -> Bot:
    """Return a bot from its kept form; its user is the one among the users."""
    queue = dict(kept["queue"])
    pending = [(float(when), update) for when, update in queue["pending"]]
    fresh = UpdateQueue(**{**queue, "pending": pending, "webhook": Webhook(**queue["webhook"])})
    return Bot(**{**kept, "queue": fresh, "user": world.users[kept["id"]]})


def chat_out(chat: Chat) -> Json:
    """Return a chat with its messages."""
    kept = plain(chat, "members", "topics", "messages")
    messages = [plain(message) for message in chat.messages.values()]
    return {**kept, "members": pairs(chat.members), "topics": pairs(chat.topics), "messages": messages}


def chat_in(kept: Json) -> Chat:
    """Return a chat from its kept form."""
    messages = {one["id"]: Message(**one) for one in kept["messages"]}
    return Chat(**{**kept, "members": dict(kept["members"]), "topics": dict(kept["topics"]), "messages": messages})


@act("restore")
def restore(world: World, body: Json) -> Json:
    """Put a snapshot in place of everything."""
    kept = need(body, "snapshot")
    if kept.get("version") != VERSION:
        raise DriveError(f"this is no snapshot of version {VERSION}")
    clean(world)
    world.clock.set(kept["clock"]["now"], kept["clock"]["speed"])
    pauses = tuple(kept["settings"]["webhook_pauses"])
    world.settings = Settings(**{**kept["settings"], "webhook_pauses": pauses})
    world.users = dict(kept["users"])
    world.deactivated = set(kept["deactivated"])
    world.bots = {one["id"]: bot_in(world, one) for one in kept["bots"]}
    chats = [chat_in(one) for one in kept["chats"]]
    world.chats = {chat.key: chat for chat in chats}
    world.files = files_in(kept)
    world.reactions = {(chat, message): dict(found) for chat, message, found in kept["reactions"]}
    world.changes.add("restored", None)
    return {}


def files_in(kept: Json) -> Files:
    """Return the files from their kept form."""
    stored = [Stored(**{**one, "content": base64.b64decode(one["content"])}) for one in kept["files"]]
    return Files({one.key: one for one in stored}, {name: (bot, key) for name, (bot, key) in kept["ids"]})


@act("reset")
def reset(world: World, _: Json) -> Json:
    """Forget everything but the settings; the clock goes back to real time."""
    clean(world)
    world.changes.add("restored", None)
    return {}


def clean(world: World) -> None:
    """Empty the world. It has another name from then on: nothing that anybody kept of the former one means this one."""
    for bot in world.bots.values():
        bot.queue.post_to(Webhook(), drop_pending=True)
    fresh = World()
    world.name = fresh.name
    world.clock.set(fresh.clock.now(), 1.0)
    world.users, world.deactivated, world.bots, world.chats = {}, set(), {}, {}
    world.files, world.callbacks, world.reactions = Files(), {}, {}
    world.journal.clear()
    world.faults, world.flood = Faults(), Flood()
