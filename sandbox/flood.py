"""A flood limiter in the manner of the real one; off by default. It counts real seconds, as bots do."""

import math
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from sandbox.settings import Settings
from sandbox.words import ApiError


@dataclass
class Bucket:
    """Tokens that come back at a rate a second."""

    tokens: float
    since: float

    def take(self, now: float, rate: float, burst: float) -> float:
        """Take one token and return 0, or return the seconds to wait for one."""
        self.tokens = min(burst, self.tokens + (now - self.since) * rate)
        self.since = now
        if self.tokens < 1:
            return (1 - self.tokens) / rate
        self.tokens -= 1
        return 0.0


@dataclass
class Flood:
    """Buckets for each bot, chat and group; `seconds` is a clock that is never put back."""

    buckets: dict[tuple[int, str], Bucket] = field(default_factory=dict)
    seconds: Callable[[], float] = time.monotonic

    def check(self, limits: Settings, bot: int, chat: int) -> None:
        """Count one message; raise ApiError 429 when there were too many."""
        rates = [("all", limits.flood_all_per_second, limits.flood_all_per_second)]
        rates.append((f"{chat}", limits.flood_chat_per_second, limits.flood_chat_burst))
        if chat < 0:
            minute = limits.flood_group_per_minute
            rates.append((f"{chat} minute", minute / 60, minute))
        now = self.seconds()
        wait = max(self._take(bot, name, now, rate, burst) for name, rate, burst in rates)
        if wait > 0:
            seconds = math.ceil(wait)
            raise ApiError(429, f"Too Many Requests: retry after {seconds}", {"retry_after": seconds})

    def _take(self, bot: int, name: str, now: float, rate: float, burst: float) -> float:
        bucket = self.buckets.setdefault((bot, name), Bucket(burst, now))
        return bucket.take(now, rate, burst)
