"""Texts: parse modes, trimming, lengths, and the entities which the server finds by itself."""

import re

from sandbox.rules.html import parse_html, utf16
from sandbox.words import Json, bad

FOUND = re.compile(
    r"(?P<url>https?://[^\s<>\"]+[^\s<>\".,;:!?)»])"
    r"|(?P<email>[\w.+-]+@[\w-]+\.[\w.-]*\w)"
    r"|(?<![\w@/])(?P<mention>@[A-Za-z]\w{3,31})"
    r"|(?<![\w/#])(?P<hashtag>#\w*[^\W\d]\w*)"
    r"|(?<![\w/<>])(?P<bot_command>/[A-Za-z0-9_]{1,64}(?:@[A-Za-z]\w{3,31})?)(?![\w/])"
    r"|(?P<host>(?<![\w@.])(?:[a-z0-9-]+\.)+(?:ru|com|org|net|su|info|me)(?:/[^\s<>\"]*[^\s<>\".,;:!?)»])?)(?!\w)"
)
HINT = re.compile(r"[/@#.]")
CODE = {"code", "pre", "text_link"}


def automatic(text: str) -> list[Json]:
    """Return links, mentions, hashtags, commands and addresses found in a plain text."""
    if not HINT.search(text):
        return []
    return [
        {
            "type": "url" if match.lastgroup == "host" else match.lastgroup,
            "offset": utf16(text[: match.start()]),
            "length": utf16(match[0]),
        }
        for match in FOUND.finditer(text)
    ]


def merged(text: str, marked: list[Json]) -> list[Json]:
    """Add to the marked entities those found by the server, outside code and links."""
    found = automatic(text)
    if not marked or not found:
        return marked or found
    closed = [(entity["offset"], entity["offset"] + entity["length"]) for entity in marked if entity["type"] in CODE]
    free = [
        entity
        for entity in found
        if all(entity["offset"] >= end or entity["offset"] + entity["length"] <= start for start, end in closed)
    ]
    return sorted(marked + free, key=lambda entity: (entity["offset"], -entity["length"]))


def trimmed(text: str, entities: list[Json]) -> tuple[str, list[Json]]:
    """Cut white space at both ends, and the entities with it; entities of nothing vanish."""
    clean = text.rstrip()
    first = entities[0]["offset"] if entities else len(clean)
    cut = min(len(clean) - len(clean.lstrip()), first)
    clean = clean[cut:]
    return clean, clipped(clean, entities, cut) if entities else []


def clipped(text: str, entities: list[Json], cut: int) -> list[Json]:
    """Move entities to the left by the cut, and end them with the text."""
    end = utf16(text)
    moved = [{**entity, "offset": entity["offset"] - cut} for entity in entities]
    short = [{**entity, "length": min(entity["length"], end - entity["offset"])} for entity in moved]
    return [entity for entity in short if entity["length"] > 0]


def parsed(source: str, mode: str | None, given: list[Json] | None) -> tuple[str, list[Json]]:
    """Return the text and its entities for a parse mode, or with the entities given beside it."""
    if not mode:
        return trimmed(source, checked(source, given or []))
    if mode.lower() == "html":
        return trimmed(*parse_html(source)) if "<" in source or "&" in source else trimmed(source, [])
    if mode.lower() in {"markdown", "markdownv2"}:
        raise bad("parse_mode Markdown is not supported by this sandbox; use HTML or entities")
    raise bad("unsupported parse_mode")


def checked(text: str, entities: list[Json]) -> list[Json]:
    """Refuse entities which do not lie within the text."""
    end = utf16(text)
    for entity in entities:
        if entity["offset"] < 0 or entity["length"] <= 0 or entity["offset"] + entity["length"] > end:
            raise bad("entity beginning or end is out of the text")
    return sorted(entities, key=lambda entity: (entity["offset"], -entity["length"]))


def formatted(source: str, mode: str | None, given: list[Json] | None, limit: int, name: str) -> tuple[str, list[Json]]:
    """Return a text fit to be sent; its length is counted in code points after parsing."""
    text, entities = parsed(source, mode, given)
    if len(text) > limit:
        raise bad(f"{name} is too long")
    return text, merged(text, entities)


def message_text(params: Json) -> Json:
    """Return `text` and `entities` of a message from the parameters of a call."""
    text, entities = formatted(
        params.get("text", ""), params.get("parse_mode"), params.get("entities"), 4096, "message"
    )
    if not text:
        raise bad("message text is empty")
    return {"text": text, "entities": entities} if entities else {"text": text}


def message_caption(params: Json) -> Json:
    """Return `caption` and `caption_entities`, or nothing where there is no caption."""
    text, entities = formatted(
        params.get("caption", ""), params.get("parse_mode"), params.get("caption_entities"), 1024, "message caption"
    )
    if not text:
        return {}
    return {"caption": text, "caption_entities": entities} if entities else {"caption": text}
