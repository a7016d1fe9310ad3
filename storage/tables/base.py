"""What all tables share: names of constraints, and short words for common columns."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Integer, MetaData, Text

from storage.tables.types import Id, Json, Utc

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)


def identity() -> Column[int]:
    """The row's own number."""
    return Column("id", Id, primary_key=True)


def text(name: str, default: str | None = None) -> Column[str]:
    """Text that is always there."""
    return Column(name, Text, nullable=False, default=default)


def maybe_text(name: str) -> Column[str]:
    """Text that may be missing."""
    return Column(name, Text)


def number(name: str, default: int | None = None) -> Column[int]:
    """A whole number that is always there."""
    return Column(name, Integer, nullable=False, default=default)


def big(name: str, nullable: bool = False, default: int | None = None) -> Column[int]:
    """A whole number of 64 bits: another row's id, or one that only grows."""
    return Column(name, BigInteger, nullable=nullable, default=default)


def flag(name: str, default: bool) -> Column[bool]:
    """Yes or no."""
    return Column(name, Boolean, nullable=False, default=default)


def moment(name: str) -> Column[Any]:
    """An instant that is always known."""
    return Column(name, Utc, nullable=False)


def maybe_moment(name: str) -> Column[Any]:
    """An instant that may be unknown."""
    return Column(name, Utc)


def json(name: str, default: Callable[[], Any] | None = None) -> Column[Any]:
    """A list or an object; `default` makes the one that a new row has."""
    return Column(name, Json, nullable=False, default=default)


def maybe_json(name: str) -> Column[Any]:
    """Anything that JSON can say, or nothing."""
    return Column(name, Json)


def of(table: str) -> Column[int]:
    """A reference to a row of another table; the column is named after it, in the singular."""
    return Column(_SINGULAR[table], Id, ForeignKey(f"{table}.id"), nullable=False)


_SINGULAR = {"offices": "office", "cards": "card", "people": "person"}
