"""Sessions on the database server (PostgreSQL): each tells whose it is, and those of a process that is dead are ended.

Who is frozen in the middle of a transaction keeps what he has locked from all others. The server ends a session that is
idle in a transaction; one that was told a statement and waits for the word to carry it out is not idle for it.
"""

from datetime import datetime

from sqlalchemy import Connection, text

_MOST = 56
"""Characters of a worker's name that are told: the server takes 63 in all, of ASCII. The end of a name tells most."""

_END = text(
    "SELECT count(*) FILTER (WHERE pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = current_database() "
    "AND usename = current_user AND application_name = :name AND backend_start <= :till"
)

_SHUT = text("SELECT pg_is_in_recovery() OR current_setting('default_transaction_read_only')::boolean")


def session_name(worker: str) -> str:
    """What the server is told of whose a session is."""
    return f"otklik {worker.encode('ascii', 'replace').decode()[-_MOST:]}"


def end_sessions(conn: Connection, worker: str, till: datetime) -> int:
    """End the sessions of the worker that were begun till then (UTC, by the server's clock). Returns how many.

    On SQLite there are none. What was committed stays, and what was not is rolled back.
    """
    if conn.dialect.name == "sqlite":
        return 0
    return int(conn.execute(_END, {"name": session_name(worker), "till": till}).scalar_one())


def takes_no_writes(conn: Connection) -> bool:
    """Whether the server says that this session may only read: it is a standby, or writes are forbidden for a while.

    Of a SQLite file nobody knows before he writes.
    """
    if conn.dialect.name == "sqlite":
        conn.execute(text("SELECT 1")).close()
        return False
    return bool(conn.execute(_SHUT).scalar_one())
