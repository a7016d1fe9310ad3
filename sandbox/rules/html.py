"""HTML as the Bot API parses it: its tags, its tolerance, and its errors with offsets in UTF-8 bytes."""

import re
from dataclasses import dataclass
from typing import NoReturn

from sandbox.words import Json, bad

KINDS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "code": "code",
    "pre": "pre",
    "a": "text_link",
    "blockquote": "blockquote",
    "tg-emoji": "custom_emoji",
}
ENTITY = re.compile(r"&(?:#(\d{1,7});?|#[xX]([0-9a-fA-F]{1,6});?|(lt|gt|amp|quot)(?:;|(?![a-zA-Z])))")
NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
PLAIN = re.compile(r"[^<&]+")
TAG_NAME = re.compile(r"[^\s>]*")
ATTRIBUTE = re.compile(r"[^\s=>]*")
TOKEN = re.compile(r"[0-9A-Za-z.\-]*")
SPACE = re.compile(r"\s*")


def utf16(text: str) -> int:
    """Return the length of a text in UTF-16 units, in which entity offsets are counted."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def decoded(match: re.Match[str]) -> str:
    """Return the character for which an HTML entity stands, or the entity as it was written."""
    if match[3]:
        return NAMED[match[3]]
    code = int(match[1]) if match[1] else int(match[2], 16)
    return chr(code) if 0 < code < 0x10FFFF and not 0xD800 <= code < 0xE000 else match[0]


@dataclass
class Open:
    """A tag that waits for its end."""

    tag: str
    argument: str
    offset: int
    begin: int


class Parser:
    """One pass over one text; `text` and `entities` hold what was found so far."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.position = 0
        self.parts: list[str] = []
        self.offset = 0
        self.nested: list[Open] = []
        self.entities: list[Json] = []

    def run(self) -> tuple[str, list[Json]]:
        """Return the text without tags, and its entities by their offset."""
        while self.position < len(self.source):
            self.step()
        if self.nested:
            raise bad(f"can't parse entities: Can't find end tag corresponding to start tag \"{self.nested[-1].tag}\"")
        self.entities.sort(key=lambda entity: (entity["offset"], -entity["length"]))
        return "".join(self.parts), self.entities

    def step(self) -> None:
        """Take plain text, an entity, or a tag."""
        plain = PLAIN.match(self.source, self.position)
        entity = None if plain else ENTITY.match(self.source, self.position)
        if plain:
            self.add(plain[0])
        elif entity:
            self.position += len(entity[0])
            self.put(decoded(entity))
        elif self.source[self.position] == "&":
            self.add("&")
        elif self.source.startswith("</", self.position):
            self.end_tag()
        else:
            self.start_tag()

    def add(self, text: str) -> None:
        """Take a text as it is."""
        self.position += len(text)
        self.put(text)

    def put(self, text: str) -> None:
        """Append to the result."""
        self.parts.append(text)
        self.offset += utf16(text)

    def fail(self, text: str, at: int, rest: str = "") -> NoReturn:
        """Refuse the text, naming the byte."""
        place = len(self.source[:at].encode())
        raise bad(f"can't parse entities: {text} at byte offset {place}{rest}")

    def skip(self, pattern: re.Pattern[str]) -> str:
        """Take what the pattern matches here."""
        match = pattern.match(self.source, self.position)
        found = match[0] if match else ""
        self.position += len(found)
        return found

    def here(self) -> str:
        """Return the present character, or nothing at the end."""
        return self.source[self.position : self.position + 1]

    def start_tag(self) -> None:
        """Take a start tag with its attributes."""
        begin = self.position
        self.position += 1
        tag = self.skip(TAG_NAME).lower()
        if not self.here():
            self.fail("Unclosed start tag", begin)
        if tag not in KINDS:
            self.fail(f'Unsupported start tag "{tag}"', begin)
        argument = ""
        while (name := self.attribute(tag, begin)) is not None:
            argument = chosen(tag, *name) or argument
        if tag == "span" and argument != "tg-spoiler":
            self.fail('Tag "span" must have class "tg-spoiler"', begin)
        self.nested.append(Open(tag, argument, self.offset, len(self.parts)))

    def attribute(self, tag: str, begin: int) -> tuple[str, str] | None:
        """Take one attribute and its value; return nothing when the tag is closed."""
        self.skip(SPACE)
        if self.here() == ">":
            self.position += 1
            return None
        name = self.skip(ATTRIBUTE)
        if not name:
            self.fail(f'Empty attribute name in the tag "{tag}"', begin)
        self.skip(SPACE)
        if self.here() == "=":
            self.position += 1
            self.skip(SPACE)
            value = self.value(begin)
        else:
            value = ""
        if not self.here():
            self.fail("Unclosed start tag", begin)
        return name, value

    def value(self, begin: int) -> str:
        """Take the value of an attribute, in quotes or without."""
        if not (quote := self.here()):
            self.fail("Unclosed start tag", begin)
        if quote not in "'\"":
            start = self.position
            token = self.skip(TOKEN).lower()
            if not (self.here().isspace() or self.here() == ">"):
                self.fail("Unexpected end of name token", start)
            return token
        end = self.source.find(quote, self.position + 1)
        if end < 0:
            self.fail("Unclosed start tag", begin)
        inner = self.source[self.position + 1 : end]
        self.position = end + 1
        return ENTITY.sub(decoded, inner)

    def end_tag(self) -> None:
        """Take an end tag and close the entity."""
        begin = self.position
        if not self.nested:
            self.fail("Unexpected end tag", begin)
        self.position += 2
        name = self.skip(TAG_NAME).lower()
        self.skip(SPACE)
        if self.here() != ">":
            self.fail("Unclosed end tag", begin)
        self.position += 1
        last = self.nested[-1]
        if name and name != last.tag:
            self.fail("Unmatched end tag", begin, f', expected "</{last.tag}>", found "</{name}>"')
        self.nested.pop()
        if self.offset > last.offset:
            self.close(last)

    def close(self, tag: Open) -> None:
        """Add the entity of a closed tag."""
        entity: Json = {"type": KINDS[tag.tag], "offset": tag.offset, "length": self.offset - tag.offset}
        if tag.tag == "a":
            entity["url"] = tag.argument or "".join(self.parts[tag.begin :])
            if "." not in entity["url"] and not entity["url"].startswith("tg:"):
                return
        elif tag.tag == "blockquote" and tag.argument:
            entity["type"] = "expandable_blockquote"
        elif tag.tag == "tg-emoji":
            entity["custom_emoji_id"] = tag.argument
        elif tag.tag in {"code", "pre"} and self.joined(entity, tag):
            return
        self.entities.append(entity)

    def joined(self, entity: Json, tag: Open) -> bool:
        """Join <pre><code class="language-x"> into one entity."""
        same = self.entities and all(self.entities[-1][key] == entity[key] for key in ("offset", "length"))
        if not same or {self.entities[-1]["type"], entity["type"]} != {"code", "pre"}:
            if tag.tag == "code" and tag.argument:
                entity["language"] = tag.argument
            return False
        language = tag.argument or self.entities[-1].get("language")
        self.entities[-1]["type"] = "pre"
        if language:
            self.entities[-1]["language"] = language
        return True


def chosen(tag: str, name: str, value: str) -> str:
    """Return the argument which an attribute gives to its tag, or nothing."""
    if tag == "code" and name == "class":
        return value.removeprefix("language-") if value.startswith("language-") else ""
    if tag == "blockquote" and name == "expandable":
        return "1"
    wanted = {"a": "href", "span": "class", "tg-emoji": "emoji-id"}
    return value if wanted.get(tag) == name else ""


def parse_html(source: str) -> tuple[str, list[Json]]:
    """Return the text and the entities of an HTML source; raise ApiError 400 as the Bot API does."""
    return Parser(source).run()
