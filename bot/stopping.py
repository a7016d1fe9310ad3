"""The end, in good order: what is under way is finished, leases are given back, and all of it is over in time."""

import asyncio
import logging
import os
import signal
import sys
import threading
from collections.abc import Awaitable, Callable, Collection
from contextlib import suppress

from bot.logs import fault, log

GRACE = 10.0
"""Real seconds from the word to stop till the process is gone, whatever is under way."""

FINISH = 6.0
"""Of these: for the loops to finish what they have begun. What takes longer is cut short."""

RELEASE = 1.5
"""Of these: to give back the leases; and as much again to let go of network and database."""

_LAST_MOMENT = GRACE - 0.5
_SIGNALS = (signal.SIGTERM, signal.SIGINT)


def bound(code: int, end: Callable[[int], None] = os._exit) -> None:
    """From now on the process has the grace to end by itself; then it ends without ado, with this exit code."""
    last = threading.Timer(_LAST_MOMENT, end, (code,))
    last.daemon = True
    last.start()


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
        bound(0, end)

    for number in _SIGNALS:
        loop.add_signal_handler(number, told)


def leave(code: int) -> None:
    """End the process now, with what was logged written down: nothing is left to be closed.

    The interpreter's own end waits for every thread, as for a name that is still being looked up: seconds on a busy
    machine, which the grace does not have.
    """
    logging.shutdown()
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):
            stream.flush()
    os._exit(code)


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
