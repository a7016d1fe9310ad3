"""Real time that passes only when a test says so, for what counts real seconds."""

import asyncio
from datetime import UTC, datetime, timedelta

_BEGAN = datetime(2026, 3, 4, tzinfo=UTC)


class VirtualTime:
    """Seconds that jump: whoever sleeps moves them on, and so does whoever finds nothing to do."""

    def __init__(self) -> None:
        self.now = 0.0

    def seconds(self) -> float:
        """A clock that is never put back."""
        return self.now

    def real(self) -> datetime:
        """The same as a moment, UTC."""
        return _BEGAN + timedelta(seconds=self.now)

    async def sleep(self, seconds: float) -> None:
        """Sleep without waiting."""
        self.now += max(seconds, 0.001)  # a wait so short that adding it changes nothing would never end
        await asyncio.sleep(0)
