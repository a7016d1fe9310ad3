"""Whether the office's clock may be believed by a sweep that erases for good.

A clock that is years ahead for an hour makes everything overdue. So it is believed where it went on as it should since
the sweep before, or, after a longer gap, when it has gone on for a day beside one that nobody sets: the machine's own
count of seconds since it was started, which goes on however often the bot is.
"""

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from storage.sweeps import Since

GAP = timedelta(days=3)
"""The longest time between two sweeps, by the clock, over which it is believed."""

WATCHED = timedelta(days=1)
"""For how long it is watched else."""

_BOOT = Path("/proc/sys/kernel/random/boot_id")
_PROCESS = secrets.token_hex(8)


def boot_id() -> str:
    """Which start of which machine this is; where a system does not tell, which process."""
    try:
        return _BOOT.read_text(encoding="ascii").strip()
    except OSError:
        return _PROCESS


@dataclass(slots=True)
class Watch:
    """Looks at the office's clock from sweep to sweep; `monotonic` gives seconds since the start that `boot` names."""

    monotonic: Callable[[], float] = time.monotonic
    boot: Callable[[], str] = boot_id

    def look(self, now: datetime, last: datetime | None, since: Since | None) -> tuple[bool, Since | None]:
        """Whether `now` may be believed, and since when it is watched, if it is not or was not till now.

        `last` is what the clock said at the sweep that was believed last.
        """
        if last is not None and abs(now - last) <= GAP:
            return True, None
        here = Since(now, self.monotonic(), self.boot())
        if since is None or since.boot != here.boot or abs(_parted(since, here)) > WATCHED / 2:
            since = here
        return min(here.clock - since.clock, _seconds(since, here)) >= WATCHED, since


def _parted(since: Since, here: Since) -> timedelta:
    return here.clock - since.clock - _seconds(since, here)


def _seconds(since: Since, here: Since) -> timedelta:
    return timedelta(seconds=here.seconds - since.seconds)
