"""Rows that are stuck, put there as the bot itself would have left them."""

from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import Connection

from storage import inbox, outbox
from storage.outbox import Message, Sending
from storage.work import Work

LONG = timedelta(minutes=1)


async def left_dead(work: Work, message: Message, why: str, at: datetime) -> int:
    """A message that could never be sent."""
    return await _left(work, message, at, lambda conn, row: outbox.dead(conn, row, why, at))


async def left_dead_on_repeat(work: Work, message: Message, why: str, at: datetime) -> int:
    """A message that may have arrived, and was refused when it went once more."""

    def twice(conn: Connection, row: Sending) -> None:
        outbox.doubt(conn, row, "TimeoutError", at)
        [again] = outbox.claim(conn, "test", at, LONG, 1)
        outbox.dead(conn, again, why, at)

    return await _left(work, message, at, twice)


async def left_in_doubt(work: Work, message: Message, why: str, at: datetime) -> int:
    """A message that may have arrived, twice."""

    def twice(conn: Connection, row: Sending) -> None:
        outbox.doubt(conn, row, why, at)
        [again] = outbox.claim(conn, "test", at, LONG, 1)
        outbox.doubt(conn, again, why, at)

    return await _left(work, message, at, twice)


async def _left(work: Work, message: Message, at: datetime, settle: Callable[[Connection, Sending], None]) -> int:
    def do(conn: Connection) -> int:
        outbox.put(conn, [message], at)
        [row] = outbox.claim(conn, "test", at, LONG, 1)
        settle(conn, row)
        return row.id

    return await work.run(do)


async def given_up(work: Work, update_id: int, body: str, why: str, at: datetime) -> int:
    """An update that failed for good."""

    def do(conn: Connection) -> int:
        inbox.receive(conn, "bot", [inbox.Incoming(update_id, "telegram:5", body)], at)
        [turn] = inbox.claim(conn, "test", at, LONG, 1)
        [row] = turn.updates
        inbox.failed(conn, turn.lane, turn.fence, row.id, why, at, at, dead_after=1)
        inbox.release(conn, turn.lane, turn.fence)
        return row.id

    return await work.run(do)
