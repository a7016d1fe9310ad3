"""Attachments of a post: their bytes for a mail, or why they cannot go with it."""

import asyncio
import mimetypes
import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from enum import Enum, auto
from pathlib import PurePosixPath
from typing import Any, Protocol

from bot.outcomes import Outcome, Refused, Sent
from bot.telegram import TOO_BIG
from bot.uploads import sha_of
from handlers.safe import plain, short
from storage.blobs import Blob
from workflow.post import Media
from workflow.words import MediaKind

FETCH_SECONDS = 120.0
"""Real seconds for all attachments of one mail."""

_LONGEST_NAME = 100
_UNFIT = re.compile(r'[\\/:*?"<>|]')
_ENDING = re.compile(r"\.\w{1,8}$")
_SUFFIX = {
    MediaKind.PHOTO: ".jpg",
    MediaKind.VIDEO: ".mp4",
    MediaKind.AUDIO: ".mp3",
    MediaKind.ANIMATION: ".mp4",
}


class Why(Enum):
    """Why a file does not go with the mail."""

    TOO_BIG = auto()
    GONE = auto()
    NOT_YET = auto()


@dataclass(frozen=True, slots=True)
class Attachment:
    """One file under the name that its reader sees, with its bytes or with why they are missing."""

    name: str
    content: bytes = field(default=b"", repr=False)
    why: Why | None = None


class Keeper(Protocol):
    """Who keeps the files: bot.telegram.Telegram."""

    async def ask(self, name: str, params: Mapping[str, Any]) -> Outcome:
        """Call a method by its name."""

    async def download(self, path: str, most: int) -> bytes | Outcome:
        """The bytes of a file by the path that getFile gave."""


class Files:
    """Fetches attachments, at most so many bytes for a mail; after one that does not fit the next may."""

    def __init__(self, keeper: Keeper, blob: Callable[[str], Awaitable[Blob]], most: int) -> None:
        """`blob` gives the bytes that we keep ourselves; it raises LookupError where there are none."""
        self._keeper, self._blob, self._most = keeper, blob, most

    async def of(self, media: Sequence[Media]) -> tuple[Attachment, ...]:
        """Every attachment in its order. Those that have not come in time are NOT_YET."""
        found: list[Attachment] = []
        with suppress(TimeoutError):
            async with asyncio.timeout(FETCH_SECONDS):
                for number, one in enumerate(media, 1):
                    room = self._most - sum(len(known.content) for known in found)
                    found.append(await self._one(one, number, room))
        late = list(enumerate(media, 1))[len(found) :]
        return (*found, *(Attachment(_name(one, number), why=Why.NOT_YET) for number, one in late))

    async def _one(self, media: Media, number: int, room: int) -> Attachment:
        if sha := sha_of(media):
            return await self._kept(sha, media, number, room)
        told = await self._keeper.ask("getFile", {"file_id": media.ref})
        if not isinstance(told, Sent) or not isinstance(told.result, dict):
            return Attachment(_name(media, number), why=_why(told))
        path = str(told.result.get("file_path") or "")
        name = _name(media, number, PurePosixPath(path).suffix)
        if int(told.result.get("file_size") or 0) > room:
            return Attachment(name, why=Why.TOO_BIG)
        content = await self._keeper.download(path, room)
        return Attachment(name, content) if isinstance(content, bytes) else Attachment(name, why=_why(content))

    async def _kept(self, sha: str, media: Media, number: int, room: int) -> Attachment:
        try:
            blob = await self._blob(sha)
        except LookupError:
            return Attachment(_name(media, number), why=Why.GONE)
        name = _name(media, number, mimetypes.guess_extension(blob.mime) or "", blob.name)
        return Attachment(name, blob.content) if len(blob.content) <= room else Attachment(name, why=Why.TOO_BIG)


def _why(outcome: Outcome) -> Why:
    if not isinstance(outcome, Refused):
        return Why.NOT_YET
    return Why.TOO_BIG if TOO_BIG in outcome.why else Why.GONE


def _name(media: Media, number: int, suffix: str = "", known: str = "") -> str:
    """The name that the sender gave, made fit for any disk; else the kind and the number: `photo-1.jpg`."""
    given = _UNFIT.sub("_", " ".join(plain(media.name or known).split())).strip(" .")
    ending = _ENDING.search(given)
    own = ending[0] if ending else suffix or _SUFFIX.get(media.kind, "")
    stem = short(given.removesuffix(own), _LONGEST_NAME)
    return f"{stem}{own}" if stem else f"{media.kind}-{number}{own}"
