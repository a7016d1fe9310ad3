"""Texts and entities."""

from typing import Any

import pytest

from sandbox.rules.entities import message_text
from sandbox.rules.html import parse_html
from sandbox.rules.render_html import to_html
from sandbox.words import ApiError


def entity(kind: str, offset: int, length: int, **more: Any) -> dict[str, Any]:
    """An entity."""
    return {"type": kind, "offset": offset, "length": length, **more}


HTML = [
    ("<b>а</b>", "а", [entity("bold", 0, 1)]),
    ("<STRONG>а</STRONG>", "а", [entity("bold", 0, 1)]),
    (
        "<i>а</i><u>б</u><s>в</s>",
        "абв",
        [entity("italic", 0, 1), entity("underline", 1, 1), entity("strikethrough", 2, 1)],
    ),
    ("😀<b>а</b>", "😀а", [entity("bold", 2, 1)]),
    ("<b>а<i>б</i></b>", "аб", [entity("bold", 0, 2), entity("italic", 1, 1)]),
    ("<tg-spoiler>а</tg-spoiler>", "а", [entity("spoiler", 0, 1)]),
    ('<span class="tg-spoiler">а</span>', "а", [entity("spoiler", 0, 1)]),
    ('<a href="https://a.ru/?x=1&amp;y=2">а</a>', "а", [entity("text_link", 0, 1, url="https://a.ru/?x=1&y=2")]),
    ("<code>а</code>", "а", [entity("code", 0, 1)]),
    ('<pre><code class="language-python">а</code></pre>', "а", [entity("pre", 0, 1, language="python")]),
    ("<blockquote>а</blockquote>", "а", [entity("blockquote", 0, 1)]),
    ("<blockquote expandable>а</blockquote>", "а", [entity("expandable_blockquote", 0, 1)]),
    ("а & б &lt;x&gt; &amp;&quot; &#1078; &#x436;", 'а & б <x> &" ж ж', []),
    ("&nbsp; &copy; &ampx", "&nbsp; &copy; &ampx", []),
    ("<b></b>а", "а", []),
    ("<b>а</>", "а", [entity("bold", 0, 1)]),
]


@pytest.mark.parametrize(("source", "text", "entities"), HTML)
def test_html_is_parsed(source: str, text: str, entities: list[dict[str, Any]]) -> None:
    """Tags become entities with offsets in UTF-16; a bare & and unknown entities stay as they are."""
    assert parse_html(source) == (text, entities)


@pytest.mark.parametrize("source", [source for source, _, found in HTML if found])
def test_html_comes_back(source: str) -> None:
    """A text rendered back to HTML parses to the same text and entities."""
    assert parse_html(to_html(*parse_html(source))) == parse_html(source)


BROKEN = [
    ("а<b", "Unclosed start tag at byte offset 2"),
    ('<a href="x>а</a>', "Unclosed start tag at byte offset 0"),
    ("<b>а</b", "Unclosed end tag at byte offset 5"),
    ("<b =1>а</b>", 'Empty attribute name in the tag "b" at byte offset 0'),
    ("<a href=x/y>а</a>", "Unexpected end of name token at byte offset 8"),
    ("<span>а</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ("1 < 2", 'Unsupported start tag "" at byte offset 2'),
]


@pytest.mark.parametrize(("source", "reason"), BROKEN)
def test_broken_html_is_refused(source: str, reason: str) -> None:
    """A broken tag is refused with the byte at which it begins."""
    with pytest.raises(ApiError) as caught:
        parse_html(source)
    assert caught.value.description == f"Bad Request: can't parse entities: {reason}"


LENGTHS = [("я" * 4096, None), ("😀" * 4096, None), ("<b>" + "я" * 4096 + "</b>", "HTML"), ("&amp;" * 4096, "HTML")]


@pytest.mark.parametrize(("source", "mode"), LENGTHS)
def test_length_is_counted_in_code_points_after_parsing(source: str, mode: str | None) -> None:
    """4096 code points fit, however long their markup and however many UTF-16 units they take."""
    assert len(message_text({"text": source, "parse_mode": mode})["text"]) == 4096


AUTOMATIC = [
    ("/start и /my", [entity("bot_command", 0, 6), entity("bot_command", 9, 3)]),
    ("см. https://vk.com/wall-1_2.", [entity("url", 4, 23)]),
    ("😀 @otklik_bot", [entity("mention", 3, 11)]),
    ("#яма и я#яма", [entity("hashtag", 0, 4)]),
    ("пишите a@b.ru", [entity("email", 7, 6)]),
    ("сайт vk.com/x тут", [entity("url", 5, 8)]),
    ("и/или 1/2", []),
]


@pytest.mark.parametrize(("text", "entities"), AUTOMATIC)
def test_server_finds_entities(text: str, entities: list[dict[str, Any]]) -> None:
    """Commands, links, mentions, hashtags and addresses are found in plain text."""
    assert message_text({"text": text}).get("entities", []) == entities


def test_text_is_trimmed_with_its_entities() -> None:
    """White space at both ends goes, and entities move with the text."""
    assert message_text({"text": "  а <b>б </b> ", "parse_mode": "HTML"}) == {
        "text": "а б",
        "entities": [entity("bold", 2, 1)],
    }
