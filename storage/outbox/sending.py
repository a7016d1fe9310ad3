"""Sending: a worker takes the heads of lanes under a lease, and says what came of each."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, Update, bindparam, case, func, not_, or_, select, update

from storage import lanes
from storage.errors import Fenced
from storage.outbox.rows import BOX, MAIL, ONCE, UNSENT
from storage.tables import lanes as lane_rows
from storage.tables import outbox

_SENDING = (outbox.c.id == bindparam("row_id")) & (outbox.c.status == "sending")
_NOW = bindparam("now", type_=outbox.c.created_at.type)
_BY_MAIL = outbox.c.lane.startswith(MAIL)


def _heads(which: ColumnElement[bool]) -> Select[Any]:
    """The oldest unsent row of each free lane; a lane is as urgent as the most urgent row that waits in it."""
    waiting = (
        select(func.min(outbox.c.id).label("head"), func.min(outbox.c.urgency).label("urgency"))
        .where(UNSENT, which)
        .group_by(outbox.c.lane)
        .subquery()
    )
    return (
        select(outbox.c.id, outbox.c.lane, outbox.c.kind, outbox.c.status, outbox.c.repeated)
        .join(waiting, waiting.c.head == outbox.c.id)
        .join(lane_rows, lane_rows.c.lane == outbox.c.lane)
        .where(lanes.free_at(BOX, _NOW), or_(outbox.c.not_before.is_(None), outbox.c.not_before <= _NOW), UNSENT)
        .where(outbox.c.lane.not_in(bindparam("busy", expanding=True)))
        .order_by(waiting.c.urgency, outbox.c.id)
        .limit(bindparam("most"))
        .with_for_update(of=[lane_rows, outbox], skip_locked=True)
    )


_HEADS = {False: _heads(not_(_BY_MAIL)), True: _heads(_BY_MAIL)}

_TAKE = (
    update(outbox)
    .where(outbox.c.id.in_(bindparam("ids", expanding=True)))
    .values(
        repeated=case((outbox.c.status == "sending", True), else_=outbox.c.repeated),
        status="sending",
        attempts=outbox.c.attempts + 1,
    )
)
_TAKEN = (
    select(outbox, lane_rows.c.fence)
    .join(lane_rows, (lane_rows.c.lane == outbox.c.lane) & (lane_rows.c.box == BOX))
    .where(outbox.c.id.in_(bindparam("ids", expanding=True)))
)
_SENT = (
    update(outbox)
    .where(_SENDING)
    .values(status="sent", message_id=bindparam("came_as"), error=None, settled_at=bindparam("now"))
)


@dataclass(frozen=True, slots=True)
class Sending:
    """A message that this worker is to send now. `repeated`: it may have arrived already, so say so."""

    id: int
    lane: str
    fence: int
    kind: str
    body: str
    urgency: int
    office: int | None
    card: int | None
    person: int | None
    attempts: int
    repeated: bool
    created_at: datetime


def claim(
    conn: Connection,
    worker: str,
    now: datetime,
    lease: timedelta,
    limit: int,
    *,
    by_mail: bool = False,
    busy: Collection[str] = (),
    doubted: Callable[[Connection, Sending], object] | None = None,
) -> list[Sending]:
    """Take the heads of up to `limit` lanes for sending, under a lease: those of mail, or all but those.

    Lanes that are `busy` are left out, whatever their leases say: this worker is sending there just now, and where the
    clock has jumped ahead the leases only seem to be over.

    A head that was being sent when its lease ran out may have arrived: it is handed out once more,
    marked `repeated`; when that is cut short too it stays as a doubt, for a person to see, and `doubted` hears of it in
    this same transaction. One of the kind ONCE is handed out till somebody settles it, since more hangs on it than
    the row.
    """
    heads = list(conn.execute(_HEADS[by_mail], {"now": now, "most": limit, "busy": sorted(busy)}))
    twice = (head for head in heads if head.status == "sending" and head.repeated)
    if doubtful := [head for head in twice if head.kind != ONCE]:
        _in_doubt(conn, doubtful, now, doubted)
        heads = [head for head in heads if head not in doubtful]
    if not heads:
        return []
    lanes.lease(conn, BOX, [head.lane for head in heads], worker, now + lease)
    conn.execute(_TAKE, {"ids": [head.id for head in heads]})
    return _claimed(conn, heads)


def sent(conn: Connection, message: Sending, message_id: str | None, now: datetime) -> None:
    """It arrived; `message_id` is what the messenger calls it. The lane goes on. Raises Fenced."""
    _settled(conn, message, _SENT, {"came_as": message_id, "now": now})


def forget_text(conn: Connection, message: Sending) -> None:
    """What was said was for its reader alone: of a reply that has been sent nothing is kept but that there was one."""
    conn.execute(update(outbox).where(outbox.c.id == message.id).values(body='{"text": ""}'))


def again(conn: Connection, message: Sending, not_before: datetime, error: str) -> None:
    """It surely did not arrive; it keeps its place and is tried again at `not_before`. Raises Fenced."""
    _settle(conn, message, {"status": "new", "not_before": not_before, "error": error})


def wait(conn: Connection, message: Sending, not_before: datetime) -> None:
    """It was not even begun: it goes back as if it had never been taken, to be sent at `not_before`. Raises Fenced."""
    _settle(conn, message, {"status": "new", "not_before": not_before, "attempts": message.attempts - 1})


def doubt(conn: Connection, message: Sending, error: str, now: datetime) -> None:
    """Nobody knows whether it arrived: once it is sent again as `repeated`, then never. Raises Fenced."""
    if message.repeated:
        _settle(conn, message, {"status": "doubt", "error": error, "settled_at": now})
    else:
        _settle(conn, message, {"status": "new", "repeated": True, "error": error})


def unsure(conn: Connection, message: Sending, not_before: datetime, error: str) -> None:
    """Nobody knows whether it arrived, and no send succeeds: it goes again as `repeated`. Raises Fenced."""
    _settle(conn, message, {"status": "new", "repeated": True, "not_before": not_before, "error": error})


def dead(conn: Connection, message: Sending, error: str, now: datetime) -> None:
    """It can never arrive, and is kept to be seen. The lane goes on. Raises Fenced."""
    _settle(conn, message, {"status": "dead", "error": error, "settled_at": now})


def drop(conn: Connection, message: Sending, why: str, now: datetime) -> None:
    """It need not be sent any more. The lane goes on. Raises Fenced."""
    _settle(conn, message, {"status": "dropped", "error": why, "settled_at": now})


def superseded(conn: Connection, message: Sending, why: str, now: datetime) -> None:
    """Another message of the lane says it. The lane goes on. Raises Fenced."""
    _settle(conn, message, {"status": "superseded", "error": why, "settled_at": now})


def _in_doubt(
    conn: Connection, heads: Sequence[Any], now: datetime, doubted: Callable[[Connection, Sending], object] | None
) -> None:
    values = {"status": "doubt", "error": "cut short twice while it was being sent", "settled_at": now}
    conn.execute(update(outbox).where(outbox.c.id.in_([head.id for head in heads])).values(values))
    if doubted is not None:
        for message in _claimed(conn, heads):
            doubted(conn, message)


def _claimed(conn: Connection, heads: Sequence[Any]) -> list[Sending]:
    """What the worker needs to know, in the order of the heads."""
    rows = conn.execute(_TAKEN, {"ids": [head.id for head in heads]}).mappings()
    found = {row["id"]: Sending(**{name: row[name] for name in Sending.__slots__}) for row in rows}
    return [found[head.id] for head in heads]


def _settle(conn: Connection, message: Sending, values: Mapping[str, Any]) -> None:
    _settled(conn, message, update(outbox).where(_SENDING).values(values), {})


def _settled(conn: Connection, message: Sending, how: Update, given: Mapping[str, Any]) -> None:
    lanes.release(conn, BOX, message.lane, message.fence)
    if conn.execute(how, {"row_id": message.id, **given}).rowcount != 1:
        raise Fenced(message.lane, message.fence)
