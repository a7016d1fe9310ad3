"""The clock that all processes share, so that it does not matter what the clocks of their machines show."""

from datetime import UTC, datetime

from sqlalchemy import Connection, DateTime, func, select


def shared_now(conn: Connection, here: datetime) -> datetime:
    """The real present moment, UTC, by the clock of the database server.

    `here` is the same by this machine's clock; it is taken on SQLite, where all processes are on one machine.
    """
    if conn.dialect.name == "sqlite":
        return here
    present = conn.execute(select(func.clock_timestamp(type_=DateTime(timezone=True)))).scalar_one()
    return present.astimezone(UTC)
