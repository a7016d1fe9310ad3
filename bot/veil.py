"""Words that open a door are not kept in the clear: of an incoming update the database sees their hash alone."""

import re
from typing import Any

from storage.invitations import LENGTH, hashed

SETUP = "setup_"
"""What the word of a link from the command line begins with."""

JOIN = "join_"
"""What the word of an invitation begins with. People may write the like in a post, which stays as it is."""

_WORD = re.compile(
    rf"(^/start(?:@\w+)?\s+(?:{SETUP}|{JOIN}))(\S+)"  # a link that was opened
    rf"|((?<![\w/.-]){SETUP})([\w-]{{{LENGTH},}})"  # the code by itself
    rf"|([?&]start=(?:{SETUP}|{JOIN}))([\w-]+)"  # the link, written out
)
_HOLDERS = ("message", "edited_message")


def veiled(raw: dict[str, Any]) -> dict[str, Any]:
    """The update with the hash in the place of every such word. Whatever was sent is hashed, also what is a hash."""
    for holder in _HOLDERS:
        message = raw.get(holder)
        text = message.get("text") if isinstance(message, dict) else None
        if isinstance(text, str) and _WORD.search(text):
            return {**raw, holder: {**message, "text": _WORD.sub(_hidden, text)}}  # type: ignore[dict-item]  # it has a text, so it is an object
    return raw


def _hidden(found: re.Match[str]) -> str:
    before, word = (one for one in found.groups() if one is not None)
    return str(before) + hashed(str(word))
