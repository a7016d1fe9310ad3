"""The sandbox's clock: it can be set to any moment and run at any speed."""

import time


class Clock:
    """Unix time in seconds which runs `speed` times as fast as the real one."""

    def __init__(self) -> None:
        self.speed = 1.0
        self._base = time.time()
        self._since = time.monotonic()

    def now(self) -> float:
        """Return the present moment of the sandbox as Unix time."""
        return self._base + (time.monotonic() - self._since) * self.speed

    def set(self, now: float | None = None, speed: float | None = None) -> None:
        """Move the clock to a moment, change its speed, or both."""
        self._base = self.now() if now is None else now
        self._since = time.monotonic()
        self.speed = self.speed if speed is None else speed
