"""Listens at an address of the settings for as long as the bot lives."""

import asyncio
from dataclasses import dataclass, field

from aiohttp import web

from bot.logs import log
from bot.settings import BadSettingsError


@dataclass(slots=True)
class Listener:
    """One server of the bot's own: what answers, where, and of which settings it is to be said.

    `what` is how people call it, `settings` the names of host and port, `grace` the seconds that requests under way
    have at the end.
    """

    application: web.Application
    host: str
    port: int
    what: str
    settings: str
    grace: float
    _runner: web.AppRunner | None = field(default=None, init=False)

    @property
    def address(self) -> tuple[str, int]:
        """Where it listens, once it is open."""
        assert self._runner is not None  # noqa: S101 - asked of an open one only
        host, port = self._runner.addresses[0][:2]
        return host, port

    async def open(self) -> None:
        """Begin to listen. Raises BadSettingsError that names the settings where the address cannot be had."""
        self._runner = web.AppRunner(self.application, access_log=None, shutdown_timeout=self.grace)
        await self._runner.setup()
        try:
            await web.TCPSite(self._runner, self.host, self.port).start()
        except OSError as error:
            await self.close()
            words = f"{self.settings}: cannot listen at {self.host}:{self.port} ({error})"
            raise BadSettingsError([words]) from error
        log("bot").info(f"{self.what} listens", host=self.host, port=self.port)

    async def run(self, stop: asyncio.Event) -> None:
        """Listen till told to stop; what was begun is finished."""
        await stop.wait()
        await self.close()

    async def close(self) -> None:
        """Let go of the address."""
        if self._runner is not None:
            runner, self._runner = self._runner, None
            await runner.cleanup()
