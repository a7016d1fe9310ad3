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
from bot.printable import visible
from storage import leading
from storage.alone import taken
from storage.clocks import shared_now

CHECK = "bot"
SECONDS = 2.0
"""Real seconds that the health page has to answer: it needs milliseconds."""

_RUN = "start it: systemctl start otklik, or python -m bot run; its log says why it ended"
_AGAIN = "start it anew: systemctl restart otklik; keep the last lines of its log"


async def running(visit: Visit) -> AsyncIterator[Finding]:
    """On SQLite by the lock that a bot holds, on PostgreSQL by the lease of the one that leads; then its own word.

    One that leads from another machine is not asked: the health pages are of this one.
    """
    if visit.file is not None:
        there, here, who = taken(visit.file), True, "a process holds the database"
    else:
        worker = await visit.database.read(lambda conn: _leader(conn, visit.now))
        there, here = worker is not None, str(worker).partition(":")[0] == socket.gethostname()
        who = f"{visible(str(worker))} leads"
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


def _leader(conn: Connection, here: datetime) -> str | None:
    """Who leads at present, if anybody does."""
    worker, until = leading.leader(conn, JOB)
    return worker if until is not None and until > shared_now(conn, here) else None
