"""A testing aid: named points at which a test may have the process killed. Does nothing unless asked.

With OTKLIK_KILL_AT=N the process kills itself (SIGKILL) at the N-th point it passes. With
OTKLIK_COUNT_POINTS=FILE it appends the name of each point to the file.
"""

import os
import signal
from collections.abc import Callable
from itertools import count
from pathlib import Path


def make_point(environment: "os._Environ[str] | dict[str, str]") -> Callable[[str], None]:
    """The hook for this environment. Raises ValueError where OTKLIK_KILL_AT is no number."""
    kill_at = int(environment.get("OTKLIK_KILL_AT") or 0)
    listing = environment.get("OTKLIK_COUNT_POINTS")
    if not kill_at and not listing:
        return _pass
    passed = count(1)

    def point(name: str) -> None:
        number = next(passed)
        if listing:
            with Path(listing).open("a", encoding="utf-8") as file:
                file.write(f"{name}\n")
        if number == kill_at:
            os.kill(os.getpid(), signal.SIGKILL)

    return point


def _pass(name: str) -> None:
    """Nobody tests: go on."""


point = make_point(os.environ)
