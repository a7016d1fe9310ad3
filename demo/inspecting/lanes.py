"""The chats of the messenger behind the lanes of the bot."""

from demo.show import BOT
from sandbox.chats.state import Chat, key_of
from sandbox.chats.world import World

_TELEGRAM = "telegram:"


def chat_of(world: World, lane: str) -> Chat | None:
    """The chat behind a lane; None for a lane of mail, and where the messenger has no such chat."""
    if not lane.startswith(_TELEGRAM):
        return None
    number = lane.removeprefix(_TELEGRAM)
    return world.chats.get(number) or world.chats.get(key_of(int(number), BOT))


def arrived(world: World, lane: str, message: str) -> bool:
    """Whether the messenger ever gave out this number in this chat; a message may have been deleted since.

    Of mail nobody here knows anything, so it counts as arrived.
    """
    chat = chat_of(world, lane)
    return not lane.startswith(_TELEGRAM) or (chat is not None and int(message) <= chat.last_id)
