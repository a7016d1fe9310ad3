"""The feed of everything that can be seen: each change has a number, and numbers only grow."""

import asyncio
from collections import deque
from dataclasses import dataclass
from itertools import islice

from sandbox.chats.state import Message
from sandbox.words import Json


@dataclass(frozen=True)
class Change:
    """Something visible: in a chat (`chat` is its key), or to one person (`user`).

    kind: message, edit, delete, answer (to a tap), chat, menu, call. A message is kept as it was then.
    """

    number: int
    kind: str
    chat: str | None
    user: int | None
    message: Message | None
    data: Json | None
    more: Json


class Changes:
    """The last changes, and a way to wait for the next one."""

    def __init__(self, keep: int = 200_000) -> None:
        self.last = 0
        self._entries: deque[Change] = deque(maxlen=keep)
        self._tick: asyncio.Event | None = None

    def add(
        self, kind: str, chat: str | None, message: Message | None = None, user: int | None = None, **more: object
    ) -> None:
        """Note a change and wake those who wait."""
        self.last += 1
        data = message.data if message else None
        self._entries.append(Change(self.last, kind, chat, user, message, data, more))
        if self._tick:
            self._tick.set()
            self._tick = None

    def after(self, number: int) -> list[Change]:
        """Return the changes past a number, oldest first."""
        count = min(max(self.last - number, 0), len(self._entries))
        return list(islice(reversed(self._entries), count))[::-1]

    async def wait(self) -> None:
        """Wait for the next change."""
        self._tick = self._tick or asyncio.Event()
        await self._tick.wait()
