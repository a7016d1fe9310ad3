"""`due`: every deadline that follows from known moments. Starts fast: no messenger and no database is imported."""

import json
from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.commands.plain import day_and_time
from bot.commands.procedures import find
from bot.commands.when import zone_named
from workflow.actions import ACTIONS
from workflow.calendar import working_time
from workflow.deadlines import Rules, dues
from workflow.due import Due
from workflow.procedure import Deadline, Procedure
from workflow.words import Importance

_ELSEWHERE = frozenset(
    {"posted", "moderated", "interim_published", "interim_sent", *(one.mark for one in ACTIONS.values())}
)
"""Moments that some office's procedure may know although this one does not."""

Found = tuple[tuple[Deadline, str, Due], ...]


def answer(name: str, moments: Mapping[str, datetime], zone_name: str, importance: str, as_json: bool) -> str:
    """The deadlines known from the moments, as a table in plain Russian or as JSON.

    A moment without an offset is local to the zone. Raises ValueError with the mend.
    """
    procedure, zone = find(name), zone_named(zone_name)
    _known(moments, procedure)
    aware = {key: at if at.tzinfo else at.replace(tzinfo=zone) for key, at in moments.items()}
    rules = Rules(procedure, working_time(zone), procedure.bare_hours, procedure.day_off_deadlines)
    found = dues(aware, rules, _importance(importance))
    return _as_json(procedure, found, zone) if as_json else _as_table(found, zone)


def _known(moments: Mapping[str, datetime], procedure: Procedure) -> None:
    if not moments:
        raise ValueError("no moment is given; write for example detected=2026-03-05T17:50")
    """Moments of other procedures are let be, so that one call can be made for several; made-up ones are not."""
    if strange := sorted(set(moments) - procedure.moments() - _ELSEWHERE):
        known = ", ".join(sorted(procedure.moments()))
        raise ValueError(f"{strange[0]}: no such moment in {procedure.name}; known are: {known}")


def _importance(text: str) -> Importance:
    try:
        return Importance(text)
    except ValueError:
        raise ValueError(f"--importance {text}: write one of {', '.join(Importance)}") from None


def _as_json(procedure: Procedure, found: Found, zone: ZoneInfo) -> str:
    deadlines = [
        {"name": deadline.name, "clause": clause, "due": due.at.astimezone(zone).isoformat()}
        for deadline, clause, due in found
    ]
    return json.dumps({"procedure": procedure.name, "deadlines": deadlines}, ensure_ascii=False)


def _as_table(found: Found, zone: ZoneInfo) -> str:
    rows = [(deadline.name, f"п. {clause}", day_and_time(due.at, zone)) for deadline, clause, due in found]
    wide = [max((len(row[column]) for row in rows), default=0) for column in (0, 1)]
    lines = [f"{name:<{wide[0]}}  {clause:<{wide[1]}}  {at}" for name, clause, at in rows]
    return "\n".join(lines) or "из этих моментов не следует ни одного срока"
