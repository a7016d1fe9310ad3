"""Names, posts and drafts are other people's text: made harmless before they are shown."""

import re
from html import escape

_BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_INVISIBLE = re.compile("[\u200b\u2060\ufeff\x00-\x08\x0b-\x1f\x7f]")


def plain(text: str) -> str:
    """The text without controls that reorder or hide what stands around them."""
    return _INVISIBLE.sub("", _BIDI.sub("", text))


def html(text: str) -> str:
    """The text as HTML that shows it to the letter and does nothing else."""
    return escape(plain(text), quote=False)


def attribute(text: str) -> str:
    """The text as an HTML attribute's value."""
    return escape(plain(text), quote=True)


def short(text: str, length: int) -> str:
    """At most so many characters, on one line, with «…» where something was cut."""
    line = " ".join(plain(text).split())
    return line if len(line) <= length else line[: length - 1].rstrip() + "…"


def cut(text: str, length: int) -> str:
    """At most so many characters, lines kept, with «…» where something was cut."""
    clean = plain(text)
    return clean if len(clean) <= length else clean[: length - 1].rstrip() + "…"


def quote(text: str, length: int) -> str:
    """A quotation that folds when it is long."""
    shown = html(cut(text, length))
    return f"<blockquote expandable>{shown}</blockquote>" if shown else ""
