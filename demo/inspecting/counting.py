"""What the two boxes of the bot hold, counted in its database; and what is missing from them."""

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from demo.inspecting.reading import seen_in

_MICROSECONDS = 1_000_000
_BEGUN = "SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'"
_UPDATES = "SELECT update_id FROM inbox WHERE bot = ?"
_INBOX = "SELECT count(*) FROM inbox WHERE status IN ('new', 'asked')"
_OUTBOX = "SELECT status, count(*) FROM outbox WHERE status IN ('new', 'sending', 'doubt', 'dead') GROUP BY status"
_DEAD_IN = "SELECT count(*) FROM inbox WHERE status = 'dead'"
_HELD = """
SELECT count(*) FROM outbox JOIN lanes ON lanes.box = 'out' AND lanes.lane = outbox.lane
WHERE outbox.status IN ('new', 'sending') AND max(coalesce(outbox.not_before, 0), coalesce(lanes.paused_until, 0)) > ?
"""
_SENT = "SELECT lane, message_id FROM outbox WHERE status = 'sent' AND message_id IS NOT NULL"

Arrived = Callable[[str, str], bool]
"""Whether the messenger ever had the message with this number in this lane."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How much waits in the boxes, and how much is lost.

    `inbox` and `outbox` wait; `held` of the outbox may not go yet. `doubt` are messages of which nobody knows whether
    they arrived. `dead` were given up, in either box. `unheard` are updates that the bot said it has and has not;
    `unsent` are messages that it counts as sent and that never came to the messenger.
    """

    inbox: int = 0
    outbox: int = 0
    held: int = 0
    doubt: int = 0
    dead: int = 0
    unheard: int = 0
    unsent: int = 0


def counted(database: Path, bot: int, confirmed: frozenset[int], arrived: Arrived, now: float) -> Counts:
    """Count. `confirmed` was taken before this call; `now` is real Unix time.

    All is zero as long as there is no database, or nothing in it. Raises UnreadError where it cannot be read now.
    """
    return seen_in(database, lambda connection: _counted(connection, bot, confirmed, arrived, now)) or Counts()


def _counted(
    connection: sqlite3.Connection, bot: int, confirmed: frozenset[int], arrived: Arrived, now: float
) -> Counts:
    if connection.execute(_BEGUN).fetchone() is None:
        return Counts()
    boxes = dict(connection.execute(_OUTBOX))
    known = {row[0] for row in connection.execute(_UPDATES, (str(bot),))}
    return Counts(
        inbox=_number(connection, _INBOX),
        outbox=boxes.get("new", 0) + boxes.get("sending", 0),
        held=_number(connection, _HELD, int(now * _MICROSECONDS)),
        doubt=boxes.get("doubt", 0),
        dead=boxes.get("dead", 0) + _number(connection, _DEAD_IN),
        unheard=len(confirmed - known),
        unsent=sum(not arrived(lane, message) for lane, message in connection.execute(_SENT)),
    )


def _number(connection: sqlite3.Connection, query: str, *values: int) -> int:
    return int(connection.execute(query, values).fetchone()[0])
