"""What the bot logs as an error is kept, in place of being printed: no error of it may stay unexplained."""

import traceback
from collections.abc import Iterator, MutableMapping
from contextlib import contextmanager
from typing import Any

import structlog

from tests.proof.secrets import hear

_BY_DESIGN = frozenset({"dead", "doubt", "outbox", "clock", "backup", "timers", "updates", "database", "off"})
"""Messages to people who blocked the bot or came in an outage, a clock that is set, kills: a database that was away."""


@contextmanager
def heard() -> Iterator[list[str]]:
    """Every error that is logged meanwhile, in words, with the place where it arose."""
    errors: list[str] = []

    def note(logger: object, level: str, record: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
        hear("log", record)
        if level in ("error", "critical") and not _alarm(record):
            errors.append(_in_words(record))
        raise structlog.DropEvent

    processors = structlog.get_config()["processors"]
    before = list(processors)
    processors[:] = [note]
    try:
        yield errors
    finally:
        processors[:] = before


def _alarm(record: MutableMapping[str, Any]) -> bool:
    """The watch tells of what befalls the bot here by design; that a journal is broken is another matter."""
    return record.get("event") == "trouble" and record.get("kind") in _BY_DESIGN


def _in_words(record: MutableMapping[str, Any]) -> str:
    error = record.get("exc_info")
    if not isinstance(error, BaseException):
        return f"logged: {dict(record)}"
    about = {name: value for name, value in record.items() if name != "exc_info"}
    return f"logged: {about}: {error!r}\n{''.join(traceback.format_tb(error.__traceback__)[-6:])}"
