"""The outbox: what waits to be said, what is stuck, what was said last."""

from contextlib import suppress
from datetime import datetime

from bot.clock import wall_now
from bot.showing import order_of
from demo.inspecting.looking import Look, bare
from handlers.safe import short
from sandbox.words import Json
from storage import outbox
from storage.outbox import Row, Sending

MOST = 50
_LINE = 160
_UNSENT = ("new", "sending")


def box(look: Look) -> Json:
    """The newest rows, those that have not gone yet before the others."""
    now = wall_now()
    return {"rows": [_row(row, look, now) for row in outbox.newest(look.conn, MOST)]}


def _row(row: Row, look: Look, now: datetime) -> Json:
    waits = max((one for one in (row.not_before, row.paused_until) if one), default=None)
    held = row.status == "new" and waits is not None and waits > now
    return {
        "id": row.id,
        "lane": row.lane,
        "kind": row.kind,
        "card": row.card,
        "status": "held" if held else row.status,
        "what": _first_line(row, look) if row.status in _UNSENT else "",
        "message": row.message_id,
        "attempts": row.attempts,
        "not_before": waits.isoformat() if waits and held else None,
        "error": row.error,
        "at": row.created_at.isoformat(),
    }


def _first_line(row: Row, look: Look) -> str:
    """How the message begins that would go out now; empty where it has no words, or they cannot be made."""
    with suppress(LookupError, ValueError):
        order = order_of(look.conn, _sending(row), look.now, "", look.lang)
        if order and order.reply:
            return short(bare(order.reply.text).strip().partition("\n")[0], _LINE)
    return ""


def _sending(row: Row) -> Sending:
    return Sending(
        id=row.id,
        lane=row.lane,
        fence=0,
        kind=row.kind,
        body=row.body,
        urgency=row.urgency,
        office=row.office,
        card=row.card,
        person=row.person,
        attempts=row.attempts,
        repeated=row.repeated,
        created_at=row.created_at,
    )
