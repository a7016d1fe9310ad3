"""What came of a command about an office."""

from dataclasses import dataclass

from workflow.staffing.changes import Change
from workflow.staffing.refusals import StaffRefusal


@dataclass(frozen=True, slots=True)
class Changed:
    """It was done: these changes, none of them where it was so already."""

    changes: tuple[Change, ...]


StaffOutcome = Changed | StaffRefusal

StaffDecision = tuple[Change, ...] | StaffRefusal
"""What was decided: the changes to be made, or why there are none."""
