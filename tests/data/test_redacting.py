"""What is left of an event: every text in it is either the office's own word of a fixed set, or it goes."""

import types
from collections.abc import Iterator
from datetime import UTC, datetime
from enum import Enum
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import pytest
from pydantic import BaseModel

from storage.journal_bare import bare_body, bare_digest, digest_of_left
from workflow import events
from workflow.redacting import redacted

NOW = datetime(2026, 3, 4, tzinfo=UTC)
KINDS: tuple[type[events.Happening], ...] = get_args(get_args(events.Event)[0])
SAID = "said by somebody"
OF_THE_OFFICE = {
    "Opened": {"procedure", "digest", "step", "topic", "card_kind", "network", "name"},
    "KindSet": {"card_kind"},
    "TimeShortened": {"name"},
    "Passed": {"name", "marks"},
    "PassEnded": {"step", "marks"},
    "Reported": {"deadline"},
    "HandedOver": {"places"},
    "PublicationOrdered": {"where"},
    "Moved": {"action", "step", "marks", "department", "ground", "outcome", "category", "extends"},
    "Rang": {"ping", "deadline", "hearers"},
    "Erased": {"reason", "instead", "digest"},
}
"""Fields that stay: names of steps, deadlines, departments, offices; the procedure's own words; why it was erased."""


def full(kind: Any) -> Any:
    """A value of the type with something said in every text there can be."""
    origin, inner = get_origin(kind), get_args(kind)
    if origin is Annotated:
        return full(inner[0])
    if origin in (Union, types.UnionType):
        return full(next(one for one in inner if one is not type(None)))
    if origin is Literal:
        return inner[0]
    if origin is tuple:
        return (full(inner[0]),)
    return _plain(kind)


def _plain(kind: Any) -> Any:
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return kind(**{name: full(field.annotation) for name, field in kind.model_fields.items()})
    if isinstance(kind, type) and issubclass(kind, Enum):
        return next(one for one in reversed(list(kind)))
    known = {str: SAID, int: 1, bool: True, datetime: NOW}
    return known[getattr(kind, "__supertype__", kind)]


def left(value: Any, name: str = "") -> Iterator[str]:
    """The fields in which something said is left."""
    if isinstance(value, str) and value == SAID:
        yield name
    elif isinstance(value, dict):
        for key, one in value.items():
            yield from left(one, key)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from left(one, name)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_only_the_office_s_own_words_stay(kind: type[events.Happening]) -> None:
    """A field that is new, and holds a text, is either named above or erased: nothing is forgotten."""
    bare = redacted(full(kind), "—")
    assert set(left(bare.model_dump())) == OF_THE_OFFICE.get(kind.__name__, set())


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_twice_is_once(kind: type[events.Happening]) -> None:
    """What is bare stays as it is, and is still an event that the journal reads."""
    bare: Any = redacted(full(kind), "—")
    assert redacted(bare, "—") == bare
    assert events.load(events.dump(bare)) == bare


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_what_is_left_is_what_was_foretold(kind: type[events.Happening]) -> None:
    """An event read back from the journal, and erased in another language, has the digest it was given when written."""
    event: Any = full(kind)
    body = bare_body(events.load(events.dump(event)), "данные удалены")
    assert digest_of_left(body, "данные удалены") == bare_digest(event, {SAID})
    assert events.load(body) == redacted(event, "данные удалены")
