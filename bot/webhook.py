"""Webhook: Telegram calls, the update is committed, and only then it hears 200."""

import hmac
from typing import Any

from aiohttp import web

from bot.forgiving import parsed
from bot.logs import log
from bot.poller import Store
from bot.updates import is_update

HEADER = "X-Telegram-Bot-Api-Secret-Token"
STOPPING = 2.0
"""Seconds for updates that are on their way in when the bot stops."""

LARGEST = 1024 * 1024
"""Bytes of one update; Telegram's are some kilobytes."""


class Webhook:
    """Answers one path. Whoever does not know the secret is turned away before anything is read."""

    def __init__(self, store: Store, secret: str) -> None:
        if not secret:
            raise ValueError("WEBHOOK_SECRET: missing; without it anybody could speak for Telegram")
        self._store, self._secret = store, secret.encode()
        self.closed = False
        self._log = log("bot.webhook")

    def application(self, path: str) -> web.Application:
        """The web application that answers on the path."""
        app = web.Application(client_max_size=LARGEST)
        app.router.add_post(path, self.answer)
        return app

    async def answer(self, request: web.Request) -> web.Response:
        """401 without the secret, 413 for too much, 400 for no update, 500 where it was not stored, else 200.

        503 once it is `closed`: Telegram brings the update again.
        """
        if not self._is_telegram(request):
            return web.Response(status=401)
        if self.closed:
            return web.Response(status=503)
        update = _parsed(await request.read())
        if update is None:
            return web.Response(status=400)
        try:
            await self._store([update])
        except Exception as error:
            self._log.error("an update was not stored; Telegram will bring it again", exc_info=error)
            return web.Response(status=500)
        return web.Response()

    def _is_telegram(self, request: web.Request) -> bool:
        """Whether the one header shows the secret; of two nobody can say which was meant."""
        shown, *more = request.headers.getall(HEADER, [""])
        # Bytes, because compare_digest raises TypeError on texts that are not ASCII.
        return hmac.compare_digest(shown.encode("utf-8", "surrogateescape"), self._secret) and not more


def _parsed(body: bytes) -> dict[str, Any] | None:
    try:
        update = parsed(body)
    except ValueError:
        return None
    return update if is_update(update) else None


async def listen(app: web.Application, host: str, port: int) -> web.AppRunner:
    """Begin to listen; the runner's `cleanup` ends it. Raises OSError where the address is taken."""
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=STOPPING)
    await runner.setup()
    try:
        await web.TCPSite(runner, host, port).start()
    except OSError:
        await runner.cleanup()
        raise
    return runner
