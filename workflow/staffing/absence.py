"""Somebody is away, or is back: whether it can be written down so, and what is written."""

from datetime import datetime, timedelta

from workflow.rights.row import What
from workflow.staffing.changes import Change, Thing
from workflow.staffing.commands import Absent, Back
from workflow.staffing.facts import Facts
from workflow.staffing.outcome import StaffDecision
from workflow.staffing.refusals import StaffRefusal, StaffWhy
from workflow.staffing.rights import may_here, may_staff
from workflow.staffing.spells import Spell, State

FIELD = "absence"
"""Under what name absences stand in the book of an office's changes."""

FARTHEST = timedelta(days=732)
"""How far from now an absence may begin or end; whoever says more has mistyped it."""


def absent(command: Absent, facts: Facts) -> StaffDecision:
    """An absence comes into the book. One that began before now is written down as it was; one that is over is not."""
    person = facts.office.person(command.person)
    if person is None:
        return StaffRefusal(StaffWhy.NO_SUCH)
    if not may_staff(command.by, command, facts.office):
        return StaffRefusal(StaffWhy.NOT_YOURS)
    if not _is_time(command, facts.now):
        return StaffRefusal(StaffWhy.BAD_DATES)
    if refusal := _overlap(command, facts) or _bad_substitute(command, facts):
        return refusal
    return (Change(Thing.PERSON, person.key, FIELD, None, _told(command)),)


def back(command: Back, facts: Facts) -> StaffDecision:
    """An absence that lasts is over, one that is planned will not be. The clock needs nobody's leave."""
    spell = facts.spell(command.absence)
    person = facts.office.person(spell.person) if spell else None
    if spell is None or person is None:
        return StaffRefusal(StaffWhy.NOT_AWAY)
    if command.by is not None and not may_here(command.by, What.BACK, facts.office, person):
        return StaffRefusal(StaffWhy.NOT_YOURS)
    return (Change(Thing.PERSON, person.key, FIELD, _told(spell), None),)


def _is_time(command: Absent, now: datetime) -> bool:
    ends = command.until
    lasts = ends is None or (command.since < ends and now < ends <= now + FARTHEST)
    return lasts and abs(command.since - now) <= FARTHEST


def _overlap(command: Absent, facts: Facts) -> StaffRefusal | None:
    his = (one for one in facts.absences if one.person == command.person)
    found = next((one for one in his if one.meets(command.since, command.until)), None)
    return StaffRefusal(StaffWhy.AWAY_ALREADY, at=found.since) if found else None


def _bad_substitute(command: Absent, facts: Facts) -> StaffRefusal | None:
    """Nobody stands in for himself, and nobody twice."""
    named = command.substitutes
    fits = len(set(named)) == len(named) and command.person not in named and all(map(facts.office.person, named))
    return None if fits else StaffRefusal(StaffWhy.BAD_SUBSTITUTE)


def _told(spell: Absent | Spell) -> dict[str, object]:
    return {
        "since": spell.since.isoformat(),
        "until": spell.until.isoformat() if spell.until else None,
        "why": spell.why.value,
        "substitutes": list(spell.substitutes),
        "stays": spell.stays,
    }


def begins_now(command: Absent, now: datetime) -> State:
    """As what the absence is written down."""
    return State.BEGUN if command.since <= now else State.PLANNED
