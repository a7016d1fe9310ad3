"""A basic group becomes a supergroup: another id, with the old one pointing to it."""

import random

from sandbox.chats.posting import post
from sandbox.chats.state import Chat
from sandbox.chats.world import World


def migrated(world: World, chat: Chat, to: int | None = None) -> Chat:
    """Make the supergroup, move the members, and write the service messages into both chats."""
    identity = to or -(10**12) - random.randrange(1_000_000, 9_999_999_999)
    fresh = Chat(identity, "supergroup", chat.title, members=dict(chat.members), permissions=dict(chat.permissions))
    world.chats[fresh.key] = fresh
    owner = next((user for user in chat.members if chat.admin(user) and user not in world.bots), 0)
    actor = owner or next(user for user in chat.members if user not in world.bots)
    post(world, chat, actor, {"migrate_to_chat_id": identity})
    chat.migrated_to = identity
    post(world, fresh, actor, {"migrate_from_chat_id": chat.id})
    world.changes.add("chat", chat.key, migrated_to=identity)
    return fresh
