"""The pages: whether the loops turn, whether the work can be done, and the figures. Nobody can change anything here."""

import asyncio
from dataclasses import dataclass
from typing import Any

from aiohttp import web
from prometheus_client import CollectorRegistry

from bot.clock import wall_now
from bot.health.calls import Calls
from bot.health.life import Life, Phase
from bot.health.metrics import CONTENT_TYPE, Figures, Scene, exposed
from bot.health.taking import Taking
from bot.intake.server import Handler
from workflow.ports import Clock

_HEADERS = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff", "Server": "otklik"}


@dataclass(frozen=True, slots=True)
class Sight:
    """What the pages are made of."""

    life: Life
    calls: Calls
    taking: Taking
    figures: Figures
    registry: CollectorRegistry
    clock: Clock


class Pages:
    """Answers GET on three paths."""

    def __init__(self, sight: Sight) -> None:
        self._sight = sight
        self._one = asyncio.Lock()

    def application(self) -> web.Application:
        """The web application."""
        app = web.Application(client_max_size=1024, middlewares=[_plain])
        app.router.add_get("/livez", self.live)
        app.router.add_get("/readyz", self.ready)
        app.router.add_get("/metrics", self.metrics)
        return app

    async def live(self, request: web.Request) -> web.Response:
        """200 while all loops turn, 503 with the names of those that do not."""
        silent = self._sight.life.pulse.silent()
        return web.json_response({"live": not silent, "silent": silent}, status=503 if silent else 200)

    async def ready(self, request: web.Request) -> web.Response:
        """200 where the work can be done with what is ours. That Telegram does not answer is told, and is no reason."""
        state = await self.state()
        return web.json_response(state, status=200 if state["ready"] else 503)

    async def metrics(self, request: web.Request) -> web.Response:
        """The figures; one scrape at a time."""
        sight = self._sight
        async with self._one:
            vitals = await sight.taking.now() if sight.life.phase > Phase.STARTING else None
            sight.figures.scene = Scene(vitals, wall_now(), sight.clock.now())
            body = exposed(sight.registry)
        return web.Response(body=body, headers={"Content-Type": CONTENT_TYPE})

    async def state(self) -> dict[str, Any]:
        """What `/readyz` says."""
        life, calls = self._sight.life, self._sight.calls
        database = await self._sight.taking.answers()
        silence = calls.silence
        return {
            "ready": database and life.phase is Phase.RUNNING,
            "phase": life.phase.name.lower(),
            "migrated": life.phase > Phase.STARTING,
            "database": database,
            "leads": life.leads(),
            "telegram": {"answers": calls.answers, "seconds_ago": None if silence is None else round(silence, 1)},
        }


@web.middleware
async def _plain(request: web.Request, handler: Handler) -> web.StreamResponse:
    """What is not there is told in a word: whoever looks around learns nothing."""
    response: web.StreamResponse
    try:
        response = await handler(request)
    except web.HTTPException as error:
        response = web.Response(status=error.status, text=error.reason)
    response.headers.update(_HEADERS)
    return response
