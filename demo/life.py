"""What became of the bot's process, as the page is told."""

import signal
from dataclasses import asdict, dataclass
from typing import Any

BACK = 2.0
"""Real seconds after which a killed bot is started again: long enough to be seen."""

PAUSES = (2.0, 4.0, 8.0, 16.0, 30.0)
"""Real seconds before a bot is started again that ended by itself; the more often, the longer."""

LONG = 60.0
"""Real seconds after which a bot has lived well: what went wrong before is forgotten."""


@dataclass
class Life:
    """`state` is off, starting, running, killed or failed.

    `killed_at` is the office's time of the last kill; `back_after` is the real seconds after which it is started again,
    and, once it runs, after which it was back; `exit` is how it last ended (negative: the signal); `reason` is why, in
    the last words of its log.
    """

    state: str = "off"
    kills: int = 0
    killed_at: str | None = None
    back_after: float | None = None
    exit: int | None = None
    reason: str = ""

    def shown(self) -> dict[str, Any]:
        """All of it, as the page is told."""
        return asdict(self)

    def starts(self) -> None:
        """The process is being started."""
        self.state = "starting"

    def runs(self, after: float | None) -> None:
        """It asks the messenger for updates; `after` is the real seconds since it was last seen alive."""
        self.state, self.exit, self.reason = "running", None, ""
        self.back_after = None if after is None else round(after, 1)

    def ended(self, code: int, reason: str, pause: float, now: str) -> None:
        """It is gone, and will be started again after a pause of real seconds; `now` is the office's time."""
        self.exit, self.back_after = code, pause
        if code == -signal.SIGKILL:
            self.state, self.reason, self.killed_at = "killed", "", now
            self.kills += 1
        else:
            self.state, self.reason, self.killed_at = "failed", reason, None


def pause_after(code: int, failures: int) -> float:
    """Real seconds to wait before the next start; `failures` is how often it ended by itself in a row, this one too."""
    return BACK if code == -signal.SIGKILL else PAUSES[min(failures, len(PAUSES)) - 1]
