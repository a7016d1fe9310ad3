"""How a file that somebody sent is given to a browser: never so that it could run there."""

from sandbox.chats.files import Stored

PLAIN = frozenset({"image/jpeg", "image/png", "image/gif", "image/webp", "video/mp4", "audio/mpeg", "audio/ogg"})
"""What a browser may show by itself; everything else is only ever saved to the disk."""

LOCKED = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cache-Control": "no-store",
}


def shown_as(stored: Stored) -> dict[str, str]:
    """Return the headers with which the bytes of a file are given out."""
    if stored.mime in PLAIN:
        return {**LOCKED, "Content-Type": stored.mime}
    return {**LOCKED, "Content-Type": "application/octet-stream", "Content-Disposition": "attachment"}
