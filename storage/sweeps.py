"""When a sweep last looked at a clock it could trust, and since when it watches one it cannot yet: two marks."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from storage import marks

_TRUSTED, _WATCHED = "sweep trusted", "sweep watches"


@dataclass(frozen=True, slots=True)
class Since:
    """What both clocks said at one moment: the office's, and the seconds since the machine's start of that name."""

    clock: datetime
    seconds: float
    boot: str


def last_trusted(conn: Connection) -> datetime | None:
    """What the office's clock said at the last sweep that trusted it; None where there was none."""
    known = marks.get(conn, _TRUSTED)
    return datetime.fromisoformat(known.about["clock"]) if known else None


def trust(conn: Connection, now: datetime, real: datetime) -> None:
    """Note that a sweep trusts the office's clock, which says `now`. `real` is real time."""
    marks.put(conn, _TRUSTED, real, clock=now.isoformat())
    marks.forget(conn, _WATCHED)


def watched_since(conn: Connection) -> Since | None:
    """Since when the clock is watched; None where it is not."""
    known = marks.get(conn, _WATCHED)
    if known is None:
        return None
    about = known.about
    return Since(datetime.fromisoformat(about["clock"]), about["seconds"], about["boot"])


def watch(conn: Connection, since: Since, real: datetime) -> None:
    """Note that the clock is watched from then on. `real` is real time."""
    marks.put(conn, _WATCHED, real, clock=since.clock.isoformat(), seconds=since.seconds, boot=since.boot)
