"""Bells: one loop tells another that there is something to do. A lost ring only costs the time of a patrol."""

import asyncio
from dataclasses import dataclass, field

from bot.health.pulse import Pulse


class Bell:
    """Rung by anybody, waited for by one loop."""

    def __init__(self) -> None:
        self._event = asyncio.Event()

    def ring(self) -> None:
        """Wake whoever waits, or the next one who will."""
        self._event.set()

    async def wait(self, seconds: float) -> bool:
        """Wait for a ring, at most so long. Whether it rang."""
        try:
            async with asyncio.timeout(seconds):
                await self._event.wait()
        except TimeoutError:
            return False
        self._event.clear()
        return True


@dataclass(slots=True)
class Bells:
    """One bell for each loop that waits for work, and the pulse that all of them have together."""

    inbox: Bell = field(default_factory=Bell)
    outbox: Bell = field(default_factory=Bell)
    mail: Bell = field(default_factory=Bell)
    views: Bell = field(default_factory=Bell)
    pulse: Pulse = field(default_factory=Pulse)

    def ring_outward(self) -> None:
        """Something was committed that may be to be told or shown."""
        self.outbox.ring()
        self.mail.ring()
        self.views.ring()

    def ring_all(self) -> None:
        """Look, whatever you wait for."""
        self.inbox.ring()
        self.ring_outward()
