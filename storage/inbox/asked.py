"""Updates that were put by: their sender was asked for which of his offices he sent them, and has not said."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, and_, delete, func, select, update

from storage import marks
from storage.inbox.rows import DEATH, Dead
from storage.sql import one_of
from storage.tables import inbox

MARK = "asked"
"""The mark of the last count: when (real time), and `count`, how many were put by for longer than `OLD`."""

OLD = timedelta(days=1)
"""An answer that has not come by then will hardly come by itself; somebody should know."""

COUNTED = timedelta(hours=1)
"""So often they are counted: no index leads to them, and the whole inbox is walked through."""

_ASKED = one_of(inbox.c.status, "asked")


def asked(conn: Connection) -> list[tuple[Dead, str]]:
    """All that are put by, each with its raw text, the newest first."""
    columns: list[Any] = [inbox.c[name] for name in Dead.__slots__]
    rows = conn.execute(select(*columns, inbox.c.body).where(_ASKED).order_by(inbox.c.id.desc())).mappings()
    return [(_shown(dict(row)), str(row["body"])) for row in rows]


def _shown(row: dict[str, Any]) -> Dead:
    del row["body"]
    return Dead(**{**row, "attempts": sum(divmod(row["attempts"], DEATH))})


def ask_again(conn: Connection, row_id: int) -> bool:
    """Deal with one anew: its sender is asked again, if nothing has told by now. False where there is no such one."""
    this = and_(inbox.c.id == row_id, _ASKED)
    return conn.execute(update(inbox).where(this).values(status="new", attempts=0, not_before=None)).rowcount == 1


def count(conn: Connection, now: datetime) -> int:
    """How many have been put by for long at this moment (real time); it walks through the whole inbox."""
    old = and_(_ASKED, inbox.c.received_at < now - OLD)
    return conn.scalar(select(func.count()).select_from(inbox).where(old)) or 0


def counted(conn: Connection, now: datetime) -> bool:
    """Whether the last count is still good at this moment (real time)."""
    mark = marks.get(conn, MARK)
    return mark is not None and abs(now - mark.at) < COUNTED


def known(conn: Connection) -> int:
    """How many there were at the last count."""
    mark = marks.get(conn, MARK)
    return int(mark.about["count"]) if mark else 0


def forget(conn: Connection, before: datetime) -> int:
    """Forget what came before the moment (real time): its sender never said. Returns how many."""
    return conn.execute(delete(inbox).where(_ASKED, inbox.c.received_at < before)).rowcount
