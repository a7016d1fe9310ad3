"""Updates that were given up, as they came: for somebody who looks into why."""

from sqlalchemy import Connection, select

from storage.inbox.rows import Dead, dead
from storage.sql import one_of
from storage.tables import inbox

_BODIES = select(inbox.c.id, inbox.c.body).where(one_of(inbox.c.status, "dead"))


def given_up(conn: Connection, limit: int = 1000) -> list[tuple[Dead, str]]:
    """Each of them with its raw text, the newest first."""
    found = dead(conn, limit)
    rows = conn.execute(_BODIES.where(inbox.c.id.in_([one.id for one in found])))
    bodies = {row.id: row.body for row in rows}
    return [(one, bodies[one.id]) for one in found]
