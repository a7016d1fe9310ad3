"""Column types that mean the same in every database."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import BigInteger, Dialect, Integer, Text, TypeDecorator

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_TICK = timedelta(microseconds=1)


class Utc(TypeDecorator[datetime]):
    """An instant, kept as whole microseconds since 1970 so that both databases compare and return the same.

    Takes any zone-aware datetime and gives back one in UTC. Raises ValueError for a naive one.
    """

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        """The number that is kept."""
        return None if value is None else micros(value)

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:
        """The moment that was kept."""
        return None if value is None else _EPOCH + timedelta(microseconds=value)


class Json(TypeDecorator[Any]):
    """A list or an object, kept as JSON text."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        """The text that is kept."""
        return None if value is None else json.dumps(value, ensure_ascii=False)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        """What the text says."""
        return None if value is None else json.loads(value)


Id = BigInteger().with_variant(Integer(), "sqlite")
"""A row's identity; SQLite numbers rows by itself only where the type is INTEGER."""


def micros(moment: datetime) -> int:
    """Whole microseconds since 1970. Raises ValueError for a moment without a zone."""
    if moment.tzinfo is None:
        raise ValueError(f"{moment.isoformat()} has no time zone and cannot be kept")
    return (moment - _EPOCH) // _TICK
