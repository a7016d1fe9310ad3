"""The feed of changes as server-sent events, for pages that show chats live."""

import json

from aiohttp import web

from sandbox.chats.world import World
from sandbox.drive.acts import maybe
from sandbox.drive.reading import seen

HEADERS = {"Content-Type": "text/event-stream", "Cache-Control": "no-cache"}


async def stream(world: World, request: web.Request) -> web.StreamResponse:
    """Write every change past `after` (or past Last-Event-ID) as it comes, until the page is closed.

    First of all the event `hello` tells which world this is: numbers of another one mean nothing here.
    """
    body = dict(request.query)
    after = maybe({"after": request.headers.get("Last-Event-ID", body.get("after"))}, "after") or 0
    response = web.StreamResponse(headers=HEADERS)
    await response.prepare(request)
    await response.write(
        f"event: hello\ndata: {json.dumps({'world': world.name, 'last': world.changes.last})}\n\n".encode()
    )
    while True:
        found, after = seen(world, body, after), world.changes.last
        for change in found:
            text = json.dumps(change, ensure_ascii=False)
            await response.write(f"id: {change['number']}\ndata: {text}\n\n".encode())
        if after == world.changes.last:
            await world.changes.wait()
