"""The HTTP server: the Bot API, its files, and the driving interface."""

import asyncio
import json
import socket
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web

from sandbox.chats.state import Bot
from sandbox.chats.world import World
from sandbox.drive.routes import add_routes
from sandbox.faults import Fault
from sandbox.page import scene  # noqa: F401 - it makes known what the page asks for
from sandbox.page.serving import add_page
from sandbox.page.stage import Stage, add_stage
from sandbox.requests import given
from sandbox.schema import Method
from sandbox.service import bot_of, method_of, perform
from sandbox.settings import MEGABYTE
from sandbox.webhooks import Couriers
from sandbox.words import ApiError, Json

HTML = "<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>"
BODY_LIMIT = 200 * MEGABYTE
WORLD = web.AppKey("world", World)
COURIERS = web.AppKey("couriers", Couriers)
dumps = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def reply(answer: Json) -> web.Response:
    """Return an answer of the Bot API as a response; the status repeats its code."""
    status = 200 if answer["ok"] else answer["error_code"]
    return web.Response(body=dumps(answer).encode(), status=status, content_type="application/json")


async def bot_api(request: web.Request) -> web.Response:
    """Answer one call of one bot."""
    try:
        world = request.app[WORLD]
        bot = bot_of(world, request.match_info["token"])
        method = method_of(request.match_info["method"])
        params, uploads = await given(request)
        run = _run(request, bot, method, params, uploads)
        hits = world.faults.pick(bot.id, method.name, params.get("chat_id"))
        return await faulty(request, bot, method, params, hits, run) if hits else reply(await run())
    except ApiError as error:
        return reply(error.body())
    except web.HTTPRequestEntityTooLarge:
        return reply(ApiError(413, "Request Entity Too Large").body())


def _run(request: web.Request, bot: Bot, method: Method, params: Json, uploads: Any) -> Callable[[], Awaitable[Json]]:
    async def run() -> Json:
        answer = await perform(request.app[WORLD], bot, method, params, uploads)
        request.app[COURIERS].ensure(bot)
        return answer

    return run


async def faulty(
    request: web.Request,
    bot: Bot,
    method: Method,
    params: Json,
    hits: list[Fault],
    run: Callable[[], Awaitable[Json]],
) -> web.Response:
    """Answer a call which faults befall."""
    delays = [fault for fault in hits if fault.kind == "delay"]
    await asyncio.sleep(sum(fault.seconds for fault in delays if not fault.perform))
    last = hits[-1]
    if last.kind == "delay":
        answer = await run()
        await asyncio.sleep(sum(fault.seconds for fault in delays if fault.perform))
        return reply(answer)
    refusal = last.refusal()
    answer = await run() if last.performs else (refusal or ApiError(502, f"fault: {last.kind}")).body()
    if not last.performs:
        request.app[WORLD].record(bot.id, method.name, params, answer, performed=False)
    return reply(refusal.body()) if refusal else spoiled(request, last, answer)


def spoiled(request: web.Request, fault: Fault, answer: Json) -> web.Response:
    """Return something that is no proper answer, or cut the connection."""
    if fault.kind == "html":
        return web.Response(text=HTML, status=fault.status, content_type="text/html")
    if fault.kind == "truncated":
        body = dumps(answer)
        return web.Response(text=body[: len(body) // 2], content_type="application/json")
    if request.transport:
        request.transport.abort()
    return web.Response()


async def download(request: web.Request) -> web.Response:
    """Return the bytes of a file by the path which getFile gave."""
    try:
        bot_of(request.app[WORLD], request.match_info["token"])
    except ApiError as error:
        return reply(error.body())
    stored = request.app[WORLD].files.by_path(request.match_info["path"])
    if stored is None:
        return reply(ApiError(404, "Not Found").body())
    return web.Response(body=stored.content, content_type="application/octet-stream")


async def nothing(_: web.Request) -> web.Response:
    """Answer a path which does not exist as the Bot API does."""
    return reply(ApiError(404, "Not Found").body())


def application(world: World, stage: Stage | None = None) -> web.Application:
    """Return the application around a world; a stage is what the page shows besides the chats."""
    app = web.Application(client_max_size=BODY_LIMIT)
    app[WORLD] = world
    app[COURIERS] = Couriers(world)
    app.router.add_route("*", "/bot{token}/{method}", bot_api)
    app.router.add_get("/file/bot{token}/{path:.+}", download)
    add_routes(app, world)
    add_page(app)
    add_stage(app, stage)
    app.router.add_route("*", "/{rest:.*}", nothing)
    app.on_shutdown.append(_close)
    return app


async def _close(app: web.Application) -> None:
    await app[COURIERS].close()


class Server:
    """A running server: `async with Server(world) as server: server.url`.

    It listens on `host` and `port`, or on a socket `page` that is bound already.
    """

    def __init__(
        self,
        world: World | None = None,
        host: str = "127.0.0.1",
        port: int = 0,
        stage: Stage | None = None,
        page: socket.socket | None = None,
    ) -> None:
        self.world = world or World()
        self._runner = web.AppRunner(
            application(self.world, stage), access_log=None, handler_cancellation=True, shutdown_timeout=0.05
        )
        self._address, self._page = (host, port), page
        self.url = ""

    async def __aenter__(self) -> "Server":
        await self._runner.setup()
        host, port = self._address
        page = self._page
        site = web.SockSite(self._runner, page) if page else web.TCPSite(self._runner, host, port)
        await site.start()
        self.url = f"http://{host}:{self._runner.addresses[0][1]}"
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._runner.cleanup()
