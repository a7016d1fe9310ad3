"""Whether the work goes on: nothing is stuck, nothing waits longer than it should."""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta

from bot.commands.ages import age, counted
from bot.doctor.finding import Finding, fault, ok
from bot.doctor.visit import Visit
from storage import vitals
from storage.vitals import Vitals

LATE = timedelta(minutes=5)
"""What is due is dealt with within seconds; an outage or a stopped bot makes it late."""


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
        found.append(fault("timers", f"the oldest is due for {age(seen.next_timer, now)}", mend))
    return [*(found or [ok("boxes", "nothing is stuck, nothing waits long")]), *([] if late else [_timers(seen)])]


_MENDS = "outbox retry N, or outbox drop N --reason …"


def _timers(seen: Vitals) -> Finding:
    return ok("timers", "none is late" if seen.next_timer else "none is set")


def _stuck(seen: Vitals) -> list[Finding]:
    dead, doubt = seen.rows("dead"), seen.rows("doubt")
    found = []
    if dead:
        found.append(fault("outbox", f"{dead} could not be sent", f"outbox list, then {_MENDS}"))
    if doubt:
        words = f"{doubt} in doubt: each may have arrived"
        found.append(fault("outbox", words, f"outbox list; ask the reader, then {_MENDS}"))
    if alerts := seen.alerts("dead"):
        words = f"{counted(alerts, 'message')} of the bot's own trouble could not be sent"
        mend = "outbox list says where to and why; mend ALERTS_CHAT, or that, then outbox drop N --reason …"
        found.append(fault("alerts", words, mend))
    if seen.inbox_dead:
        words = f"{seen.inbox_dead} updates were given up"
        found.append(
            fault("inbox", words, "inbox dead; after a new version ask whether it was sent again, else inbox requeue")
        )
    if seen.inbox_asked:
        words = f"{seen.inbox_asked} updates wait for over a day: their sender has not said for which office"
        found.append(fault("inbox", words, "inbox asked, and speak to him; inbox requeue N asks him again"))
    return found


def _waiting(seen: Vitals, now: datetime) -> list[Finding]:
    oldest = {"inbox": seen.inbox_oldest, **{f"outbox, {one}": seen.oldest(one) for one in ("telegram", "mail")}}
    mend = "see that a bot runs, and that Telegram (or the mail server) is reached"
    return [
        fault(check, f"the oldest has waited for {age(since, now)}", mend)
        for check, since in oldest.items()
        if since is not None and now - since > LATE
    ]
