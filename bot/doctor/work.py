"""Whether the work goes on: a bot runs, nothing is stuck, nothing waits longer than it should."""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta

from sqlalchemy import Connection

from bot.commands.ages import age
from bot.doctor.finding import Finding, fault, ok, warning
from bot.doctor.visit import Visit
from bot.leading import JOB
from storage import leading, vitals
from storage.alone import taken
from storage.vitals import Vitals

LATE = timedelta(minutes=5)
"""What is due is dealt with within seconds; an outage or a stopped bot makes it late."""

_RUN = "start it: systemctl start otklik, or python -m bot run; its log says why it ended"


async def running(visit: Visit) -> AsyncIterator[Finding]:
    """On SQLite by the lock that a bot holds, on PostgreSQL by the lease of the one that leads."""
    if visit.file is not None:
        there, who = taken(visit.file), ""
    else:
        worker, until = await visit.database.read(_leader)
        there, who = until is not None and until > visit.now, f": {worker} leads"
    yield ok("bot", f"it runs{who}") if there else warning("bot", "none runs on this database", _RUN)


def _leader(conn: Connection) -> tuple[str | None, datetime | None]:
    return leading.leader(conn, JOB)


async def boxes(visit: Visit) -> AsyncIterator[Finding]:
    """What is stuck needs a person; what waits long needs a bot, or a way to Telegram."""
    seen = await visit.database.read(vitals.look)
    for finding in judged(seen, visit.now):
        yield finding


def judged(seen: Vitals, now: datetime) -> list[Finding]:
    """The figures of the work, as findings."""
    found = [*_stuck(seen), *_waiting(seen, now)]
    late = seen.next_timer is not None and now - seen.next_timer > LATE
    if late and seen.next_timer is not None:
        mend = "see that a bot runs and what its log says; a simulated clock counts otherwise"
        found.append(warning("timers", f"the oldest is due for {age(seen.next_timer, now)}", mend))
    return [*(found or [ok("boxes", "nothing is stuck, nothing waits long")]), *([] if late else [_timers(seen)])]


_MENDS = "outbox retry N, or outbox drop N --reason …"


def _timers(seen: Vitals) -> Finding:
    return ok("timers", "none is late" if seen.next_timer else "none is set")


def _stuck(seen: Vitals) -> list[Finding]:
    dead, doubt = seen.rows("dead"), seen.rows("doubt")
    found = []
    if dead:
        found.append(warning("outbox", f"{dead} could not be sent", f"outbox list, then {_MENDS}"))
    if doubt:
        words = f"{doubt} in doubt: each may have arrived"
        found.append(warning("outbox", words, f"outbox list; ask the reader, then {_MENDS}"))
    if seen.inbox_dead:
        words = f"{seen.inbox_dead} updates were given up"
        found.append(warning("inbox", words, "inbox dead; after a new version, inbox requeue"))
    return found


def _waiting(seen: Vitals, now: datetime) -> list[Finding]:
    oldest = {"inbox": seen.inbox_oldest, **{f"outbox, {one}": seen.oldest(one) for one in ("telegram", "mail")}}
    mend = "see that a bot runs, and that Telegram (or the mail server) is reached"
    return [
        fault(check, f"the oldest has waited for {age(since, now)}", mend)
        for check, since in oldest.items()
        if since is not None and now - since > LATE
    ]
