"""Other people's words in a line of a terminal or of a log: what would steer either is shown, not done."""

import json
import re
from typing import Any

_STEERS = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff]")
"""Controls of both sets with ANSI's escape among them, ends of lines, marks that turn the direction of writing, and
halves of characters, which no stream can write."""


def visible(text: str) -> str:
    """The text in one line; every character that steers stands there as its code, `\\x1b` for example."""
    return _STEERS.sub(_code, text)


def as_json(value: Any, indent: int | None = None) -> str:
    """JSON that reads the same, in which whatever steers a terminal stands as its code too."""
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    return "\n".join(_STEERS.sub(lambda found: f"\\u{ord(found.group()):04x}", line) for line in text.split("\n"))


def _code(found: re.Match[str]) -> str:
    number = ord(found.group())
    return f"\\x{number:02x}" if number < 0x100 else f"\\u{number:04x}"
