"""The small line under the faults: what was lost, which is nothing, and what waits where."""

import asyncio
import contextlib
from collections.abc import Callable
from functools import partial
from time import time

from demo.inspecting.counting import Counts, counted
from demo.inspecting.lanes import arrived
from demo.inspecting.reading import UnreadError
from demo.show import BOT, Show
from sandbox.words import Json

AGAIN = 0.3
"""Real seconds till the second look."""


async def line(show: Show) -> Json:
    """Count what is lost and what waits. It only reads, in a thread, and takes milliseconds.

    `waiting` are updates that the bot has not fetched and confirmed; `inbox` those that it has not dealt with;
    `outbox` is what it has not said yet, of which `held` may not go yet. `lost` is a sum of what was really looked
    for: updates that the bot said it has and that stand nowhere in its inbox, updates that nobody fetched within a
    day of the messenger's clock, messages that it counts as sent and that never came. Where the database cannot be read
    just now it is what was counted last; where nothing was ever counted in it, each number of it is None.
    """
    bot = show.world.bots.get(BOT)
    if bot is None:
        return _line(Counts(), 0, 0)
    database = show.database
    # First what was confirmed, then what is in the database: the bot stores an update before it confirms it.
    look = partial(counted, database, BOT, bot.queue.confirmed.ids(), partial(arrived, show.world))
    with contextlib.suppress(UnreadError):
        show.counted = database, await _twice_where_lost(look)
    known = show.counted[1] if show.counted and show.counted[0] == database else None
    return _line(known, len(bot.queue.pending), bot.queue.outlived)


async def _twice_where_lost(look: Callable[[float], Counts]) -> Counts:
    """Count; where something seems lost look once more, since what is lost stays so.

    A look in the very moment in which a killed bot opens its database again has been seen to find the boxes empty.
    """
    counts = await asyncio.to_thread(look, time())
    if counts.unheard or counts.unsent:
        await asyncio.sleep(AGAIN)
        counts = await asyncio.to_thread(look, time())
    return counts


def _line(counts: Counts | None, waiting: int, outlived: int) -> Json:
    if counts is None:
        unknown = ("lost", "inbox", "outbox", "held", "doubt", "dead")
        return {**dict.fromkeys(unknown), "waiting": waiting}
    return {
        "lost": counts.unheard + counts.unsent + outlived,
        "inbox": counts.inbox,
        "outbox": counts.outbox,
        "held": counts.held,
        "doubt": counts.doubt,
        "dead": counts.dead,
        "waiting": waiting,
    }
