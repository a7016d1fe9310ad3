"""The clock that all processes share, so that it does not matter what the clocks of their machines show."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, DateTime, func, select


def shared_now(conn: Connection, here: datetime) -> datetime:
    """The real present moment, UTC, by the clock of the database server.

    `here` is the same by this machine's clock; it is taken on SQLite, where all processes are on one machine.
    """
    if conn.dialect.name == "sqlite":
        return here
    present = conn.execute(select(func.clock_timestamp(type_=DateTime(timezone=True)))).scalar_one()
    return present.astimezone(UTC)


def ahead(conn: Connection, real: Callable[[], datetime]) -> timedelta:
    """By how much this machine's clock is ahead of the shared one at least; behind it where it is negative.

    `real` shows this machine's time. For how long the question was under way counts for neither. On SQLite there is but
    one clock.
    """
    if conn.dialect.name == "sqlite":
        return timedelta()
    before = real()
    shared = shared_now(conn, before)
    after = real()
    return before - shared if shared < before else min(after - shared, timedelta())


def signed(by: timedelta) -> str:
    """So much ahead or behind, in whole seconds, as a log has it: «+0:03:00», «-0:03:00»."""
    return f"{'-' if by < timedelta() else '+'}{timedelta(seconds=round(abs(by).total_seconds()))}"
