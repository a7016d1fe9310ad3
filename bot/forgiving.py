"""JSON from outside, read so that one thing in it that nobody can use does not take the rest with it."""

import json
import re
from typing import Any

DEEPEST = 64
"""Levels of lists and objects in an update; Telegram's own have some ten. What lies deeper is left out."""

LARGEST = 2**63
"""Every number of Telegram's, and of the databases, is smaller."""

_WHOLE = DEEPEST + 8
_LONGEST_NUMBER = 20
_TOKEN = re.compile(r'"(?:[^"\\]++|\\.)*+(?:"|\Z)|[\[\]{}]', re.DOTALL)
_NUL = re.compile(r"(?<!\\)((?:\\\\)*)\\u0000")
_HALF = re.compile("[\ud800-\udfff]")
_INSTEAD = "\N{REPLACEMENT CHARACTER}"


def parsed(body: bytes) -> Any:
    """What the body says. Raises ValueError where it is no JSON.

    Where it cannot be read whole it is read without what no reader takes: what is nested too deep, numbers without
    end, bytes that are no text.
    """
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return json.loads(_shallow(body.decode("utf-8", "replace")), parse_int=_number)


def kept(value: Any) -> str:
    """The value as JSON that every database takes: no NUL, no half of a surrogate pair, nothing nested too deep."""
    text = json.dumps(_cut(value, DEEPEST), ensure_ascii=False)
    if "\\u0000" in text:
        text = _NUL.sub(rf"\1{_INSTEAD}", text)
    return text if text.isascii() else _HALF.sub(_INSTEAD, text)


def whole(value: object) -> int | None:
    """The value where it is a whole number that can be kept; a yes or a no is none."""
    return value if isinstance(value, int) and not isinstance(value, bool) and -LARGEST < value < LARGEST else None


def _cut(value: Any, left: int) -> Any:
    if isinstance(value, dict):
        return {key: _cut(one, left - 1) for key, one in value.items()} if left else None
    if isinstance(value, list):
        return [_cut(one, left - 1) for one in value] if left else None
    return value


def _shallow(text: str) -> str:
    """The text with null in the place of everything that is nested too deep."""
    parts, level, begin = [], 0, 0
    for token in _TOKEN.finditer(text):
        if token[0] in "[{":
            level += 1
            if level == _WHOLE + 1:
                parts.append(text[begin : token.start()] + "null")
        elif token[0] in "]}":
            if level == _WHOLE + 1:
                begin = token.end()
            level -= 1
    return "".join(parts) + (text[begin:] if level <= _WHOLE else "")


def _number(digits: str) -> int | None:
    return int(digits) if len(digits) <= _LONGEST_NUMBER else None
