"""What must be noted is noted, however long the database is in trouble."""

import asyncio
from collections.abc import Awaitable, Callable

from sqlalchemy import Connection

from storage.work.base import T, Work
from storage.work.trouble import trouble

Told = Callable[[str], None]
"""Hears in plain words why it has to wait, each time."""

Sleep = Callable[[float], Awaitable[None]]

FIRST_PAUSE, LONGEST_PAUSE = 0.5, 5.0


async def insist(work: Work, fn: Callable[[Connection], T], told: Told, sleep: Sleep = asyncio.sleep) -> T:
    """Run the function till the database has taken it; pauses grow to five seconds.

    Also after a commit in doubt: the function must find out by itself whether it was done, as all does that goes
    under a fence. What is no trouble of the database comes out at once.
    """
    pause = FIRST_PAUSE
    while True:
        try:
            return await work.run(fn)
        except Exception as error:
            if not (why := trouble(error)):
                raise
            told(why)
        await sleep(pause)
        pause = min(LONGEST_PAUSE, 2 * pause)
