"""The end, in good order: what is under way is finished, leases are given back, and all of it is over in time."""

import asyncio
import os
import signal
import threading
from collections.abc import Awaitable, Callable, Collection

from bot.logs import fault, log

GRACE = 10.0
"""Real seconds from the word to stop till the process is gone, whatever is under way."""

FINISH = 6.0
"""Of these: for the loops to finish what they have begun. What takes longer is cut short."""

RELEASE = 1.5
"""Of these: to give back the leases; and as much again to let go of network and database."""

_LAST_MOMENT = GRACE - 0.5
_SIGNALS = (signal.SIGTERM, signal.SIGINT)


def heed(stop: asyncio.Event, end: Callable[[int], None] = os._exit) -> None:
    """Stop when told so; a second word ends the process at once, and so does the end of the grace.

    Ending without ado is safe at any moment: what is committed stays, and what is not comes again.
    """

    loop = asyncio.get_running_loop()

    def told() -> None:
        stop.set()
        for number in _SIGNALS:
            loop.remove_signal_handler(number)
            signal.signal(number, lambda number, frame: end(128 + number))
        last = threading.Timer(_LAST_MOMENT, end, (0,))
        last.daemon = True
        last.start()

    for number in _SIGNALS:
        loop.add_signal_handler(number, told)


async def finished(tasks: Collection[asyncio.Task[None]]) -> None:
    """Wait for the tasks; those that do not end in time are cut short."""
    _, late = await asyncio.wait(tasks, timeout=FINISH)
    for task in late:
        log("bot").warning("did not end in time and is cut short", part=task.get_name(), seconds=FINISH)
        task.cancel()


async def briefly(what: str, doing: Awaitable[object]) -> None:
    """Do something on the way out, if it can be done quickly; what is left undone mends itself later."""
    try:
        async with asyncio.timeout(RELEASE):
            await doing
    except Exception as error:
        log("bot").warning("left undone", what=what, why=fault(error))
