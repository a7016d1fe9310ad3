"""Names, posts and drafts are other people's text: made harmless before they are shown."""

import re
from html import escape, unescape

LONGEST_TEXT = 4096
"""Telegram's limit for a text, counted here in UTF-16 units, which is never less than Telegram counts."""

_BIDI = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_INVISIBLE = "\u00ad\u180e\u200b\u2060-\u2064\u206a-\u206f\ufeff\ufff9-\ufffb"
_CONTROLS = "\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\ud800-\udfff"
_HARMFUL = re.compile(f"[{_BIDI}{_INVISIBLE}{_CONTROLS}]")
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_TAG = re.compile("<[^>]*>")
_JOINER = "\u200d"


def plain(text: str) -> str:
    """The text without controls that reorder or hide what stands around them."""
    return _HARMFUL.sub("", _LINE_ENDS.sub("\n", text))


def html(text: str) -> str:
    """The text as HTML that shows it to the letter and does nothing else."""
    return escape(plain(text), quote=False)


def attribute(text: str) -> str:
    """The text as an HTML attribute's value."""
    return escape(plain(text), quote=True)


def short(text: str, length: int) -> str:
    """At most so many UTF-16 units, on one line, with «…» where something was cut."""
    return _fit(" ".join(plain(text).split()), length)


def cut(text: str, length: int) -> str:
    """At most so many UTF-16 units, lines kept, with «…» where something was cut."""
    return _fit(plain(text).strip("\n"), length)


def quote(text: str, length: int) -> str:
    """A quotation that folds when it is long; empty where there is nothing to see or no room."""
    shown = html(cut(text, length)) if length > 0 else ""
    return f"<blockquote expandable>{shown}</blockquote>" if shown.strip() else ""


def size(text: str) -> int:
    """The length in UTF-16 units."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def shown_size(markup: str) -> int:
    """The length of what is left of our HTML when Telegram has parsed it, in UTF-16 units."""
    return size(unescape(_TAG.sub("", markup)))


def _fit(text: str, length: int) -> str:
    if size(text) <= length:
        return text
    kept = text.encode("utf-16-le")[: 2 * (length - 1)].decode("utf-16-le", "ignore")
    return kept.rstrip().rstrip(_JOINER) + "…"
