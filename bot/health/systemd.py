"""Tells systemd how the service is: started, turning, stopping (sd_notify). Without systemd nothing is told."""

import asyncio
import socket
from collections.abc import Mapping

from bot.health.life import Life, Phase
from bot.logs import fault, log

_PATIENCE = 60
"""Seconds for which a start that is under way asks for more time: a large database is brought up slowly."""

_OFTEN = 10.0
_BUSY = {
    Phase.STARTING: "the database is brought up to the code",
    Phase.MIGRATED: "waits for Telegram",
    Phase.STOPPING: "finishes what is under way",
}


class Systemd:
    """One datagram for each thing that is told."""

    def __init__(self, life: Life, environment: Mapping[str, str], process: int) -> None:
        """`environment` is as systemd makes it; the watchdog is fed where it is meant for this process."""
        self._life = life
        self._address = environment.get("NOTIFY_SOCKET", "")
        self.every = _pause(environment, process)
        self._ready = False

    def stopping(self) -> None:
        """The end has begun."""
        self._tell("STOPPING=1", f"STATUS={_BUSY[Phase.STOPPING]}")

    async def run(self) -> None:
        """Tell how it is till cancelled. What is silent is not said to be well, and systemd starts it anew."""
        while self._address:
            self.once()
            await asyncio.sleep(self.every)

    def once(self) -> None:
        """Tell how it is now."""
        if self._life.phase is Phase.STARTING:
            self._tell(f"EXTEND_TIMEOUT_USEC={_PATIENCE * 1_000_000}", f"STATUS={self._status()}")
            return
        ready = () if self._ready else ("READY=1",)
        alive = () if self._life.pulse.silent() else ("WATCHDOG=1",)
        self._tell(*ready, *alive, f"STATUS={self._status()}")
        self._ready = True

    def _status(self) -> str:
        if silent := self._life.pulse.silent():
            return f"silent: {', '.join(silent)}"
        return _BUSY.get(self._life.phase) or ("leads" if self._life.leads() else "stands by")

    def _tell(self, *words: str) -> None:
        if not self._address:
            return
        # A name in the abstract space is written with @ in place of the zero byte.
        address = f"\0{self._address[1:]}" if self._address.startswith("@") else self._address
        try:
            with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_NONBLOCK) as out:
                out.sendto("\n".join(words).encode(), address)
        except OSError as error:
            log("bot.health").warning("systemd cannot be told", why=fault(error))


def _pause(environment: Mapping[str, str], process: int) -> float:
    """Seconds between two words: less than half of what the watchdog waits."""
    asked = environment.get("WATCHDOG_USEC", "")
    mine = environment.get("WATCHDOG_PID", str(process)) == str(process)
    if not (asked.isdecimal() and mine and int(asked)):
        return _OFTEN
    return min(_OFTEN, int(asked) / 1_000_000 / 3)
