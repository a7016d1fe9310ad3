"""Messages that wait behind one another and can be said together: what one of them says, another need not."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, bindparam, select, update

from storage import lanes
from storage.outbox.rows import BOX, UNSENT
from storage.outbox.sending import Sending, superseded
from storage.tables import outbox

_BEHIND = (
    select(outbox.c.id, outbox.c.kind, outbox.c.body)
    .where(outbox.c.lane == bindparam("of_lane"), UNSENT, outbox.c.id > bindparam("head"))
    .where(outbox.c.kind.in_(bindparam("kinds", expanding=True)))
    .order_by(outbox.c.id)
)


@dataclass(frozen=True, slots=True)
class Words:
    """What a row that waits says."""

    id: int
    kind: str
    body: str


def behind(conn: Connection, message: Sending, kinds: Collection[str]) -> list[Words]:
    """Rows of these kinds that wait behind the message, for the same hearer of the same office, oldest first."""
    given = {"of_lane": message.lane, "head": message.id, "kinds": list(kinds)}
    rows = conn.execute(_BEHIND.where(_same(message)), given)
    return [Words(row.id, row.kind, row.body) for row in rows]


def reword(conn: Connection, message: Sending, words: Words) -> Sending:
    """Let a row say something else: the message itself, or one behind it. Returns the message as it is now.

    Raises Fenced where the lane is another's.
    """
    lanes.hold(conn, BOX, message.lane, message.fence)
    conn.execute(update(outbox).where(outbox.c.id == words.id).values(kind=words.kind, body=words.body))
    return replace(message, kind=words.kind, body=words.body) if words.id == message.id else message


def supersede(conn: Connection, message: Sending, ids: Collection[int], why: str, now: datetime) -> None:
    """Another row of the lane says what these say; the message itself may be among them. Raises Fenced."""
    lanes.hold(conn, BOX, message.lane, message.fence)
    others = outbox.c.id.in_([one for one in ids if one != message.id]) & (outbox.c.status == "new")
    conn.execute(update(outbox).where(others).values(status="superseded", error=why, settled_at=now))
    if message.id in ids:
        superseded(conn, message, why, now)


def _same(message: Sending) -> ColumnElement[bool]:
    person, office = outbox.c.person, outbox.c.office
    hearer = person.is_(None) if message.person is None else person == message.person
    return hearer & (office == message.office)
