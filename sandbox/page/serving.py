"""The page's own files, and the guard before everything that a browser could be tricked into."""

from contextlib import suppress
from ipaddress import IPv6Address, ip_address
from pathlib import Path
from urllib.parse import urlsplit

from aiohttp import web
from aiohttp.typedefs import Handler

STATIC = Path(__file__).parent / "static"
FOREIGN = frozenset({"cross-site", "same-site"})
ALLOWED = (
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' blob:",
    "media-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
)
HEADERS = {
    "Content-Security-Policy": "; ".join(ALLOWED),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-cache",
}


def add_page(app: web.Application) -> None:
    """Add the page and its files to an application."""
    app.router.add_get("/", _page)
    app.router.add_static("/page/", STATIC)
    app.middlewares.append(guarded)


async def _page(_: web.Request) -> web.StreamResponse:
    return web.FileResponse(STATIC / "index.html")


@web.middleware
async def guarded(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Let no other site's page speak to this server through somebody's browser, and let a page load nothing foreign.

    A name of another site that was made to point at this machine is refused too. On an address that is not this
    machine's alone whoever listens there knows what he does.
    """
    if not _own(request):
        raise web.HTTPForbidden(text="this server answers pages of its own address only")
    response = await handler(request)
    if request.path.startswith(("/page/", "/stage/pictures/")) or request.path == "/":
        response.headers.update(HEADERS)
    return response


def _own(request: web.Request) -> bool:
    transport = request.transport
    address = transport.get_extra_info("sockname") if transport else None
    if not address or not loopback(address[0]):
        return True
    if request.headers.get("Sec-Fetch-Site") in FOREIGN and request.path != "/":
        return False  # a foreign page's picture or link sends no Origin, but says this; to come in at the door is free
    with suppress(ValueError):  # what is no address is nobody's own
        host, origin = urlsplit(f"//{request.host}"), request.headers.get("Origin")
        known = host.hostname == "localhost" or loopback(host.hostname or "")
        return known and (origin is None or urlsplit(origin).netloc == host.netloc)
    return False


def loopback(address: str) -> bool:
    """Whether this is an address of this machine alone, also one written as IPv4 within IPv6."""
    try:
        found = ip_address(address)
    except ValueError:
        return False
    return ((isinstance(found, IPv6Address) and found.ipv4_mapped) or found).is_loopback
