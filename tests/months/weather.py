"""What befalls calls to Telegram: calm, wind, storm, an outage of hours; and kills at any point."""

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

from tests.months.database import KilledError
from tests.months.times import Times

KINDS = ("refused", "lost_reply", "flood", "server_error", "html", "truncated", "delay", "hang")
CALM, WIND, STORM = 0.0, 0.02, 0.12


@dataclass
class Weather:
    """The dice of everything that goes wrong. `outage_till` is monotonic time; `doubtful` counts lost answers."""

    dice: Random
    times: Times
    chance: float = CALM
    outage_till: float = 0.0
    hits: dict[str, int] = field(default_factory=dict)

    def strikes(self, method: str) -> str:
        """What befalls this call; nothing, mostly."""
        if self.times.passed < self.outage_till:
            return self._note(self.dice.choice(("refused", "refused", "lost_before", "html", "server_error")))
        if not self.chance or self.dice.random() >= self.chance:
            return ""
        return self._note(self.dice.choice(KINDS))

    def _note(self, kind: str) -> str:
        self.hits[kind] = self.hits.get(kind, 0) + 1
        return kind


@dataclass
class Reaper:
    """Kills the bot at the n-th point from now: every commit is two points, every send is two."""

    dies: Callable[[], None]
    left: int = 0
    kills: int = 0
    where: str = ""
    spares: bool = False
    """Somebody else passes points meanwhile: the bot is killed at its own next one."""

    def point(self, name: str) -> None:
        """A point is passed."""
        if self.left == 1 and self.spares:
            return
        if self.left == 1:
            self.left, self.kills, self.where = 0, self.kills + 1, name
            self.dies()
            raise KilledError(name)
        self.left = max(0, self.left - 1)
