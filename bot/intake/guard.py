"""Who may speak at all: whoever shows the token. Nothing else that a request says of its origin counts."""

import hmac

from aiohttp import web

_SCHEME = "bearer"


def may_speak(request: web.Request, token: str) -> bool:
    """Whether the request shows the token, and shows it once; compared in constant time."""
    header, *more = request.headers.getall("Authorization", [""])
    scheme, _, shown = header.partition(" ")
    # Bytes, because compare_digest raises TypeError on texts that are not ASCII.
    given = shown.strip().encode("utf-8", "surrogateescape")
    return hmac.compare_digest(given, token.encode()) and scheme.lower() == _SCHEME and not more
