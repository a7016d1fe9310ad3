"""The town: a running sandbox, its people, groups and bots, seen from a test."""

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sandbox.client.person import Group, Person
from sandbox.client.wire import Json, Wire


@dataclass(frozen=True)
class BotAccount:
    """A bot as its owner knows it."""

    id: int
    token: str
    username: str


class Town:
    """Make one with `Town.connect(url)` or `Town.start()`."""

    def __init__(self, wire: Wire) -> None:
        self.wire = wire
        self.bots: list[int] = []

    @property
    def url(self) -> str:
        """The base URL, which is also that of the Bot API (TELEGRAM_API_SERVER)."""
        return self.wire.url

    @classmethod
    @asynccontextmanager
    async def connect(cls, url: str) -> AsyncIterator["Town"]:
        """Use a server that is already running."""
        wire = Wire(url)
        try:
            yield cls(wire)
        finally:
            await wire.close()

    @classmethod
    @asynccontextmanager
    async def start(cls, **settings: Any) -> AsyncIterator["Town"]:
        """Run a server in this event loop on a free port; settings are those of sandbox.settings."""
        from sandbox.server import Server  # Only here: a client of a running server does not need it.

        async with Server() as server, cls.connect(server.url) as town:
            if settings:
                await town.settings(**settings)
            yield town

    async def bot(self, id: int = 7_000_001, *, username: str | None = None, **more: Any) -> BotAccount:  # noqa: A002 - the API's word
        """Register a bot (or look up the one with this id); `can_read_all_group_messages` turns privacy off."""
        made = await self.wire.do("bot", id=id, username=username, **more)
        self.bots = [*dict.fromkeys([*self.bots, id])]
        return BotAccount(made["id"], made["token"], made["username"])

    async def person(
        self,
        id: int,  # noqa: A002 - the API's word
        name: str,
        *,
        bot: int | BotAccount | None = None,
        opened: bool = True,
        language: str = "ru",
        **more: Any,
    ) -> Person:
        """Make a person; with `opened` the chat with the bot is open, as if Start had been pressed long ago."""
        await self.wire.do("user", id=id, first_name=name, language_code=language, **more)
        chosen = self._bot(bot)
        if opened and chosen is not None:
            await self.wire.do("open", user=id, bot=chosen)
        return Person(self, id, name, chosen)

    def _bot(self, bot: int | BotAccount | None) -> int | None:
        if bot is None:
            return self.bots[0] if self.bots else None
        return bot if isinstance(bot, int) else bot.id

    async def group(self, id: int, title: str, **more: Any) -> Group:  # noqa: A002 - the API's word
        """Make a basic group."""
        return await self._chat("group", id, title, **more)

    async def supergroup(self, id: int, title: str, **more: Any) -> Group:  # noqa: A002 - the API's word
        """Make a supergroup; a forum with `is_forum=True`."""
        return await self._chat("supergroup", id, title, **more)

    async def channel(self, id: int, title: str, **more: Any) -> Group:  # noqa: A002 - the API's word
        """Make a channel; a bot in it has to be an administrator."""
        return await self._chat("channel", id, title, **more)

    async def _chat(
        self,
        kind: str,
        number: int,
        title: str,
        *,
        members: Iterable[Person | int] = (),
        bot: int | BotAccount | None = None,
        admin: bool = False,
        **more: Any,
    ) -> Group:
        """Make a chat; `bot` joins as a member, or as an administrator with `admin`."""
        people = [one if isinstance(one, int) else one.id for one in members]
        chosen = self._bot(bot)
        robots = [] if chosen is None else [chosen]
        ranks = {"admins": robots, "members": people} if admin else {"members": people + robots}
        await self.wire.do("chat", type=kind, id=number, title=title, **ranks, **more)
        return Group(self, number, title, chosen)

    async def clock(self, now: datetime | float | str | None = None, speed: float | None = None) -> Json:
        """Set the clock, its speed, or read it."""
        return await self.wire.do("clock", now=now.isoformat() if isinstance(now, datetime) else now, speed=speed)

    async def settings(self, **changes: Any) -> Json:
        """Change limits; returns all of them."""
        return await self.wire.do("settings", **changes)

    async def fault(self, kind: str, **scope: Any) -> int:
        """Switch a fault on; returns its number. Scope: method, chat, bot, count, skip, probability, seed …"""
        return int((await self.wire.do("fault", kind=kind, **scope))["number"])

    async def faults(self) -> list[Json]:
        """List the faults that are on, with their `hits`."""
        return list((await self.wire.do("faults"))["faults"])

    async def calm(self, number: int | None = None) -> None:
        """Switch a fault off, or all."""
        await self.wire.do("calm", number=number)

    async def calls(
        self, method: str | None = None, *, chat: int | None = None, after: int | None = None
    ) -> list[Json]:
        """List what bots called, getUpdates left out: method, params, answer, performed, time, number."""
        return list((await self.wire.do("calls", method=method, chat=chat, after=after))["calls"])

    async def pending(self, bot: int | BotAccount | None = None) -> int:
        """Return how many updates the bot has not confirmed."""
        return int((await self.wire.do("bot", id=self._bot(bot)))["pending"])

    async def snapshot(self) -> Json:
        """Return the whole state."""
        return await self.wire.do("snapshot")

    async def restore(self, snapshot: Json) -> None:
        """Put a snapshot in place of everything."""
        await self.wire.do("restore", snapshot=snapshot)

    async def reset(self) -> None:
        """Forget everybody and everything."""
        await self.wire.do("reset")
