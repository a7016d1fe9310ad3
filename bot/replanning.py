"""Counts the times of open cards anew, where what they are counted by has changed."""

from datetime import datetime
from functools import partial

from sqlalchemy import Connection

from bot.clock import wall_now
from bot.logs import fault, log
from storage import queries
from storage.books import SqlBooks
from storage.work import Work
from storage.work.trouble import trouble
from workflow import desk
from workflow.words import CardId

AT_ONCE = 100
"""Cards counted in one transaction, so that nobody waits long for the database."""


async def replan_all(work: Work, now: datetime) -> int:
    """Count anew for all offices; `now` is the office's clock. Returns how many cards were looked at.

    A card that cannot be counted is told in the log and passed over: it must not keep the others from their deadlines.
    """
    ids = await work.read(queries.open_ids)
    for start in range(0, len(ids), AT_ONCE):
        batch = ids[start : start + AT_ONCE]
        if await _wrong(work, batch, now):
            for card in batch:
                await _alone(work, card, now)
    return len(ids)


async def _alone(work: Work, card: CardId, now: datetime) -> None:
    if why := await _wrong(work, [card], now):
        number = await work.read(partial(queries.number, card_id=card))
        log("bot").error("a card cannot be counted anew, and is passed over", card=card, number=number, why=why)


async def _wrong(work: Work, ids: list[CardId], now: datetime) -> str:
    """Why these cannot be counted; empty where they were. What is the database's trouble comes out."""
    try:
        await work.run(partial(replan, ids=ids, now=now))
    except Exception as error:
        if trouble(error):
            raise
        return fault(error)
    return ""


def replan(conn: Connection, ids: list[CardId], now: datetime) -> None:
    """Count these cards anew, inside one transaction."""
    books = SqlBooks(conn, wall_now())
    for card in ids:
        desk.replan(card, books, now)
