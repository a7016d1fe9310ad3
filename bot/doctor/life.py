"""Whether a bot works on this database: one holds it, and where there are health pages its loops turn."""

import socket
from collections.abc import AsyncIterator
from datetime import datetime

import aiohttp
from sqlalchemy import Connection

from bot.doctor.finding import Finding, fault, ok
from bot.doctor.visit import Visit
from bot.health.probe import page
from bot.leading import JOB
from bot.naming import host_of
from bot.printable import visible
from storage import leading, presence
from storage.alone import taken
from storage.clocks import shared_now

CHECK = "bot"
SECONDS = 2.0
"""Real seconds that the health page has to answer: it needs milliseconds."""

_RUN = "start it: systemctl start otklik, or python -m bot run; its log says why it ended"
_SOON = " (when a leader has died another leads within 20 seconds)"
_AGAIN = "start it anew: systemctl restart otklik; keep the last lines of its log"


async def running(visit: Visit) -> AsyncIterator[Finding]:
    """On SQLite by the lock that a bot holds, on PostgreSQL by who leads and who says that he lives; then its own word.

    One that works on another machine is not asked: the health pages are of this one.
    """
    if visit.file is not None:
        there, here, who = taken(visit.file), True, "a process holds the database"
    else:
        leader, alive = await visit.database.read(lambda conn: _those(conn, visit.now))
        there, here = bool(alive), socket.gethostname() in map(host_of, [leader] if leader else alive)
        who = visible(f"{leader} leads" if leader else f"{', '.join(alive)}: nobody leads at present{_SOON}")
    if not there:
        yield fault(CHECK, "none runs on this database", _RUN)
    elif not here or visit.settings is None or visit.settings.health_port is None:
        yield ok(CHECK, f"{who}; HEALTH_PORT would tell whether its loops turn" if here else who)
    else:
        yield await _asked(who, visit.settings.health_host, visit.settings.health_port)


async def _asked(who: str, host: str, port: int) -> Finding:
    """What the bot says of itself; one that hangs says nothing."""
    url, limit = page(host, port), aiohttp.ClientTimeout(total=SECONDS)
    try:
        async with aiohttp.ClientSession(timeout=limit) as client, client.get(url) as answer:
            said = await answer.json()
            silent = said["silent"]
    except (aiohttp.ClientError, TimeoutError, OSError, ValueError, TypeError, KeyError):
        return fault(CHECK, f"{who}, and does not answer on HEALTH_PORT {port}: it hangs, or is no bot", _AGAIN)
    if silent:
        loops = visible(", ".join(map(str, silent)))
        return fault(CHECK, f"{who}, and hangs: nothing is heard of {loops}", _AGAIN)
    return ok(CHECK, "it runs, and its loops turn")


def _those(conn: Connection, here: datetime) -> tuple[str | None, list[str]]:
    """Who leads at present, if anybody does, and all who live, he among them."""
    now = shared_now(conn, here)
    worker, until = leading.leader(conn, JOB)
    leader = worker if until is not None and until > now else None
    alive = presence.names(conn, now)
    return leader, sorted({leader, *alive}) if leader else alive
