"""A testing aid: named points at which a test may have the process killed. Does nothing unless asked.

With OTKLIK_KILL_AT=N the process kills itself (SIGKILL) at the N-th point it passes. With
OTKLIK_COUNT_POINTS=FILE it appends the name of each point to the file.
"""

import os
import signal
from collections.abc import Callable, Mapping
from itertools import count
from pathlib import Path


def make_point(environment: Mapping[str, str]) -> Callable[[str], None]:
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


class _Hook:
    pass_by: Callable[[str], None] = staticmethod(_pass)


def arm(environment: Mapping[str, str] = os.environ) -> None:
    """Do from now on what the environment asks for; called once, when the bot starts."""
    _Hook.pass_by = staticmethod(make_point(environment))


def point(name: str) -> None:
    """A point is passed. Told by commits (`commit:before`) and by calls to Telegram (`send:after:sendMessage`)."""
    _Hook.pass_by(name)
