"""What the bot logs as an error is kept, in place of being printed: no error of it may stay unexplained."""

import traceback
from collections.abc import Iterator, MutableMapping
from contextlib import contextmanager
from typing import Any

import structlog

from tests.proof.secrets import hear


@contextmanager
def heard() -> Iterator[list[str]]:
    """Every error that is logged meanwhile, in words, with the place where it arose."""
    errors: list[str] = []

    def note(logger: object, level: str, record: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
        hear("log", record)
        if level in ("error", "critical"):
            errors.append(_in_words(record))
        raise structlog.DropEvent

    processors = structlog.get_config()["processors"]
    before = list(processors)
    processors[:] = [note]
    try:
        yield errors
    finally:
        processors[:] = before


def _in_words(record: MutableMapping[str, Any]) -> str:
    error = record.get("exc_info")
    if not isinstance(error, BaseException):
        return f"logged: {dict(record)}"
    about = {name: value for name, value in record.items() if name != "exc_info"}
    return f"logged: {about}: {error!r}\n{''.join(traceback.format_tb(error.__traceback__)[-6:])}"
