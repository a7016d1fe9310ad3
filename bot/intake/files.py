"""Files from outside made harmless: what they are is read from their bytes, never from what the sender says."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from bot.intake.images import fits_as_photo
from handlers.safe import plain
from workflow.words import MediaKind

_LONGEST_NAME = 80
_UNSAFE = re.compile(r"[^\w .,()№+-]")
UNKNOWN = "application/octet-stream"

_BEGINNINGS: tuple[tuple[str, Callable[[bytes], bool]], ...] = (
    ("image/jpeg", lambda head: head.startswith(b"\xff\xd8\xff")),
    ("image/png", lambda head: head.startswith(b"\x89PNG\r\n\x1a\n")),
    ("image/webp", lambda head: head[:4] == b"RIFF" and head[8:12] == b"WEBP"),
    ("image/gif", lambda head: head.startswith((b"GIF87a", b"GIF89a"))),
    ("application/pdf", lambda head: head.startswith(b"%PDF-")),
    ("audio/mpeg", lambda head: head.startswith((b"ID3", b"\xff\xfb", b"\xff\xf3", b"\xff\xf2"))),
    ("audio/mp4", lambda head: head[4:11] == b"ftypM4A"),
    ("video/mp4", lambda head: head[4:8] == b"ftyp"),
)
_FITTING = {
    MediaKind.PHOTO: frozenset({"image/jpeg", "image/png", "image/webp"}),
    MediaKind.VIDEO: frozenset({"video/mp4"}),
    MediaKind.AUDIO: frozenset({"audio/mpeg", "audio/mp4"}),
    MediaKind.ANIMATION: frozenset({"image/gif", "video/mp4"}),
}


@dataclass(frozen=True, slots=True)
class File:
    """A file to be kept, under a name that is safe to show and to send."""

    kind: MediaKind
    name: str
    mime: str
    content: bytes = field(repr=False)


def file_of(kind: MediaKind, name: str, content: bytes) -> File:
    """The file as what it is: one whose bytes are not of the kind that its sender gave is a document."""
    mime = mime_of(content)
    fits = mime in _FITTING.get(kind, ()) and (kind is not MediaKind.PHOTO or fits_as_photo(content))
    return File(kind if fits else MediaKind.DOCUMENT, safe_name(name), mime, content)


def mime_of(content: bytes) -> str:
    """What the bytes begin as, of the few kinds that matter."""
    head = content[:16]
    return next((mime for mime, begins in _BEGINNINGS if begins(head)), UNKNOWN)


def safe_name(name: str) -> str:
    """The last part of a path, of letters, digits and harmless signs; its ending is kept where it is cut."""
    last = re.split(r"[/\\]", plain(name).encode("utf-8", "ignore").decode())[-1]
    clean = " ".join(_UNSAFE.sub("_", last).split()).lstrip(".")
    if len(clean) <= _LONGEST_NAME:
        return clean
    ending = PurePosixPath(clean).suffix[:12]
    return clean[: _LONGEST_NAME - len(ending)] + ending
