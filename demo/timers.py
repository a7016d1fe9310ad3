"""What the bot's database says of its timers and of what it has not said yet. It is only looked at."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from demo.inspecting.reading import seen_in

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_NEXT = (
    "SELECT t.at, c.number FROM timers t JOIN cards c ON c.id = t.card"
    " WHERE t.fired_at IS NULL AND t.at > ? ORDER BY t.at, c.id LIMIT 1"
)
_LATE = "SELECT count(*) FROM timers WHERE fired_at IS NULL AND at <= ?"
_UNSENT = "SELECT count(*) FROM outbox WHERE status IN ('new', 'sending') AND (not_before IS NULL OR not_before <= ?)"


@dataclass(frozen=True, slots=True)
class Timer:
    """A moment at which a card is to be woken (UTC, the office's clock), and the card's number."""

    at: datetime
    card: int


def next_timer(database: Path, after: datetime) -> Timer | None:
    """The next timer that has not fired, later than `after`; None where there is none, or no database yet.

    This and the others raise UnreadError where the database cannot be read now.
    """
    row = seen_in(database, lambda conn: conn.execute(_NEXT, (_micros(after),)).fetchone())
    return Timer(_EPOCH + timedelta(microseconds=row[0]), row[1]) if row else None


def late(database: Path, now: datetime) -> bool:
    """Whether a timer has come due by `now` of the office's clock that has not fired."""
    return bool(seen_in(database, lambda conn: conn.execute(_LATE, (_micros(now),)).fetchone()[0]))


def unsent(database: Path, real: datetime) -> bool:
    """Whether something is to be said that need not wait longer; `real` is real time."""
    return bool(seen_in(database, lambda conn: conn.execute(_UNSENT, (_micros(real),)).fetchone()[0]))


def _micros(moment: datetime) -> int:
    return (moment - _EPOCH) // timedelta(microseconds=1)
