"""All checks in their order: each is made where what it needs is there, and none stops the others."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator, Sequence

from bot.doctor import alerts, clock, database, keeping, life, mail, offices, settings, sqlite, telegram, work
from bot.doctor.finding import Finding, fault, skipped
from bot.doctor.visit import Visit
from bot.logs import fault as told

SECONDS = 60.0
"""For one check; a database of many gigabytes takes its time to be read."""

Check = Callable[[Visit], Iterator[Finding] | AsyncIterator[Finding]]

_SETTINGS: Sequence[Check] = (settings.settings, settings.names, settings.file_rights)
_FILE: Sequence[Check] = (sqlite.version, sqlite.file_system, keeping.disk)
_SQLITE: Sequence[Check] = (sqlite.rights, sqlite.way_of_writing, sqlite.integrity)
_DATABASE: Sequence[Check] = (database.migrations, clock.against_database)
_TABLES: Sequence[Check] = (keeping.backup, life.running, work.boxes, offices.people, clock.zones)
_TELEGRAM: Sequence[Check] = (telegram.token,)
_KNOWN: Sequence[Check] = (telegram.webhook, telegram.groups, alerts.alerts)


async def examine(visit: Visit) -> list[Finding]:
    """Everything that can be looked at. The visit is closed by whoever made it."""
    return [
        *await _all(_SETTINGS, visit),
        *await _on_the_database(visit),
        *await _at_telegram(visit),
        *await _all((mail.mail,), visit),
        *await _all((offices.calendar,), visit),
    ]


async def _on_the_database(visit: Visit) -> list[Finding]:
    if visit.storage is None:
        return [skipped("database", "the settings must be mended first")]
    found = await _all([*(_FILE if visit.file else ()), database.reached], visit)
    if visit.work is None or any(one.level == "fault" for one in found if one.check == database.CHECK):
        return [*found, skipped("offices", "the database could not be opened")]
    found += await _all([database.writable, *(_SQLITE if visit.file else ()), *_DATABASE], visit)
    if visit.offices is None:
        return [*found, skipped("offices", "the tables are not those of this version")]
    return [*found, *await _all(_TABLES, visit)]


async def _at_telegram(visit: Visit) -> list[Finding]:
    if visit.telegram is None:
        return [skipped("Telegram", "the settings must be mended first" if visit.faults else "--offline")]
    found = await _all(_TELEGRAM, visit)
    if visit.away:
        missed = ("clock", "token", "webhook", "group", "alerts")
        return [*found, *(skipped(one, "Telegram cannot be reached") for one in missed)]
    found += await _all((clock.against_telegram,), visit)
    if visit.me is None:
        return [*found, *(skipped(one, "Telegram does not know the bot") for one in ("group", "alerts"))]
    return [*found, *await _all(_KNOWN, visit)]


async def _all(checks: Sequence[Check], visit: Visit) -> list[Finding]:
    return [finding for check in checks for finding in await _made(check, visit)]


async def _made(check: Check, visit: Visit) -> list[Finding]:
    """What the check found; one that fails itself is a finding too."""
    found: list[Finding] = []
    name = check.__name__.replace("_", " ")
    try:
        async with asyncio.timeout(SECONDS):
            findings = check(visit)
            if isinstance(findings, AsyncIterator):
                found += [one async for one in findings]
            else:
                found += findings
    except TimeoutError:
        found.append(fault(name, f"no answer within {SECONDS:.0f} s", "see what keeps the machine or the network busy"))
    except Exception as error:
        found.append(
            fault(name, f"this could not be looked at: {told(error)}", "mend what stands above, then ask again")
        )
    return found
