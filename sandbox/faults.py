"""Faults that can be switched on: each names what happens, to which calls, and how often."""

import random
from dataclasses import asdict, dataclass, field

from sandbox.words import ApiError, DriveError, Json

KINDS = frozenset(
    {
        "flood",
        "server_error",
        "html",
        "truncated",
        "lost_reply",
        "refused",
        "delay",
        "blocked",
        "unauthorized",
        "conflict",
    }
)
AFTER = frozenset({"truncated", "lost_reply"})


@dataclass
class Fault:
    """One fault. Where nothing is named it hits every call; `skip` calls go unharmed first.

    `count` is how many calls it hits (nothing: all), `probability` how likely each is hit, with `seed` for the dice.
    `perform` tells whether the action is done all the same; by default for lost and truncated replies alone.
    """

    kind: str
    method: list[str] | str | None = None
    chat: int | None = None
    bot: int | None = None
    count: int | None = None
    skip: int = 0
    probability: float = 1.0
    seed: int = 0
    retry_after: int = 1
    status: int = 502
    seconds: float = 1.0
    perform: bool | None = None
    number: int = 0
    hits: int = 0
    dice: random.Random = field(init=False, repr=False)

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise DriveError(f"there is no fault {self.kind!r}; faults: {', '.join(sorted(KINDS))}")
        names = [self.method] if isinstance(self.method, str) else self.method or []
        self.method = [name.lower() for name in names]
        self.dice = random.Random(self.seed)

    @property
    def performs(self) -> bool:
        """Whether the action takes effect."""
        return self.kind in AFTER if self.perform is None else self.perform

    def hits_call(self, bot: int, method: str, chat: object) -> bool:
        """Decide about one call and count it."""
        if (self.method and method.lower() not in self.method) or self.bot not in (None, bot):
            return False
        if (self.chat is not None and str(chat) != str(self.chat)) or self.count == 0:
            return False
        if self.skip > 0:
            self.skip -= 1
            return False
        if self.probability < 1 and self.dice.random() >= self.probability:
            return False
        self.count = None if self.count is None else self.count - 1
        self.hits += 1
        return True

    def refusal(self) -> ApiError | None:
        """Return the error with which the call ends, for the faults which are proper answers."""
        if self.kind == "flood":
            wait = self.retry_after
            return ApiError(429, f"Too Many Requests: retry after {wait}", {"retry_after": wait})
        known = {
            "server_error": ApiError(self.status, "Internal Server Error" if self.status == 500 else "Bad Gateway"),
            "blocked": ApiError(403, "Forbidden: bot was blocked by the user"),
            "unauthorized": ApiError(401, "Unauthorized"),
            "conflict": ApiError(
                409,
                "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
            ),
        }
        return known.get(self.kind)

    def shown(self) -> Json:
        """Return the fault as the driving interface lists it."""
        hidden = {"dice"}
        return {name: value for name, value in asdict(self).items() if name not in hidden}


@dataclass
class Faults:
    """The faults which are on, in the order in which they were switched on."""

    active: list[Fault] = field(default_factory=list)
    given: int = 0

    def add(self, fault: Fault) -> Fault:
        """Switch a fault on and number it."""
        self.given += 1
        fault.number = self.given
        self.active.append(fault)
        return fault

    def remove(self, number: int | None = None) -> None:
        """Switch one fault off, or all of them."""
        self.active = [fault for fault in self.active if number is not None and fault.number != number]

    def pick(self, bot: int, method: str, chat: object) -> list[Fault]:
        """Return what befalls this call: delays first, then at most one other fault."""
        if not self.active:
            return []
        hit: list[Fault] = []
        for fault in self.active:
            if hit and hit[-1].kind != "delay":
                break
            if fault.hits_call(bot, method, chat):
                hit.append(fault)
        return hit
