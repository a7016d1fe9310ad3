"""What one address leaves in the boxes: the rows stay, without the address and without what was said."""

from datetime import datetime

from sqlalchemy import Connection, and_, delete, update

from storage.sql import one_of
from storage.tables import inbox, lanes, menus, outbox, views

_BARE = "{}"


def erase_lane(conn: Connection, lane: str, instead: str, real: datetime, address: str = "") -> int:
    """Take the lane out of the boxes; `instead` stands for it. What is still to be sent there is dropped.

    With an `address`, updates of other chats that name it lose their bodies as well. Returns how many rows there were.
    """
    unsent = and_(outbox.c.lane == lane, one_of(outbox.c.status, "new", "sending", "dead", "doubt"))
    conn.execute(update(outbox).where(unsent).values(status="dropped", settled_at=real))
    bare = {"lane": instead, "body": _BARE, "message_id": None, "supersede": None, "error": None}
    rows = conn.execute(update(outbox).where(outbox.c.lane == lane).values(bare)).rowcount
    rows += _updates(conn, lane, instead, real, address)
    rows += conn.execute(delete(views).where(views.c.lane == lane)).rowcount
    rows += conn.execute(delete(menus).where(menus.c.lane == lane)).rowcount
    return rows + conn.execute(delete(lanes).where(lanes.c.lane == lane)).rowcount


def _updates(conn: Connection, lane: str, instead: str, real: datetime, address: str) -> int:
    his = inbox.c.lane == lane
    alone = conn.execute(
        update(inbox).where(his).values(lane=instead, body=_BARE, status="done", done_at=real, error=None)
    )
    if not address:
        return alone.rowcount
    named = and_(inbox.c.body.contains(address), one_of(inbox.c.status, "done", "dead"))
    there = conn.execute(update(inbox).where(named).values(body=_BARE, status="done", done_at=real, error=None))
    return alone.rowcount + there.rowcount
