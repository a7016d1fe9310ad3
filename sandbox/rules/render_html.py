"""From a text with entities back to HTML, so that people can see what is bold and where a link leads."""

from collections.abc import Mapping
from html import escape
from typing import Any

TAGS = {
    "bold": ("<b>", "</b>"),
    "italic": ("<i>", "</i>"),
    "underline": ("<u>", "</u>"),
    "strikethrough": ("<s>", "</s>"),
    "spoiler": ("<tg-spoiler>", "</tg-spoiler>"),
    "code": ("<code>", "</code>"),
    "pre": ("<pre>", "</pre>"),
    "blockquote": ("<blockquote>", "</blockquote>"),
    "expandable_blockquote": ("<blockquote expandable>", "</blockquote>"),
}


def tags(entity: Mapping[str, Any]) -> tuple[str, str] | None:
    """Return the tags of an entity; what the server found by itself has none."""
    if entity["type"] == "text_link":
        return f'<a href="{escape(entity["url"])}">', "</a>"
    if entity["type"] == "text_mention":
        return f'<a href="tg://user?id={entity["user"]["id"]}">', "</a>"
    if entity["type"] == "pre" and entity.get("language"):
        return f'<pre><code class="language-{escape(entity["language"])}">', "</code></pre>"
    return TAGS.get(entity["type"])


def to_html(text: str, entities: list[dict[str, Any]]) -> str:
    """Return the text as HTML which parses to the same text and entities."""
    marks: dict[int, list[str]] = {}
    for entity in sorted(entities, key=lambda one: (one["offset"], -one["length"])):
        if pair := tags(entity):
            marks.setdefault(entity["offset"], []).append(pair[0])
            marks.setdefault(entity["offset"] + entity["length"], []).insert(0, pair[1])
    return written(text, marks)


def written(text: str, marks: dict[int, list[str]]) -> str:
    """Return the escaped text with the marks at their UTF-16 offsets."""
    parts: list[str] = []
    place = 0
    for sign in text:
        parts += marks.get(place, [])
        parts.append(escape(sign, quote=False))
        place += 2 if sign > "\uffff" else 1
    return "".join([*parts, *marks.get(place, [])])
