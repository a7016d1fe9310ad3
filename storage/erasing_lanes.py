"""What one address leaves in the boxes: the rows stay, without the address and without what was said."""

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, and_, bindparam, delete, select, update

from storage.sql import one_of
from storage.tables import inbox, lanes, menus, outbox, views

_BARE = "{}"
_IDS = ("id", "user_id", "chat_id")
"""Under which names an update says who somebody is."""


def erase_lane(conn: Connection, lane: str, instead: str, real: datetime, address: str = "") -> int:
    """Take the lane out of the boxes; `instead` stands for it. What is still to be sent there is dropped.

    With an `address`, updates of other chats that name it as somebody's lose their bodies as well. Returns how many
    rows there were.
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
    rows = conn.execute(
        update(inbox).where(his).values(lane=instead, body=_BARE, status="done", done_at=real, error=None)
    ).rowcount
    there = list(_naming(conn, address)) if address else []
    if there:
        conn.execute(update(inbox).where(inbox.c.id == bindparam("row")).values(body=_BARE), there)
    return rows + len(there)


def _naming(conn: Connection, address: str) -> Iterator[dict[str, int]]:
    """Updates that are done and name him, and those that were given up and are his own; these stay given up.

    What somebody else wrote, and may still have handled, is left as it is.
    """
    these = and_(inbox.c.body.contains(address), one_of(inbox.c.status, "done", "dead"))
    for row in conn.execute(select(inbox.c.id, inbox.c.body, inbox.c.status).where(these)):
        value = _read(row.body)
        if _is_by(value, address) or (row.status == "done" and _names(value, address)):
            yield {"row": row.id}


def _read(body: str) -> Any:
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None


def _is_by(value: Any, address: str) -> bool:
    """Whether he sent the update."""
    parts = value.values() if isinstance(value, dict) else ()
    senders = (part.get("from") for part in parts if isinstance(part, dict))
    return any(isinstance(one, dict) and str(one.get("id")) == address for one in senders)


def _names(value: Any, address: str) -> bool:
    """Whether his id stands anywhere in it as a whole, and as somebody's."""
    if isinstance(value, list):
        return any(_names(one, address) for one in value)
    if not isinstance(value, dict):
        return False
    return any(str(value.get(name)) == address for name in _IDS) or any(_names(one, address) for one in value.values())
