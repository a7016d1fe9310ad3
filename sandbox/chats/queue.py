"""The queue of updates of one bot: numbering, confirmation, long polling, what is delivered at all."""

import asyncio
import random
from dataclasses import dataclass, field
from typing import Any

from sandbox.chats.confirmed import Confirmed
from sandbox.words import ApiError, Json

NOT_BY_DEFAULT = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
WEEK = 7.0 * 24 * 3600
TWO_POLLERS = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"


@dataclass
class Webhook:
    """Where updates are posted to, and how it went."""

    url: str = ""
    secret: str = ""
    max_connections: int = 40
    last_error_date: int | None = None
    last_error_message: str = ""
    replaced: asyncio.Event = field(default_factory=asyncio.Event)


@dataclass
class UpdateQueue:
    """Updates not yet confirmed, oldest first, each with the moment it came (sandbox time).

    `confirmed` are those that the bot said it has; `outlived` counts those that nobody fetched in time.
    """

    next_id: int = field(default_factory=lambda: random.randrange(100_000_000, 900_000_000))
    pending: list[tuple[float, Json]] = field(default_factory=list)
    allowed: list[str] | None = None
    last_time: float = 0.0
    webhook: Webhook = field(default_factory=Webhook)
    confirmed: Confirmed = field(default_factory=Confirmed, init=False)
    outlived: int = field(default=0, init=False)

    def __post_init__(self) -> None:
        self._arrived = asyncio.Event()
        self._polls = 0
        self.polled = asyncio.Event()
        """Set with every poll; whoever waits for the next one clears it first."""

    def wants(self, kind: str) -> bool:
        """Tell whether updates of this kind are delivered."""
        return kind in self.allowed if self.allowed else kind not in NOT_BY_DEFAULT

    def allow(self, kinds: list[str] | None) -> None:
        """Remember what the bot wants; nothing given leaves it as it was, an empty list means the default."""
        if kinds is not None:
            self.allowed = kinds or None

    def put(self, now: float, kind: str, body: Any, drop_seconds: float, silence: float = WEEK) -> None:
        """Add an update; those older than `drop_seconds` are forgotten. After `silence` seconds numbers begin anew."""
        if not self.wants(kind):
            return
        if self.last_time and now - self.last_time > silence:
            self.next_id = random.randrange(100_000_000, 900_000_000)
        self.pending.append((now, {"update_id": self.next_id, kind: body}))
        self.next_id += 1
        self.last_time = now
        self.forget(now - drop_seconds)
        self.wake()

    def post_to(self, webhook: Webhook, drop_pending: bool) -> None:
        """Take another webhook, or none, and let everybody know."""
        self.webhook.replaced.set()
        self.webhook = webhook
        if drop_pending:
            self.pending.clear()
        self.wake()

    def wake(self) -> None:
        """Let everybody look who waits for updates."""
        self._arrived.set()
        self._arrived = asyncio.Event()

    def forget(self, before: float) -> None:
        """Drop the updates which came before a moment."""
        if self.pending and self.pending[0][0] < before:
            self.outlived += self._keep([entry for entry in self.pending if entry[0] >= before])

    def confirm(self, offset: int) -> None:
        """Drop what lies below the offset; a negative one leaves that many of the newest."""
        if offset < 0:
            self._keep(self.pending[offset:])
        elif offset > 0:
            below = [entry for entry in self.pending if entry[1]["update_id"] < offset]
            self.taken(*(update for _, update in below))

    def taken(self, *updates: Json) -> None:
        """Note that the bot has these updates: they are given out no more."""
        ids = {update["update_id"] for update in updates}
        self._keep([entry for entry in self.pending if entry[1]["update_id"] not in ids])
        self.confirmed.add(ids)

    def _keep(self, entries: list[tuple[float, Json]]) -> int:
        """Keep these alone. Returns how many go."""
        gone = len(self.pending) - len(entries)
        self.pending = entries
        return gone

    def first(self, limit: int) -> list[Json]:
        """Return the oldest updates."""
        return [update for _, update in self.pending[:limit]]

    async def poll(self, limit: int, seconds: float) -> list[Json]:
        """Return updates as soon as there are any; a later poll ends this one with error 409."""
        self._polls += 1
        mine = self._polls
        self.polled.set()
        self.wake()
        try:
            async with asyncio.timeout(seconds):
                while not self.pending:
                    await self._arrived.wait()
                    self._only(mine)
        except TimeoutError:
            return []
        return self.first(limit)

    def _only(self, mine: int) -> None:
        if mine != self._polls:
            raise ApiError(409, TWO_POLLERS)

    async def arrival(self) -> None:
        """Wait until something is added or the webhook is changed."""
        await self._arrived.wait()
