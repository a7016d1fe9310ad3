"""Tallies: what counters count, each thing once. Times are the office's clock, UTC."""

from dataclasses import asdict
from datetime import datetime

from sqlalchemy import Connection, and_, bindparam, func, not_, select

from storage.sql import insert_new
from storage.tables import tallies
from workflow.counters import Tally

_AT = tallies.c.at.type
_IDENTITY = ("card", "counter", "what")
_COUNTED = select(func.count()).where(
    *(tallies.c[name] == bindparam(f"of_{name}") for name in ("office", "procedure", "counter", "subject")),
    tallies.c.at >= bindparam("since", type_=_AT),
    tallies.c.at < bindparam("until", type_=_AT),
    not_(and_(*(tallies.c[name] == bindparam(f"of_{name}") for name in _IDENTITY))),
)
_KNOWN = select(tallies.c.id).where(*(tallies.c[name] == bindparam(f"of_{name}") for name in _IDENTITY))


def tally(conn: Connection, one: Tally) -> bool:
    """Count it. False where it was counted already."""
    if conn.scalar(_KNOWN, _named(one)) is not None:
        return False
    insert_new(conn, tallies, [asdict(one)])
    return True


def counted(conn: Connection, one: Tally, since: datetime, until: datetime) -> int:
    """How many others were counted for its subject from `since` to before `until`; it may be counted itself or not."""
    return conn.scalar(_COUNTED, {**_named(one), "since": since, "until": until}) or 0


def _named(one: Tally) -> dict[str, object]:
    return {f"of_{name}": value for name, value in asdict(one).items()}
