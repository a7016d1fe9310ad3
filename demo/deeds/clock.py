"""The office's clock: paused, run, set, walked."""

import asyncio
import math
from datetime import UTC, datetime
from typing import Any

from demo.inspecting.reading import UnreadError
from demo.show import Show, deed
from demo.stops import hours_of, monday
from demo.timers import next_timer
from demo.walks import begin, halt
from sandbox.page.stage import StageError
from sandbox.words import Json

FASTEST = 3600.0
LAST_YEAR = 2040
"""The clock is set no further than this: calendars of far years say nothing."""


@deed("clock")
async def clock(show: Show, body: Json) -> Json:
    """Take `speed` (0 stands, 1 to 3600), `now` (ISO; local where it has no offset), or `to` ("deadline", "monday").

    The answer to `to` comes as the walk begins; `state.clock.walking` tells when it is over. A speed or a moment ends
    a walk. Raises StageError: bad_clock (`why`: speed, moment, backwards, far, nothing), walking, nothing_due, unread.
    """
    async with show.lock:
        if "to" in body:
            return await _walk(show, body["to"])
        if not body.keys() & {"speed", "now"}:
            raise StageError("bad_clock", why="nothing")
        speed = _speed(body["speed"]) if "speed" in body else None
        now = _moment(show, body["now"]) if "now" in body else None
        await halt(show)
        show.set_clock(now or show.now(), show.speed if speed is None else speed)
    return {"now": show.now().isoformat(), "speed": show.speed}


async def _walk(show: Show, to: object) -> Json:
    if show.walking:
        raise StageError("walking")
    target = await _target(show, to)
    begin(show, target)
    return {"target": target.astimezone(show.zone).isoformat()}


async def _target(show: Show, to: object) -> datetime:
    now = show.now().astimezone(UTC)
    if to == "monday":
        return monday(hours_of(show.office), now)
    if to != "deadline":
        raise StageError("bad_clock", why="moment")
    try:
        timer = await asyncio.to_thread(next_timer, show.database, now)
    except UnreadError:
        raise StageError("unread") from None
    if timer is None:
        raise StageError("nothing_due")
    return timer.at


def _speed(value: Any) -> float:
    known = isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
    if not known or not (value == 0 or 1 <= value <= FASTEST):
        raise StageError("bad_clock", why="speed")
    return float(value)


def _moment(show: Show, value: object) -> datetime:
    try:
        at = datetime.fromisoformat(str(value))
    except ValueError:
        raise StageError("bad_clock", why="moment") from None
    if at.year > LAST_YEAR:
        raise StageError("bad_clock", why="far")
    at = at if at.tzinfo else at.replace(tzinfo=show.zone)
    if at.year < show.now().year or at < show.now():
        raise StageError("bad_clock", why="backwards")
    return at
