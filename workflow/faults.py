"""Faults of a data file in words: where in the file, what is wrong, how to mend it."""

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

_MEND = {
    "extra_forbidden": "unknown key; take it out or mend its spelling",
    "missing": "missing; add it",
    "string_type": "must be text in quotes",
    "tuple_type": 'must be a list, such as ["one", "two"]',
    "mapping_type": 'must be a table, such as { name = "value" }',
    "model_type": 'must be a table, such as { name = "value" }',
    "string_pattern_mismatch": "write small Latin letters, digits and _, 20 at most; people read the words instead",
    "dict_type": 'must be a table, such as { name = "value" }',
}


def described(error: ValidationError, raw: Mapping[str, Any]) -> list[str]:
    """Every fault that was found in `raw`, one a line; a list's items are called by their names."""
    return [_fault(fault, raw) for fault in error.errors()]


def _fault(fault: Any, raw: Mapping[str, Any]) -> str:
    where = _place(fault["loc"], raw)
    message = _MEND.get(fault["type"]) or str(fault["msg"]).removeprefix("Value error, ").removeprefix("due: ")
    return f"{where}: {message}" if where else message


def _place(loc: tuple[str | int, ...], raw: Any) -> str:
    words: list[str] = []
    for key in loc:
        raw = _inside(raw, key)
        if isinstance(key, int) and isinstance(raw, dict) and "name" in raw:
            words[-1:] = [f"{words[-1]} {raw['name']!r}"]
        elif isinstance(key, int):
            words.append(f"no. {key + 1}")
        else:
            words.append(key)
    return ", ".join(words)


def _inside(raw: Any, key: str | int) -> Any:
    if isinstance(raw, dict):
        return raw.get(key)
    return raw[key] if isinstance(raw, list) and isinstance(key, int) and key < len(raw) else None
