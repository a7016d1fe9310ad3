"""Converters of single values: from JSON, or from the strings of a form."""

import re
from collections.abc import Callable
from typing import Any

Convert = Callable[[Any], Any]
TRUE, FALSE = {"true", "1", "yes", "True"}, {"false", "0", "no", "False", ""}


class MismatchError(Exception):
    """The value does not fit; `of_object` marks a text which needs no more context."""

    def __init__(self, text: str, of_object: bool = False) -> None:
        super().__init__(text)
        self.text = text
        self.of_object = of_object


def integer(value: Any) -> int:
    """Take a JSON integer or its decimal text."""
    if type(value) is int:
        return value
    if isinstance(value, str) and re.fullmatch(r"[+-]?\d{1,19}", value.strip()):
        return int(value)
    raise MismatchError("must be of type Integer")


def number(value: Any) -> float:
    """Take a JSON number or its text."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return float(value)
    try:
        return float(value) if isinstance(value, str) else _no_number()
    except ValueError:
        return _no_number()


def _no_number() -> float:
    raise MismatchError("must be of type Float")


def boolean(value: Any) -> bool:
    """Take a JSON boolean, or the words which forms use for it."""
    if isinstance(value, bool):
        return value
    word = str(value) if isinstance(value, (str, int)) else "?"
    if word in TRUE or word in FALSE:
        return word in TRUE
    raise MismatchError("must be of type Boolean")


def string(value: Any) -> str:
    """Take a text, or a number written without quotes as the real server does."""
    if isinstance(value, str):
        return value
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return str(value)
    raise MismatchError("must be of type String")


def integer_or_string(value: Any) -> int | str:
    """Take a chat: its number, or its @username."""
    if type(value) is int:
        return value
    text = string(value)
    return int(text) if re.fullmatch(r"-?\d{1,19}", text) else text


def true_only(value: Any) -> bool:
    """Take the only value which such a field may have."""
    if boolean(value):
        return True
    raise MismatchError("must be True")


SIMPLE: dict[str, Convert] = {
    "Integer": integer,
    "Float": number,
    "Boolean": boolean,
    "True": true_only,
    "String": string,
    "Integer or String": integer_or_string,
    "InputFile or String": string,
    "InputFile": string,
}
