"""What a decision may look at."""

from dataclasses import dataclass
from datetime import datetime

from workflow.deadlines import Rules
from workflow.office import Office


@dataclass(frozen=True, slots=True)
class Scene:
    """All that a decision may look at: the office, its rules, the present moment (UTC)."""

    office: Office
    rules: Rules
    now: datetime
