"""Read the parameters and the files of a request, however a client has written them."""

import json
from typing import Any

from aiohttp import web

from sandbox.rules.media import Upload
from sandbox.words import Json, bad

Given = tuple[dict[str, Any], dict[str, Upload]]


async def given(request: web.Request) -> Given:
    """Return parameters (query, JSON or form) and uploads; raise ApiError 400 for a body that cannot be read."""
    query = dict(request.query)
    if request.method != "POST" or not request.can_read_body:
        return query, {}
    if request.content_type == "application/json":
        return {**query, **_json(await request.read())}, {}
    parameters, uploads = await _form(request)
    return {**query, **parameters}, uploads


def _json(body: bytes) -> Json:
    try:
        found = json.loads(body or b"{}")
    except ValueError:
        raise bad("can't parse request JSON object") from None
    if not isinstance(found, dict):
        raise bad("expected a JSON object")
    return found


async def _form(request: web.Request) -> Given:
    parameters: dict[str, Any] = {}
    uploads: dict[str, Upload] = {}
    for name, value in (await request.post()).items():
        if isinstance(value, web.FileField):
            with value.file as file:
                uploads[name] = Upload(value.filename, value.content_type, file.read())
        else:
            parameters[name] = value if isinstance(value, str) else bytes(value).decode()
    return parameters, uploads
