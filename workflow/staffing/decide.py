"""A command about an office and the facts give changes, or a refusal. Nothing here performs anything."""

from functools import singledispatch

from workflow.office import Office
from workflow.rights.row import What
from workflow.staffing.changes import Change
from workflow.staffing.commands import Edit, StaffCommand
from workflow.staffing.facts import Facts
from workflow.staffing.fields import field_of
from workflow.staffing.refusals import StaffRefusal, StaffWhy
from workflow.staffing.rights import may_here, may_staff
from workflow.words import PersonId

StaffDecision = tuple[Change, ...] | StaffRefusal


@singledispatch
def decide_staff(command: StaffCommand, facts: Facts) -> StaffDecision:
    """What the command makes of the office. Raises TypeError for a command that is none."""
    raise TypeError(f"nobody decides the command {command!r}")


@decide_staff.register
def _(command: Edit, facts: Facts) -> StaffDecision:
    if not may_staff(command.by, command, facts.office):
        return StaffRefusal(StaffWhy.NOT_YOURS)
    present = field_of(facts.office, command.what, command.key, command.field)
    if present is None:
        return StaffRefusal(StaffWhy.NO_SUCH)
    if present.value == command.value:
        return ()
    if present.value != command.seen:
        return StaffRefusal(StaffWhy.STALE, *((PersonId(facts.last.by or 0), facts.last.at) if facts.last else ()))
    return (Change(command.what, command.key, command.field, present.value, command.value),)


def administers(office: Office, by: PersonId | None) -> bool:
    """Whether he may change the office and its staff."""
    return may_here(by, What.EDIT, office)
