"""A testing aid: named points at which a test may have the process killed or frozen. Does nothing unless asked.

With OTKLIK_KILL_AT=N the process kills itself (SIGKILL) at the N-th point it passes, with OTKLIK_KILL_AT=NAME#N
where it passes the point of that name for the N-th time; with OTKLIK_FREEZE_AT it stops there (SIGSTOP) till it is told
to go on. With OTKLIK_ARMED_BY=FILE the points are counted from the moment that there is such a file. With
OTKLIK_COUNT_POINTS=FILE the process appends the name of each point to the file.
"""

import os
import signal
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path

_SIGNALS = {"OTKLIK_KILL_AT": signal.SIGKILL, "OTKLIK_FREEZE_AT": signal.SIGSTOP}
ANY = ""
"""Stands for a point of whatever name."""


def make_point(environment: Mapping[str, str]) -> Callable[[str], None]:
    """The hook for this environment. Raises ValueError where it names a point neither as `N` nor as `NAME#N`."""
    wanted = {_SIGNALS[key]: _named(at) for key in _SIGNALS if (at := environment.get(key))}
    listing, armed_by = environment.get("OTKLIK_COUNT_POINTS"), environment.get("OTKLIK_ARMED_BY")
    if not wanted and not listing:
        return _pass
    passed = Counter[str]()

    def point(name: str) -> None:
        if armed_by and not Path(armed_by).exists():
            return
        passed.update((name, ANY))
        if listing:
            with Path(listing).open("a", encoding="utf-8") as file:
                file.write(f"{name}\n")
        for number, at in wanted.items():
            if at in ((name, passed[name]), (ANY, passed[ANY])):
                os.kill(os.getpid(), number)

    return point


def _named(at: str) -> tuple[str, int]:
    """The name of a point, and how often it is to be passed."""
    name, _, number = at.rpartition("#")
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
    begun, or has written and not committed (`handler:begun`, `handler:written`); a periodic job has written and not
    committed (`led:written`); a call to Telegram is made, or its
    outcome known and not noted (`send:before:sendMessage`, `send:after:sendMessage`); any commit is made
    (`commit:before`, `commit:after`).
    """
    _Hook.pass_by(name)
