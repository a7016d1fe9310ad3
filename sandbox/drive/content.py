"""What people send: texts, media, contacts, and forwards of all four origins."""

import base64
import binascii
import struct
import zlib
from typing import Any

from sandbox.chats.files import Stored
from sandbox.chats.origins import content as said
from sandbox.chats.origins import origin
from sandbox.chats.state import MEDIA, Chat, Message
from sandbox.chats.world import World
from sandbox.drive.acts import need, number
from sandbox.rules.entities import merged
from sandbox.rules.html import parse_html
from sandbox.rules.media import described
from sandbox.words import ApiError, DriveError, Json

TEXT_LIMIT, CAPTION_LIMIT = 4096, 1024
NAMES = {"document": "document.pdf", "audio": "song.mp3", "video": "video.mp4", "animation": "animation.mp4"}


def marked(body: Json, name: str, entities: str) -> Json:
    """Return a text with its entities; with `html` its tags are read."""
    text = str(body.get(name) or "")
    try:
        clean, found = parse_html(text) if body.get("html") else (text, list(body.get("entities", [])))
    except ApiError as error:
        raise DriveError(error.description) from None
    every = merged(clean, found)
    return {name: clean, **({entities: every} if every else {})} if clean else {}


def texts(body: Json) -> list[Json]:
    """Return a text as the messages which a client sends: a long one is split, as clients do."""
    text = str(need(body, "text")).strip()
    if not text:
        raise DriveError("nobody can send an empty text")
    if len(text) <= TEXT_LIMIT:
        return [marked({**body, "text": text}, "text", "entities")]
    pieces = [text[start : start + TEXT_LIMIT] for start in range(0, len(text), TEXT_LIMIT)]
    return [{"text": piece, "entities": merged(piece, [])} for piece in pieces]


def media(world: World, item: Json, caption: Json) -> Json:
    """Return one piece of media with its caption."""
    kind = need(item, "kind")
    if kind not in MEDIA:
        raise DriveError(f"there is no media {kind!r}; media: {', '.join(MEDIA)}")
    under = marked(caption, "caption", "caption_entities")
    if len(under.get("caption", "")) > CAPTION_LIMIT:
        raise DriveError("a caption has at most 1024 characters")
    return {kind: described(world.files, stored(world, kind, item), item), **under}


def stored(world: World, kind: str, item: Json) -> Stored:
    """Keep the bytes of `content` (base64), or take the file `key`; without either there is a small sample."""
    if key := item.get("key"):
        return world.files.by_key[key]
    try:
        content = base64.b64decode(item["content"], validate=True) if item.get("content") else sample(kind)
    except binascii.Error:
        raise DriveError("content must be base64") from None
    return world.files.add(
        kind, content, item.get("name") or NAMES.get(kind, ""), item.get("mime", ""), item.get("size")
    )


def sample(kind: str) -> bytes:
    """Return bytes of a kind: a real grey picture for a photo, a few letters for the rest."""
    if kind != "photo":
        return f"sample {kind}".encode()
    width, height = 64, 48
    rows = b"".join(b"\0" + b"\x80" * width for _ in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    parts = [(b"IHDR", head), (b"IDAT", zlib.compress(rows)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in parts
    )


def contact(body: Json) -> Json:
    """Return a contact."""
    given = need(body, "contact")
    return {"contact": {"phone_number": need(given, "phone_number"), "first_name": need(given, "first_name")}}


def forward_origin(world: World, given: Json) -> Json:
    """Return an origin as the Bot API has it; `type` is user, hidden_user, chat or channel."""
    date = int(given.get("date") or world.now() - 3600)
    kind = need(given, "type")
    if kind not in ORIGINS:
        raise DriveError(f"there is no origin {kind!r}; origins: {', '.join(ORIGINS)}")
    signature = {"author_signature": given["signature"]} if given.get("signature") else {}
    return {"type": kind, "date": date, **ORIGINS[kind](given), **signature}


def _user(given: Json) -> Json:
    sender: Json = {"id": int(given.get("id", 777_001)), "is_bot": False, "first_name": need(given, "name")}
    return {"sender_user": sender | ({"username": given["username"]} if given.get("username") else {})}


def _hidden(given: Json) -> Json:
    return {"sender_user_name": need(given, "name")}


def _titled(given: Json, kind: str) -> Json:
    chat: Json = {"id": int(given.get("id", -1_009_000_000_001)), "title": need(given, "title"), "type": kind}
    return chat | ({"username": given["username"]} if given.get("username") else {})


def _chat(given: Json) -> Json:
    return {"sender_chat": _titled(given, "supergroup")}


def _channel(given: Json) -> Json:
    return {"chat": _titled(given, "channel"), "message_id": int(given.get("message_id", 1))}


ORIGINS: dict[str, Any] = {"user": _user, "hidden_user": _hidden, "chat": _chat, "channel": _channel}


def forwarded(world: World, chat: Chat, message: Message) -> Json:
    """Return the content of a message of the sandbox, forwarded."""
    return {**said(message), "forward_origin": origin(world, chat, message)}


def thread_of(body: Json) -> int | None:
    """Return the topic into which a person writes."""
    return number(body, "thread") if body.get("thread") else None


def user_json(world: World, user: int) -> Json:
    """Return a person as updates name one."""
    known = world.user(user)
    own = ("id", "is_bot", "first_name", "last_name", "username", "language_code")
    return {name: known[name] for name in own if name in known}
