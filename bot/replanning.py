"""Counts the times of open cards anew, where what they are counted by has changed."""

from datetime import datetime
from functools import partial

from sqlalchemy import Connection

from bot.clock import wall_now
from storage import queries
from storage.books import SqlBooks
from storage.work import Work
from workflow import desk
from workflow.words import CardId

AT_ONCE = 100
"""Cards counted in one transaction, so that nobody waits long for the database."""


async def replan_all(work: Work, now: datetime) -> int:
    """Count anew for all offices; `now` is the office's clock. Returns how many cards were looked at."""
    ids = await work.read(queries.open_ids)
    for start in range(0, len(ids), AT_ONCE):
        batch = ids[start : start + AT_ONCE]
        await work.run(partial(replan, ids=batch, now=now))
    return len(ids)


def replan(conn: Connection, ids: list[CardId], now: datetime) -> None:
    """Count these cards anew, inside one transaction."""
    books = SqlBooks(conn, wall_now())
    for card in ids:
        desk.replan(card, books, now)
