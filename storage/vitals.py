"""How the work stands, in one read: what waits, since when, what is stuck. It costs what is open, not what there is."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, case, func, select, text

from storage import inbox, marks, timers
from storage.inbox import asked
from storage.outbox.rows import MAIL, STUCK, UNSENT
from storage.sql import one_of
from storage.tables import cards, offices, outbox
from storage.tables import inbox as updates

BACKUP = "backup"
"""The mark of the last copy that was made (`python -m bot backup`): when (real time), `file` and `bytes`."""

ALERT = "alert"
"""The kind of rows that tell an administrator of the bot's own trouble, in private."""

CHAT_ALERT = "alert_chat"
"""The same in the chat of the settings: where such a one dies, it is told in private."""

ALERTS = (ALERT, CHAT_ALERT)
_ALERTS = "alerts"
"""Their channel: an alert that is stuck is told apart, as it must not be the reason for the next."""

_CHANNEL = case(
    (one_of(outbox.c.kind, *ALERTS), _ALERTS), (outbox.c.lane.startswith(MAIL), "mail"), else_="telegram"
).label("channel")
_BOX = select(
    _CHANNEL, outbox.c.status, func.count().label("count"), func.min(outbox.c.created_at).label("oldest")
).group_by(_CHANNEL, outbox.c.status)
_STEPS = (
    select(offices.c.key, cards.c.step, func.count())
    .join(offices, offices.c.id == cards.c.office)
    .where(cards.c.open)
    .group_by(offices.c.key, cards.c.step)
    .order_by(offices.c.key, cards.c.step)
)


@dataclass(frozen=True, slots=True)
class Box:
    """Rows of one state in the outbox. `channel` is telegram, mail, or alerts, whichever way those go.

    `oldest` is when the oldest was put there (real time).
    """

    channel: str
    state: str
    count: int
    oldest: datetime


@dataclass(frozen=True, slots=True)
class Vitals:
    """How the work stands. `next_timer` is a moment of the office's clock, all others are real ones.

    `inbox_asked` are updates that were put by for longer than a day, at the last count (storage.inbox.asked).
    `steps` are the open cards by the key of their office and their step.
    """

    schema: str
    next_timer: datetime | None
    outbox: tuple[Box, ...]
    inbox: int
    inbox_oldest: datetime | None
    inbox_dead: int
    backup: datetime | None
    inbox_asked: int = 0
    steps: tuple[tuple[str, str, int], ...] = ()

    def rows(self, *states: str) -> int:
        """How many rows of the outbox are in one of these states, alerts aside."""
        return sum(box.count for box in self.outbox if box.state in states and box.channel != _ALERTS)

    def alerts(self, *states: str) -> int:
        """How many alerts are."""
        return sum(box.count for box in self.outbox if box.state in states and box.channel == _ALERTS)

    def oldest(self, channel: str) -> datetime | None:
        """When the oldest row that waits in this channel was put there."""
        waiting = [box.oldest for box in self.outbox if box.channel == channel and box.state in ("new", "sending")]
        return min(waiting, default=None)


def look(conn: Connection) -> Vitals:
    """Look at everything but the cards."""
    waiting, since = inbox.waiting(conn)
    mark = marks.get(conn, BACKUP)
    return Vitals(
        schema=str(conn.scalar(text("SELECT version_num FROM alembic_version"))),
        next_timer=timers.next_at(conn),
        outbox=tuple(_box(row) for which in (UNSENT, STUCK) for row in conn.execute(_BOX.where(which))),
        inbox=waiting,
        inbox_oldest=since,
        inbox_dead=conn.scalar(select(func.count()).select_from(updates).where(one_of(updates.c.status, "dead"))) or 0,
        backup=mark.at if mark else None,
        inbox_asked=asked.known(conn),
    )


def steps(conn: Connection) -> tuple[tuple[str, str, int], ...]:
    """Open cards by the key of their office and their step."""
    return tuple((row[0], row[1], row[2]) for row in conn.execute(_STEPS))


def _box(row: Any) -> Box:
    channel, state, count, oldest = row
    return Box(channel, state, count, oldest)
