"""Somebody leaves: whether it can be written down so, and by how much it was told too late (Sobolevo 9)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from workflow.deadlines import time_of
from workflow.office import Person
from workflow.procedure import Procedure
from workflow.staffing.administrators import is_last
from workflow.staffing.changes import Change, Thing
from workflow.staffing.commands import Dismiss
from workflow.staffing.facts import Facts
from workflow.staffing.outcome import StaffDecision
from workflow.staffing.refusals import StaffRefusal, StaffWhy
from workflow.staffing.rights import may_staff

LONGEST_AGO = timedelta(days=366)
"""How old an order may be; whoever names an older one has mistyped it."""


@dataclass(frozen=True, slots=True)
class Late:
    """By how many calendar days a dismissal was told too late, and by which clause."""

    days: int
    clause: str


def dismissed(command: Dismiss, facts: Facts) -> StaffDecision:
    """His access ends; the last administrator stays."""
    office, person = facts.office, facts.office.person(command.person)
    if person is None:
        return StaffRefusal(StaffWhy.NO_SUCH)
    if not may_staff(command.by, command, office):
        return StaffRefusal(StaffWhy.NOT_YOURS)
    if is_last(person, office):
        return StaffRefusal(StaffWhy.LAST_ADMINISTRATOR)
    today = time_of(office.timetable).local_date(facts.now)
    if not today - LONGEST_AGO <= command.ordered <= today:
        return StaffRefusal(StaffWhy.BAD_DATES)
    if not _may_take_over(office.person(command.to), person, command):
        return StaffRefusal(StaffWhy.BAD_SUBSTITUTE)
    key = person.key
    left = Change(Thing.PERSON, key, "left_on", None, command.ordered.isoformat())
    return left, Change(Thing.PERSON, key, "", person.name, None)


def _may_take_over(to: Person | None, person: Person, command: Dismiss) -> bool:
    if command.to is None:
        return True
    return to is not None and to.present and to.id != person.id


def late(ordered: date, told: date, procedures: Iterable[Procedure]) -> Late | None:
    """By how much it was told too late; of several procedures of the office the strictest counts."""
    rules = [one.dismissal for one in procedures if one.dismissal]
    found = [Late((told - ordered).days - one.days, one.clause) for one in rules]
    over = [one for one in found if one.days > 0]
    return max(over, key=lambda one: one.days, default=None)
