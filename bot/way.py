"""The way out to Telegram, which notices and showings share."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime

from bot.bells import Bells
from bot.buckets import Buckets
from bot.clock import wall_now
from bot.methods import Call
from bot.outage import Outage
from bot.outcomes import Outcome
from storage.work import Work
from workflow.ports import Clock


@dataclass(slots=True)
class Way:
    """The way out, which notices and showings share; `lanes` are those with a notice under way.

    `real` is real time, `seconds` a clock that is never put back, `sleep` waits by it.
    """

    work: Work
    call: Callable[[Call], Awaitable[Outcome]]
    clock: Clock
    buckets: Buckets
    bells: Bells
    name: str
    bot: str = ""
    locale: str = "ru"
    mail: bool = False
    lanes: set[str] = field(default_factory=set)
    outage: Outage = field(default_factory=Outage)
    real: Callable[[], datetime] = wall_now
    seconds: Callable[[], float] = time.monotonic
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    fault: str = ""
    """Why nothing can be sent till somebody mends it; the process ends then, and what is to be sent stays."""

    def back(self) -> None:
        """Telegram answers again after a silence: nobody need wait for the end of a pause."""
        self.outage.over()
        self.bells.outbox.ring()
