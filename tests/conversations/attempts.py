"""All that somebody can send: commands and buttons as the bot itself knows them, so that a new one is tried too."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import product
from typing import Any

from aiogram import Router
from aiogram.filters import Command
from aiogram.filters.callback_data import CallbackData

from bot.bootstrap import dispatcher
from handlers.menu import COMMANDS

MOST = 30
"""Buttons of one sort that are tried; which of all that could be is the same in every run."""

_LONGEST = 64
_ACTIONS = ("approve", "dismiss", "give_date", "importance", "publish", "route", "share", "significant", "take_back")
_THINGS = (
    "department",
    "invitations",
    "kind",
    "mail",
    "members",
    "name",
    "office",
    "people",
    "person",
    "roles",
    "units",
)
_WORDS = (*_ACTIONS, *_THINGS, "back", "high", "off", "0", "1")


@dataclass(frozen=True, slots=True)
class Foreign:
    """What belongs to another office: identities of its rows, which are nobody else's, and its keys."""

    ids: tuple[int, ...]
    keys: tuple[str, ...]


def commands() -> list[str]:
    """Every command that any conversation listens to, and every one of the menu."""
    heard = {
        str(name)
        for router in _routers(dispatcher())
        for handler in router.message.handlers
        for one in handler.filters or ()
        if isinstance(one.callback, Command)
        for name in one.callback.commands
    }
    return sorted(heard | set(COMMANDS))


def sorts() -> list[type[CallbackData]]:
    """Every sort of button that the bot's own conversations know."""
    dispatcher()
    return [one for one in _kinds(CallbackData) if one.__module__.startswith("handlers.")]


def buttons(foreign: Foreign) -> Iterator[str]:
    """Buttons of every sort that name what belongs to another office."""
    for sort in sorts():
        values = [_values(name, field.annotation, foreign) for name, field in sort.model_fields.items()]
        every = list(product(*values))
        chosen = every if len(every) <= MOST else random.Random(sort.__name__).sample(every, MOST)
        for one in chosen:
            yield from _packed(sort, dict(zip(sort.model_fields, one, strict=True)))


def _packed(sort: type[CallbackData], values: dict[str, Any]) -> Iterator[str]:
    """What does not fit into a button cannot be sent."""
    try:
        data = sort(**values).pack()
    except ValueError:
        return
    if len(data.encode()) <= _LONGEST:
        yield data


def _values(name: str, kind: Any, foreign: Foreign) -> Sequence[object]:
    if kind is bool:
        return (False, True)
    if kind is int:
        return (1, 2) if name in ("turn", "revision", "draft") else (0,) if name in ("page", "first") else foreign.ids
    if isinstance(kind, type) and issubclass(kind, Enum):
        return tuple(kind)
    if name in ("unit", "key", "value"):
        return (*foreign.keys, *map(str, foreign.ids), "")
    return (*_WORDS, *foreign.keys)


def _kinds(of: type[CallbackData]) -> Iterator[type[CallbackData]]:
    for one in of.__subclasses__():
        yield one
        yield from _kinds(one)


def _routers(router: Router) -> Iterator[Router]:
    yield router
    for one in router.sub_routers:
        yield from _routers(one)
