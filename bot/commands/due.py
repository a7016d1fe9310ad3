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
from workflow.cases import Case
from workflow.deadlines import Rules, dues, other_times
from workflow.due import Due
from workflow.procedure import Deadline, Procedure
from workflow.words import Importance

_ELSEWHERE = frozenset(
    {
        *("detected", "received", "posted", "routed", "submitted", "sent_back", "approved", "moderated"),
        *("interim_published", "interim_sent", "date_given"),
        *(mark for one in ACTIONS.values() for mark in one.mark),
    }
)
"""Moments that some office's procedure may know although this one does not."""

Found = tuple[tuple[Deadline, str, Due], ...]


def answer(
    name: str,
    moments: Mapping[str, datetime],
    zone_name: str,
    importance: str,
    as_json: bool,
    *,
    days: int | None = None,
    kind: str = "",
) -> str:
    """The deadlines known from the moments, as a table in plain Russian or as JSON.

    A moment without an offset is local to the zone. Raises ValueError with the mend.
    """
    procedure, zone = find(name), zone_named(zone_name)
    _known(moments, procedure)
    aware = {key: at if at.tzinfo else at.replace(tzinfo=zone) for key, at in moments.items()}
    times = other_times(procedure, zone_name)
    rules = Rules(procedure, working_time(zone), procedure.bare_hours, procedure.day_off_deadlines, times)
    every = dues(aware, rules, _case(importance, days, kind, procedure))
    found = tuple(one for one in every if one[0].once is None or one[0].once in moments)
    return _as_json(procedure, found, zone) if as_json else _as_table(found, zone)


def _known(moments: Mapping[str, datetime], procedure: Procedure) -> None:
    if not moments:
        raise ValueError("no moment is given; write for example detected=2026-03-05T17:50")
    """Moments of other procedures are let be, so that one call can be made for several; made-up ones are not."""
    if strange := sorted(set(moments) - procedure.happenings() - _ELSEWHERE):
        known = ", ".join(sorted(procedure.happenings()))
        raise ValueError(f"{strange[0]}: no such moment in {procedure.name}; known are: {known}")


def _case(importance: str, days: int | None, kind: str, procedure: Procedure) -> Case:
    """What is asked of; the days of the fast track and a kind of card only where the procedure has them."""
    if kind and procedure.kinds and kind not in procedure.kinds:
        raise ValueError(f"--kind {kind}: write one of {', '.join(procedure.kinds)}")
    ranged = [one.fast.rule for one in procedure.deadline if one.fast and one.fast.rule.least is not None]
    fast = _importance(importance) is Importance.FAST
    for rule in ranged if fast else ():
        if days is None or not (rule.least or 0) <= days <= rule.amount:
            raise ValueError(f"--days {days}: write a number from {rule.least} to {rule.amount}")
    return Case(_importance(importance), days=days if fast else None, kind=kind or procedure.default_kind)


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
