"""The small line under the faults: what was lost, which is nothing, and what waits where."""

import asyncio
from functools import partial
from time import time

from demo.inspecting.counting import Counts, counted
from demo.show import BOT, Show
from sandbox.chats.state import key_of
from sandbox.chats.world import World
from sandbox.words import Json


async def line(show: Show) -> Json:
    """Count what is lost and what waits. It only reads, in a thread, and takes milliseconds.

    `waiting` are updates that the bot has not fetched and confirmed; `inbox` those that it has not dealt with;
    `outbox` is what it has not said yet, of which `held` may not go yet. `lost` is a sum of what was really looked
    for: updates that the bot said it has and that stand nowhere in its inbox, updates that nobody fetched within a
    day of the messenger's clock, messages that it counts as sent and that never came.
    """
    bot = show.world.bots.get(BOT)
    if bot is None:
        return _line(Counts(), 0, 0)
    # First what was confirmed, then what is in the database: the bot stores an update before it confirms it.
    confirmed, arrived = bot.queue.confirmed.ids(), partial(_arrived, show.world)
    counts = await asyncio.to_thread(counted, show.database, BOT, confirmed, arrived, time())
    return _line(counts, len(bot.queue.pending), bot.queue.outlived)


def _line(counts: Counts, waiting: int, outlived: int) -> Json:
    return {
        "lost": counts.unheard + counts.unsent + outlived,
        "inbox": counts.inbox,
        "outbox": counts.outbox,
        "held": counts.held,
        "doubt": counts.doubt,
        "dead": counts.dead,
        "waiting": waiting,
    }


def _arrived(world: World, lane: str, message: str) -> bool:
    """Whether the messenger ever gave out this number in this chat; a message may have been deleted since."""
    channel, _, number = lane.partition(":")
    chat = world.chats.get(key_of(int(number), BOT)) or world.chats.get(number) if channel == "telegram" else None
    return channel != "telegram" or (chat is not None and int(message) <= chat.last_id)
