"""Makes a text fit that has become too long at the last moment: its longest words are cut, its marks stay."""

import re
from html import escape, unescape

from handlers.safe import LONGEST_TEXT, shown_size, size
from handlers.turn import Reply

LONGEST_CAPTION = 1024
"""Telegram's limit for the words under a picture or a file."""

_TAGS = re.compile("(<[^>]*>)")


def fitting(reply: Reply) -> Reply:
    """The reply, no longer than Telegram takes: the longest stretch without a tag is cut, which is a quotation."""
    most = LONGEST_CAPTION if reply.media else LONGEST_TEXT
    text = reply.text
    while (over := shown_size(text) - most) > 0:
        text = _shorter(text, over)
    return reply if text == reply.text else reply.model_copy(update={"text": text})


def _shorter(markup: str, over: int) -> str:
    """So many UTF-16 units less of the longest stretch, or all that it has but one."""
    parts = _TAGS.split(markup)
    longest = max(range(0, len(parts), 2), key=lambda index: size(unescape(parts[index])))
    words = unescape(parts[longest])
    kept = max(0, size(words) - over - 2)
    cut = words.encode("utf-16-le")[: 2 * kept].decode("utf-16-le", "ignore").rstrip()
    parts[longest] = escape(f"{cut}…", quote=False) + ("\n" if words.endswith("\n") else "")
    return "".join(parts)
