"""Words that open a door are not kept in the clear: of an incoming update the database sees their hash alone."""

import re
from typing import Any

from storage.invitations import hashed

SETUP = "setup_"
"""What the word of a link from the command line begins with."""

_WORD = re.compile(rf"\b{SETUP}(\S+)")
_HOLDERS = ("message", "edited_message")


def veiled(raw: dict[str, Any]) -> dict[str, Any]:
    """The update with the hash in the place of every such word. Whatever was sent is hashed, also what is a hash."""
    for holder in _HOLDERS:
        message = raw.get(holder)
        text = message.get("text") if isinstance(message, dict) else None
        if isinstance(text, str) and SETUP in text:
            return {**raw, holder: {**message, "text": _WORD.sub(_hidden, text)}}  # type: ignore[dict-item]  # it has a text, so it is an object
    return raw


def _hidden(found: re.Match[str]) -> str:
    return SETUP + hashed(found[1])
