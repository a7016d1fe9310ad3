"""A testing aid: named points at which a test may have the process killed. Does nothing unless asked.

With OTKLIK_KILL_AT=N the process kills itself (SIGKILL) at the N-th point it passes, with OTKLIK_KILL_AT=NAME#N
where it passes the point of that name for the N-th time. With OTKLIK_COUNT_POINTS=FILE it appends the name of each
point to the file.
"""

import os
import signal
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path

ANY = ""
"""Stands for a point of whatever name."""


def make_point(environment: Mapping[str, str]) -> Callable[[str], None]:
    """The hook for this environment. Raises ValueError where OTKLIK_KILL_AT is neither `N` nor `NAME#N`."""
    kill_at, listing = environment.get("OTKLIK_KILL_AT"), environment.get("OTKLIK_COUNT_POINTS")
    if not kill_at and not listing:
        return _pass
    last = _last(kill_at) if kill_at else None
    passed = Counter[str]()

    def point(name: str) -> None:
        passed.update((name, ANY))
        if listing:
            with Path(listing).open("a", encoding="utf-8") as file:
                file.write(f"{name}\n")
        if last in ((name, passed[name]), (ANY, passed[ANY])):
            os.kill(os.getpid(), signal.SIGKILL)

    return point


def _last(kill_at: str) -> tuple[str, int]:
    """The point that is the last one: its name, and how often it is passed."""
    name, _, number = kill_at.rpartition("#")
    return name, int(number)


def _pass(name: str) -> None:
    """Nobody tests: go on."""


class _Hook:
    pass_by: Callable[[str], None] = staticmethod(_pass)


def arm(environment: Mapping[str, str] = os.environ) -> None:
    """Do from now on what the environment asks for; called once, when the bot starts."""
    _Hook.pass_by = staticmethod(make_point(environment))


def point(name: str) -> None:
    """A point is passed.

    Updates are received and not stored (`inbox:received`), stored and not confirmed (`inbox:committed`); a handler is
    begun, or has written and not committed (`handler:begun`, `handler:written`); a call to Telegram is made, or its
    outcome known and not noted (`send:before:sendMessage`, `send:after:sendMessage`); any commit is made
    (`commit:before`, `commit:after`).
    """
    _Hook.pass_by(name)
