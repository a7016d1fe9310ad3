"""Listens for those who ask how the bot is, from the first moment till the last."""

from aiohttp import web

from bot.health.pages import Pages
from bot.logs import log

_STOPPING = 1.0


class HealthListener:
    """Opened before the database is looked at, closed after everything else."""

    def __init__(self, pages: Pages, host: str, port: int) -> None:
        self._pages, self._host, self._port = pages, host, port
        self._runner: web.AppRunner | None = None

    @property
    def address(self) -> tuple[str, int]:
        """Where it listens, once it is open."""
        assert self._runner is not None  # noqa: S101 - asked of an open one only
        host, port = self._runner.addresses[0][:2]
        return host, port

    async def open(self) -> None:
        """Begin to listen. Raises ValueError that names the settings where the address cannot be had."""
        self._runner = web.AppRunner(self._pages.application(), access_log=None, shutdown_timeout=_STOPPING)
        await self._runner.setup()
        try:
            await web.TCPSite(self._runner, self._host, self._port).start()
        except OSError as error:
            await self.close()
            where = f"{self._host}:{self._port}"
            raise ValueError(f"HEALTH_HOST, HEALTH_PORT: cannot listen at {where} ({error})") from error
        log("bot.health").info("the health pages listen", host=self._host, port=self._port)

    async def close(self) -> None:
        """Let go of the address."""
        if self._runner is not None:
            runner, self._runner = self._runner, None
            await runner.cleanup()
