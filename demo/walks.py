"""The clock walks: from timer to timer, so that each reminder comes at its own moment, and in order."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial

from bot.clock import wall_now
from demo.inspecting.reading import UnreadError
from demo.show import Show
from demo.stops import hours_of, mornings
from demo.timers import late, next_timer, unsent

PATIENCE = 12.0
"""Real seconds to wait for the bot to ring what is due: it may just be starting again after a kill."""

SAID = 2.0
"""Real seconds to wait till what rang is said; while the messenger is slow or shut nobody waits for it."""

ROUND = 0.4
"""Real seconds in which the bot looks at what is due beside the cards: a few of its ticks."""

STOPS = 400
"""So many stops a walk makes at most; what is left rings at its end."""

_LOOK = 0.05
_JOB = "walk"


def begin(show: Show, target: datetime) -> None:
    """Let the clock walk to the target, and run on from there as fast as it does now."""
    show.after_walk = show.speed
    show.jobs.ensure(_JOB, _walk(show, target))
    show.changed()


async def halt(show: Show) -> None:
    """End a walk where it is; the clock runs on from there as it did before."""
    await show.jobs.end(_JOB)
    if show.walking:
        _runs_on(show, show.now())


async def _walk(show: Show, target: datetime) -> None:
    try:
        await _stops(show, target)
    except Exception as error:  # a walk that fails must not leave the clock standing
        show.tell(f"The clock's walk was cut short: {error!r}")
    _runs_on(show, target)


def _runs_on(show: Show, at: datetime) -> None:
    speed, show.after_walk = show.after_walk or 0.0, None
    show.set_clock(at, speed)


async def _stops(show: Show, target: datetime) -> None:
    """Stop at every moment at which something is due. Where the bot does not ring it is not waited for any longer."""
    at = show.now().astimezone(UTC)
    ahead = list(mornings(hours_of(show.office), at, target))
    for _ in range(STOPS):
        show.set_clock(at, 0)
        if not await _rung(show, at):
            return
        timer = await asyncio.to_thread(next_timer, show.database, at)
        stops = [stop for stop in (*ahead, *((timer.at,) if timer else ())) if at < stop <= target]
        if not stops:
            return
        at = min(stops)
        if at in ahead:
            show.set_clock(at, 0)
            await asyncio.sleep(ROUND)


async def _rung(show: Show, at: datetime) -> bool:
    """Wait till everything due by then has rung and, if that can be, is said. Whether it has rung."""
    rung = await _over(partial(late, show.database, at), PATIENCE)
    if rung and show.door.is_open and not show.world.settings.flood:
        await _over(lambda: unsent(show.database, wall_now()), SAID)
    return rung


def _seen(holds: Callable[[], bool]) -> bool:
    """Whether it holds; where nobody can look just now, it may."""
    try:
        return holds()
    except UnreadError:
        return True


async def _over(holds: Callable[[], bool], seconds: float) -> bool:
    """Wait till something holds no longer. Whether that came within the time."""
    try:
        async with asyncio.timeout(seconds):
            while await asyncio.to_thread(_seen, holds):  # noqa: ASYNC110 - another process writes; there is no event to wait for
                await asyncio.sleep(_LOOK)
    except TimeoutError:
        return False
    return True
