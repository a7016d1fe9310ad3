"""Routes of the driving interface: every request is POST /sandbox/NAME with a JSON object; reading also by GET."""

import asyncio
import inspect
import json

from aiohttp import web

from sandbox.chats.world import World
from sandbox.drive import faults, moves, people, reading, setup, snapshot, taps
from sandbox.drive.acts import ACTS, READING
from sandbox.drive.events import stream
from sandbox.drive.harmless import shown_as
from sandbox.settings import MEGABYTE
from sandbox.words import DriveError, Json

PARTS = (faults, moves, people, reading, setup, snapshot, taps)


def add_routes(app: web.Application, world: World) -> None:
    """Add the driving interface to an application."""

    async def drive(request: web.Request) -> web.Response:
        try:
            return web.json_response({"ok": True, "result": await answered(world, request)})
        except DriveError as error:
            return web.json_response({"ok": False, "error": str(error)}, status=refused(request))

    async def file(request: web.Request) -> web.Response:
        stored = world.files.by_key.get(request.match_info["key"])
        if stored is None:
            raise web.HTTPNotFound
        return web.Response(body=stored.content, headers=shown_as(stored))

    async def events(request: web.Request) -> web.StreamResponse:
        return await stream(world, request)

    app.router.add_get("/sandbox/file/{key}", file)
    app.router.add_get("/sandbox/events", events)
    app.router.add_post("/sandbox/{act}", drive)
    app.router.add_get("/sandbox/{act}", drive)


def refused(request: web.Request) -> int:
    """Return the status of a refusal: 400, or 200 where it is asked for with `X-Refusals: plain`.

    A page asks so: a browser notes an error in its console for every 400, though nothing is wrong with the page.
    """
    return 200 if request.headers.get("X-Refusals") == "plain" else 400


async def answered(world: World, request: web.Request) -> Json:
    """Perform one request and return its result."""
    name = request.match_info["act"]
    if name not in ACTS:
        raise DriveError(f"there is no request {name!r}; requests: {', '.join(sorted(ACTS))}")
    posted(request, reads=name in READING)
    result = ACTS[name](world, await body(request))
    return await result if inspect.isawaitable(result) else result


def posted(request: web.Request, *, reads: bool) -> None:
    """Raise 405 for what changes something and is no POST: a link that is followed must do nothing."""
    if request.method != "POST" and not reads:
        text = f"{request.path} changes something: send it by POST, with a JSON object"
        raise web.HTTPMethodNotAllowed(request.method, ["POST"], text=text)


async def body(request: web.Request) -> Json:
    """Return the fields of a request."""
    if request.method != "POST":
        return dict(request.query)
    text = await request.text() or "{}"
    try:
        found = await asyncio.to_thread(json.loads, text) if len(text) > MEGABYTE else json.loads(text)
    except ValueError:
        raise DriveError("the body is no JSON") from None
    if not isinstance(found, dict):
        raise DriveError("the body must be a JSON object")
    return found
