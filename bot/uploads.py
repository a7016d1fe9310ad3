"""Sends media whose bytes we keep: uploaded once, from then on by the name that Telegram gave it."""

import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from aiogram.types import BufferedInputFile, InputFile
from sqlalchemy import Connection

from bot.logs import fault
from bot.methods import Call, sending
from bot.outcomes import NoTopic, NotSent, Outcome, Refused, Sent, Unsure
from handlers.turn import Reply
from storage import blobs
from storage.blobs import Blob, Known
from workflow.post import Media, bundles
from workflow.words import MediaKind

SCHEME = "blob:"
"""How the reference of media begins whose bytes we keep; the rest is their SHA-256."""

Say = Callable[[Call], Awaitable[Outcome]]
Fetch = Callable[[str], Awaitable[Blob]]

_NO_PICTURE = re.compile(r"IMAGE_PROCESS_FAILED|(PHOTO|VIDEO)_[A-Z_]*INVALID|too big for a photo")
_NO_NAME = re.compile(r"wrong (remote )?file|FILE_REFERENCE|can't use file of type", re.IGNORECASE)
_PART = re.compile(r"failed to send message #(\d+)")


class UnfetchedError(Exception):
    """The bytes of an attachment cannot be read; `why` says what went wrong."""

    def __init__(self, why: Exception) -> None:
        super().__init__(f"an attachment cannot be read: {fault(why)}")
        self.why = why


@dataclass(frozen=True, slots=True)
class Plan:
    """How what is left is sent: in which topic, whose bytes as documents, and whether by the names Telegram gave."""

    topic: int | None
    documents: frozenset[str] = frozenset()
    by_name: bool = True

    def of(self, media: Media) -> Media:
        """The media as the kind that it goes as."""
        return media.model_copy(update={"kind": MediaKind.DOCUMENT}) if sha_of(media) in self.documents else media

    def mended(self, outcome: Outcome, bundle: Sequence[Media]) -> "Plan | None":
        """The plan for another try, each kind of mend at most once for the same thing; None where there is none."""
        if isinstance(outcome, NoTopic) and self.topic is not None:
            return replace(self, topic=None)
        if not isinstance(outcome, Refused):
            return None
        if self.by_name and _NO_NAME.search(outcome.why):
            return replace(self, by_name=False)
        refused = _refused_pictures(outcome.why, bundle) - self.documents
        return replace(self, documents=self.documents | refused) if refused else None


@dataclass(slots=True)
class Parcel:
    """One message with media of ours. `known` is what its channel calls them, `learned` what it turned out to."""

    reply: Reply
    chat: int
    topic: int | None
    channel: str
    known: Mapping[tuple[str, str], Known]
    learned: list[Known] = field(default_factory=list)

    async def deliver(self, say: Say, fetch: Fetch) -> Outcome:
        """Send it, mended as Telegram says: outside of a topic that is gone, as documents what it takes for no picture.

        Where only a part of it went the outcome is Unsure, so that it is repeated with its mark. Raises UnfetchedError
        where the bytes cannot be read and nothing has left.
        """
        plan, rest, ids = Plan(self.topic, self._documents()), self.reply.media, tuple[str, ...]()
        while rest:
            now, later = _next(rest, plan)
            try:
                outcome = await self._say(now, plan, say, fetch, "" if ids else self.reply.text)
            except UnfetchedError as error:
                if not ids:
                    raise
                outcome = NotSent(str(error))
            if isinstance(outcome, Sent):
                self._learn(now, plan, outcome.result)
                rest, ids = later, (*ids, *outcome.ids)
            elif (mended := plan.mended(outcome, now)) is None:
                return Unsure(f"a part was sent, then: {outcome}") if ids else outcome
            else:
                plan = mended
        return Sent(ids)

    def note(self, conn: Connection, real: datetime) -> None:
        """Remember the names that Telegram gave. `real` is real time."""
        for known in self.learned:
            blobs.note(conn, self.channel, known, real)

    def _documents(self) -> frozenset[str]:
        """What was refused as a picture before."""
        return frozenset(one.sha256 for one in self.known.values() if one.sent_as != one.kind)

    async def _say(self, now: tuple[Media, ...], plan: Plan, say: Say, fetch: Fetch, text: str) -> Outcome:
        try:
            files = {one.ref: await self._file(one, plan, fetch) for one in now if sha_of(one)}
        except LookupError as error:
            return Refused(str(error))
        except Exception as error:
            raise UnfetchedError(error) from error
        reply = self.reply.model_copy(update={"media": tuple(map(plan.of, now)), "text": text})
        return await say(sending(reply, self.chat, plan.topic, files))

    async def _file(self, media: Media, plan: Plan, fetch: Fetch) -> str | InputFile:
        known = self.known.get((sha_of(media), media.kind))
        if known and plan.by_name and known.sent_as == plan.of(media).kind:
            return known.file_id
        blob = await fetch(sha_of(media))
        return BufferedInputFile(blob.content, media.name or blob.name or media.kind.value)

    def _learn(self, now: Sequence[Media], plan: Plan, result: Any) -> None:
        for media, message in zip(now, result if isinstance(result, list) else [result], strict=False):
            kind = plan.of(media).kind
            if sha_of(media) and (name := _name_of(message, kind)):
                self.learned.append(Known(sha_of(media), media.kind, kind, name))


def sha_of(media: Media) -> str:
    """The identity of the bytes; empty for media that Telegram keeps."""
    return media.ref.removeprefix(SCHEME) if media.ref.startswith(SCHEME) else ""


def parcel_of(conn: Connection, reply: Reply, chat: int, topic: int | None, channel: str) -> Parcel | None:
    """The message as a parcel, where some of its media is ours."""
    ours = [sha for one in reply.media if (sha := sha_of(one))]
    if not ours:
        return None
    known = {(one.sha256, one.kind): one for one in blobs.known_to(conn, channel, ours)}
    return Parcel(reply, chat, topic, channel, known)


def _next(rest: tuple[Media, ...], plan: Plan) -> tuple[tuple[Media, ...], tuple[Media, ...]]:
    """What goes in the next call and what later: pictures first, since documents share no album with them."""
    ordered = tuple(sorted(rest, key=lambda one: plan.of(one).kind is MediaKind.DOCUMENT))
    count = len(bundles(tuple(map(plan.of, ordered)))[0])
    return ordered[:count], ordered[count:]


def _refused_pictures(why: str, bundle: Sequence[Media]) -> frozenset[str]:
    """Which bytes are no picture to Telegram: the one that it counts out from 1, or all that went with the call."""
    if not _NO_PICTURE.search(why):
        return frozenset()
    part = _PART.search(why)
    meant = [bundle[int(part[1]) - 1]] if part and 0 < int(part[1]) <= len(bundle) else bundle
    return frozenset(sha for one in meant if (sha := sha_of(one)))


def _name_of(message: Any, kind: MediaKind) -> str:
    """What Telegram calls the file in this message; it may have taken it as another kind."""
    if not isinstance(message, Mapping):
        return ""
    found = message.get(kind) or next((message[one] for one in MediaKind if message.get(one)), None)
    last = found[-1] if isinstance(found, list) else found
    return str(last.get("file_id") or "") if isinstance(last, Mapping) else ""
