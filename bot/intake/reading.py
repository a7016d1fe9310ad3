"""Reads a request: JSON, or a form with files, never more than the settings allow."""

import asyncio
from collections.abc import Awaitable
from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import unquote

from aiohttp import BodyPartReader, web
from aiohttp.http_exceptions import HttpProcessingError
from pydantic import ValidationError

from bot.intake.faults import BAD_FORM, TOO_MUCH, UNFIT, one_fault, unfit
from bot.intake.files import File, file_of
from bot.intake.model import MOST_FILES, CardSaid, Said
from workflow.words import MediaKind

LARGEST_JSON = 1024 * 1024
"""Bytes of what is said without files."""

PATIENCE = 60.0
"""Real seconds that a sender has for his request."""

_AS_IT_IS = frozenset({"", "identity", "binary", "7bit", "8bit"})
_CHUNK = 64 * 1024
_UNREADABLE = (ValueError, AssertionError, RuntimeError, LookupError, EOFError, HttpProcessingError)
"""What the reader of forms raises for one that is none."""

S = TypeVar("S", bound=Said)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Submission:
    """A card with its files, in the order in which they came."""

    card: CardSaid
    files: tuple[File, ...]


async def submission(request: web.Request, most: int) -> Submission:
    """The card of a request of at most so many bytes. Raises IntakeError."""
    if request.content_type == "multipart/form-data":
        card, files = await _in_time(_form(request, most))
    else:
        card, files = await said(request, CardSaid, most), []
    within = await asyncio.to_thread(lambda: [file_of(one.kind, one.name, one.content) for one in card.media])
    return Submission(card, _checked([*within, *files], card))


async def said(request: web.Request, kind: type[S], most: int = LARGEST_JSON) -> S:
    """Something said in JSON of at most so many bytes. Raises IntakeError."""
    if request.content_type != "application/json":
        raise one_fault(BAD_FORM, "Content-Type", "send application/json, or for a card with files multipart/form-data")
    _refuse_packed(request)
    return await _parsed(kind, await _in_time(_body(request, most)), "body")


async def _body(request: web.Request, most: int) -> bytes:
    body = bytearray()
    async for chunk in request.content.iter_chunked(_CHUNK):
        body += chunk
        _measure(len(body), most)
    return bytes(body)


async def _form(request: web.Request, most: int) -> tuple[CardSaid, list[File]]:
    _refuse_packed(request)
    card, files, left = None, list[File](), most
    try:
        reader = await request.multipart()
        while (part := await reader.next()) is not None:
            if not isinstance(part, BodyPartReader):
                raise one_fault(BAD_FORM, "body", "a form within a form; send each file as a part of its own")
            name, content = await _part(part, left)
            left -= len(content)
            if name == "card" and card is None:
                card = await _parsed(CardSaid, content, "card")
            else:
                files.append(_file(name, unquote(part.filename or ""), content, len(files)))
    except _UNREADABLE as error:
        raise one_fault(BAD_FORM, "body", "not a form that can be read; send multipart/form-data") from error
    if card is None:
        raise one_fault(UNFIT, "card", "missing; add a field with the card as JSON")
    return card, files


async def _part(part: BodyPartReader, left: int) -> tuple[str, bytes]:
    if part.headers.get("Content-Transfer-Encoding", "").lower() not in _AS_IT_IS or "Content-Encoding" in part.headers:
        raise one_fault(BAD_FORM, _called(part), "send the bytes as they are, without another encoding")
    most, content = min(left, LARGEST_JSON) if part.name == "card" else left, bytearray()
    while chunk := await part.read_chunk(_CHUNK):
        content += chunk
        _measure(len(content), most)
    return _called(part), bytes(content)


def _called(part: BodyPartReader) -> str:
    return (part.name or "")[:60]


def _file(field: str, name: str, content: bytes, before: int) -> File:
    try:
        kind = MediaKind(field)
    except ValueError:
        known = ", ".join(MediaKind)
        raise one_fault(UNFIT, field, f"no such field; send one card, and files as {known}") from None
    if before >= MOST_FILES:
        raise one_fault(UNFIT, field, f"too many files; send {MOST_FILES} at most")
    return file_of(kind, name, content)


async def _parsed(kind: type[S], body: bytes, within: str) -> S:
    """Parsed aside: a large body must not hold everybody else up."""
    try:
        return await asyncio.to_thread(kind.model_validate_json, body)
    except ValidationError as error:
        raise unfit(error, within) from None


def _checked(files: list[File], card: CardSaid) -> tuple[File, ...]:
    if any(not one.content for one in files):
        raise one_fault(UNFIT, "media", "a file is empty; leave it out")
    if len(files) > MOST_FILES:
        raise one_fault(UNFIT, "media", f"too many files; send {MOST_FILES} at most")
    if not (card.text.strip() or card.link or files):
        raise one_fault(UNFIT, "text", "nothing was said; send a text, a link or a file")
    return tuple(files)


def _refuse_packed(request: web.Request) -> None:
    """A packed body may be a thousand times larger than it looks."""
    if request.headers.get("Content-Encoding", "").lower() not in _AS_IT_IS:
        raise one_fault(BAD_FORM, "Content-Encoding", "send the body as it is, not packed")


def _measure(size: int, most: int) -> None:
    if size > most:
        raise one_fault(TOO_MUCH, "body", f"too large; at most {most} bytes are taken here")


async def _in_time(reading: Awaitable[T]) -> T:
    try:
        async with asyncio.timeout(PATIENCE):
            return await reading
    except TimeoutError:
        raise one_fault(BAD_FORM, "body", f"did not come within {PATIENCE:g} seconds; send it again") from None
