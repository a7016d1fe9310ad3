"""Whoever runs the show behind the page: an office's clock, its faults, its procedures. The sandbox only asks.

Without a stage the page shows the chats alone.
"""

import json
from collections.abc import Awaitable, Callable, Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from aiohttp import web

from sandbox.drive.routes import body, posted, refused
from sandbox.settings import MEGABYTE
from sandbox.words import DriveError, Json

Deed = Callable[[Json], Awaitable[Json | bytes]]
"""What the page may ask for by name; takes the fields of a request, returns a JSON object, raises StageError.

What is large may be written already, as bytes of JSON.
"""

MOST = 150 * MEGABYTE
"""Bytes of a request; less than the server takes of anybody."""


class StageError(Exception):
    """A refusal; `code` is known to the page's words (`refusals.CODE`), which say it in the reader's language."""

    def __init__(self, code: str, **more: Any) -> None:
        super().__init__(code)
        self.code, self.more = code, more


@dataclass
class Stage:
    """The deeds of a show by name, a folder of pictures which the page may show, and the most bytes of a request.

    `reading` are the deeds that change nothing: these may be asked for by GET too.
    """

    deeds: Mapping[str, Deed] = field(default_factory=dict)
    pictures: Path | None = None
    most: int = MOST
    reading: Collection[str] = ()


def add_stage(app: web.Application, stage: Stage | None) -> None:
    """Add `/stage/NAME` to an application; without a stage `state` is nothing, and every other name unknown."""
    known = stage or Stage({"state": _nobody}, reading={"state"})

    async def ask(request: web.Request) -> web.Response:
        try:
            name = request.match_info["deed"]
            deed = known.deeds.get(name)
            if deed is None:
                raise StageError("unknown", deed=name)
            posted(request, reads=name in known.reading)
            if (request.content_length or 0) > known.most:
                raise StageError("too_big", most=known.most // MEGABYTE)
            return _done(await deed(await body(request)))
        except StageError as error:
            return _reply({"ok": False, "error": error.code, "more": error.more}, refused(request))
        except DriveError as error:
            return _reply({"ok": False, "error": "other", "more": {"text": str(error)}}, refused(request))

    if known.pictures:
        app.router.add_static("/stage/pictures/", known.pictures)
    app.router.add_post("/stage/{deed}", ask)
    app.router.add_get("/stage/{deed}", ask)


async def _nobody(_: Json) -> Json:
    return {}


def _done(result: Json | bytes) -> web.Response:
    if isinstance(result, bytes):
        return web.Response(body=b'{"ok": true, "result": %b}' % result, content_type="application/json")
    return _reply({"ok": True, "result": result})


def _reply(answer: Json, status: int = 200) -> web.Response:
    return web.json_response(answer, status=status, dumps=lambda value: json.dumps(value, ensure_ascii=False))
