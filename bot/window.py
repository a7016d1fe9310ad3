"""How many messages go in any one second, whichever second is looked at. Pure; real seconds are passed in."""

from collections import deque


class Window:
    """So many messages a second at most; fewer than one a second is one in a longer time."""

    def __init__(self, rate: float) -> None:
        self._gone: deque[float] = deque()
        self.paced(rate)

    def paced(self, rate: float) -> None:
        """From now on so many a second."""
        self.size = max(1, int(rate))
        self._span = self.size / rate
        self._gone = deque(self._gone, maxlen=self.size)

    def wait(self, now: float) -> float:
        """Seconds till a message may go; 0 where one may at once."""
        return max(0.0, self._gone[0] + self._span - now) if len(self._gone) == self.size else 0.0

    def take(self, now: float, count: int = 1) -> None:
        """Messages go now. An album goes whole, and later messages wait till there is room again."""
        self._gone.extend([now] * count)

    def left(self, now: float) -> int:
        """How many may go at once."""
        return self.size - sum(at > now - self._span for at in self._gone)

    def drain(self, till: float) -> None:
        """One may go then, and the next ones at the rate, not all that waited at once."""
        self._gone.extend(till - self._span + self._span * n / self.size for n in range(self.size))
