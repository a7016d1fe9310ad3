"""What came of the calls to Telegram since this process began: counted, and when there was last an answer."""

import re
import time
from collections.abc import Callable

from prometheus_client import CollectorRegistry, Counter

from bot.outcomes import NotSent, Outcome, Retry, Unsure

_NO_ANSWER = (Unsure, NotSent)


class Calls:
    """Counts by method and outcome; both are few and fixed, and name nobody."""

    def __init__(self, registry: CollectorRegistry, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._answered: float | None = None
        self.answers: bool | None = None
        """Whether the last call was answered, with a refusal too; None before the first."""
        about = "Calls to the Bot API, by method and by what came of them."
        self._calls = Counter("otklik_telegram_calls", about, ("method", "outcome"), registry=registry)
        about = "Answers 429 of the Bot API: too many messages."
        self._floods = Counter("otklik_telegram_floods", about, registry=registry)

    def heard(self, method: str, outcome: Outcome) -> None:
        """Note what came of one call."""
        self._calls.labels(method, _name(outcome)).inc()
        if isinstance(outcome, Retry):
            self._floods.inc()
        self.answers = not isinstance(outcome, _NO_ANSWER)
        if self.answers:
            self._answered = self._clock()

    @property
    def silence(self) -> float | None:
        """Seconds since Telegram last answered; None where it never did."""
        return None if self._answered is None else self._clock() - self._answered


def _name(outcome: Outcome) -> str:
    """`NotModified` is not_modified."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", type(outcome).__name__).lower()
