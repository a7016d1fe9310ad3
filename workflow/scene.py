"""What a decision may look at."""

from dataclasses import dataclass
from datetime import datetime

from workflow.card import Card
from workflow.deadlines import Rules
from workflow.events import Event
from workflow.office import Office
from workflow.refusals import Refusal


@dataclass(frozen=True, slots=True)
class Below:
    """An office below, and how a card passed down to it would begin there; a refusal where its rules forbid it."""

    office: Office
    opening: tuple[Event, ...] | Refusal


@dataclass(frozen=True, slots=True)
class Scene:
    """All that a decision may look at: the office, its rules, the present moment (UTC).

    `other` is another card that the command speaks of. `leads` tells that others are joined to the card. `below` is
    the office below that the command speaks of; None where there is none such.
    """

    office: Office
    rules: Rules
    now: datetime
    other: Card | None = None
    leads: bool = False
    below: Below | None = None
