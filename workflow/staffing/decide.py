"""A command about an office and the facts give changes, or a refusal. Nothing here performs anything."""

from functools import singledispatch

from workflow.office import Office
from workflow.rights.row import What
from workflow.staffing.absence import absent, back
from workflow.staffing.adding import added, removed
from workflow.staffing.changes import Change
from workflow.staffing.commands import Absent, Add, Back, Confirm, Dismiss, Edit, Remove, StaffCommand
from workflow.staffing.confirming import confirmed
from workflow.staffing.dismissal import dismissed
from workflow.staffing.facts import Facts
from workflow.staffing.fields import field_of
from workflow.staffing.leaving import left_alone
from workflow.staffing.outcome import StaffDecision
from workflow.staffing.refusals import StaffRefusal, StaffWhy
from workflow.staffing.rights import may_here, may_staff
from workflow.staffing.values import unfit
from workflow.words import PersonId

__all__ = ["StaffDecision", "administers", "decide_staff"]


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
        return facts.quicker(StaffWhy.STALE)
    if refusal := unfit(command, facts.office) or left_alone(command, facts):
        return refusal
    return (Change(command.what, command.key, command.field, present.value, command.value),)


decide_staff.register(Add, added)
decide_staff.register(Remove, removed)
decide_staff.register(Confirm, confirmed)
decide_staff.register(Absent, absent)
decide_staff.register(Back, back)
decide_staff.register(Dismiss, dismissed)


def administers(office: Office, by: PersonId | None) -> bool:
    """Whether he may change the office and its staff."""
    return may_here(by, What.EDIT, office)
