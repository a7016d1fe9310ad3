"""Where this process stands between its start and its end."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import IntEnum

from bot.health.pulse import Pulse


class Phase(IntEnum):
    """The database is brought up to the code, Telegram is greeted, the work is done, the work is ended."""

    STARTING = 0
    MIGRATED = 1
    RUNNING = 2
    STOPPING = 3


@dataclass(slots=True)
class Life:
    """What is known of this process without asking anybody. `leads` tells whether it is the leader."""

    pulse: Pulse = field(default_factory=Pulse)
    phase: Phase = Phase.STARTING
    leads: Callable[[], bool] = lambda: True
