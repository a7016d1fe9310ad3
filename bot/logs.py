"""Logs: one line a record, for people or for machines, without tokens and without anybody's words."""

import logging
import re
import sys
import threading
import traceback
from collections.abc import Iterable, MutableMapping
from contextlib import suppress
from math import isfinite
from types import TracebackType
from typing import Any, TextIO

import structlog
from pydantic import ValidationError

from bot.addresses import IN_QUERY
from bot.printable import visible
from bot.scheduling import Quiet
from bot.veiled import veiled
from storage.work.trouble import trouble

_TOKEN = re.compile(r"\d{3,20}:[A-Za-z0-9_-]{20,}")
_LOGIN = re.compile(r"(?<=://)[^\s/@]+(?=@)")
"""The user and the password in an address of a database or a proxy."""

_HIDDEN = "<token>"
_WORDY = ("sqlalchemy", "asyncpg", "sqlite3", "pydantic", "pydantic_core")
"""Packages whose errors repeat the values they were given: posts, names, drafts."""

_TALKATIVE = (
    *("aiogram", "aiohttp.access", "aiosmtplib", "aiosqlite", "alembic", "apscheduler", "asyncio", "asyncpg"),
    *("sqlalchemy", "sqlalchemy.engine", "sqlalchemy.pool"),
)
"""Loggers that would write posts, names, addresses and whole statements below WARNING, whatever LOG_LEVEL says."""


class Scrub:
    """Takes tokens and other secrets out of every text of a record."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        self._secrets = tuple(secret for secret in secrets if secret)

    def __call__(self, logger: object, name: str, record: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
        """Scrub one record, as structlog's processors do."""
        for key in list(record):
            record[visible(key)] = self.clean(record.pop(key))
        return record

    def clean(self, value: Any) -> Any:
        """The value without secrets, in one line; what is no text, number or flag is shown as text."""
        if value is None or isinstance(value, bool | int) or (isinstance(value, float) and isfinite(value)):
            return value
        text = value if isinstance(value, str) else str(value)
        for secret in self._secrets:
            text = text.replace(secret, _HIDDEN)
        return visible(veiled(_TOKEN.sub(_HIDDEN, _without_logins(text))).replace("\n", " ⏎ "))


def _without_logins(text: str) -> str:
    return IN_QUERY.sub(rf"\1{_HIDDEN}", _LOGIN.sub(_HIDDEN, text))


def wordy(error: BaseException) -> bool:
    """Whether it is an error of a package that repeats the values it was given."""
    return type(error).__module__.partition(".")[0] in _WORDY


def fault(error: BaseException) -> str:
    """An error in one line: its type, and its message where that cannot hold anybody's words."""
    if isinstance(error, BaseExceptionGroup):
        return "; ".join(fault(one) for one in error.exceptions)
    if isinstance(error, ValidationError):
        places = sorted({".".join(map(str, one["loc"])) for one in error.errors(include_input=False)})
        return f"ValidationError at {', '.join(places)}"
    kind = type(error)
    if plain := trouble(error):
        return f"{kind.__name__}: {plain}"
    if wordy(error):
        cause = getattr(error, "orig", None)
        return f"{kind.__name__} ({type(cause).__name__})" if cause is not None else kind.__name__
    return f"{kind.__name__}: {error}"


def _errors(logger: object, name: str, record: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Turn `exc_info` into one line of fault and one of places; values never show."""
    info = record.pop("exc_info", None)
    error = sys.exc_info()[1] if info is True else info[1] if isinstance(info, tuple) else info
    if isinstance(error, BaseException):
        record["fault"] = fault(error)
        record["where"] = " < ".join(_places(error))
    return record


def _places(error: BaseException) -> list[str]:
    frames = traceback.extract_tb(error.__traceback__)[-8:]
    return [f"{frame.filename.rpartition('/')[2]}:{frame.lineno} {frame.name}" for frame in reversed(frames)]


class Handler(logging.StreamHandler[TextIO]):
    """Writes to a stream. A record that cannot be written is told of in one line, without what it said."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - the name that logging calls
        """Say that there was a record; logging itself would print the whole of it, as it is."""
        with suppress(OSError, ValueError):
            self.stream.write(f"a record of {visible(record.name)!r} could not be written\n")


def catch_crashes() -> None:
    """What nobody caught ends in the log like any other fault: in one line, without secrets."""
    sys.excepthook = _crashed
    threading.excepthook = lambda given: _crashed(given.exc_type, given.exc_value, given.exc_traceback)
    sys.unraisablehook = lambda given: _crashed(given.exc_type, given.exc_value, given.exc_traceback)


def _crashed(kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt | SystemExit):
        return
    if structlog.is_configured():
        log("bot").critical("something unforeseen", exc_info=(kind, error or kind(), trace))
    else:  # before the settings were read: structlog by itself would print what the variables held
        sys.stderr.write(f"something unforeseen: {Scrub().clean(fault(error or kind()))}\n")


def set_up(level: str, form: str, secrets: Iterable[str] = (), out: TextIO | None = None) -> None:
    """Send all records, those of the libraries too, to `out` (standard error) in the given form."""
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    handler = Handler(out or sys.stderr)
    handler.addFilter(Quiet())
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[*shared, structlog.stdlib.PositionalArgumentsFormatter()],
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                _errors,
                Scrub(secrets),
                _renderer(form),
            ],
        )
    )
    logging.root.handlers = [handler]
    logging.root.setLevel(level)
    for talkative in _TALKATIVE:
        logging.getLogger(talkative).setLevel(max(logging.WARNING, logging.getLevelNamesMapping()[level]))
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *shared,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )


def _renderer(form: str) -> Any:
    if form == "json":
        return structlog.processors.JSONRenderer(ensure_ascii=False)
    return structlog.dev.ConsoleRenderer(colors=False, pad_event_to=0)


def log(name: str) -> structlog.stdlib.BoundLogger:
    """The logger of one part of the bot."""
    logger: structlog.stdlib.BoundLogger = structlog.stdlib.get_logger(name)
    return logger
