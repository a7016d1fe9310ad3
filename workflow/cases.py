"""What a card's times and ways depend on besides its moments."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from workflow.words import Importance

IN_TIME, LATE, OTHERWISE = "in_time", "late", "otherwise"


@dataclass(frozen=True, slots=True)
class Case:
    """The properties of a card that its deadlines look at.

    `days` were agreed on for the fast track. `shorter` names the shortened time that was chosen. `extended` is how
    much longer each deadline has become, in the units of its own rule.
    """

    importance: Importance = Importance.NORMAL
    days: int | None = None
    kind: str = ""
    category: str = ""
    topic: str = ""
    shorter: str = ""
    extended: Mapping[str, int] = field(default_factory=dict)

    def unhurried(self) -> "Case":
        """The same card, had nobody hurried it."""
        return replace(self, importance=Importance.NORMAL, shorter="")
