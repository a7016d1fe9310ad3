"""What a decision may look at."""

from dataclasses import dataclass
from datetime import datetime

from workflow.card import Card
from workflow.deadlines import Rules
from workflow.office import Office


@dataclass(frozen=True, slots=True)
class Scene:
    """All that a decision may look at: the office, its rules, the present moment (UTC).

    `other` is another card that the command speaks of. `leads` tells that others are joined to the card.
    """

    office: Office
    rules: Rules
    now: datetime
    other: Card | None = None
    leads: bool = False
