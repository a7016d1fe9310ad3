"""Buttons that do not all fit into view, and the mark of what was shown."""

import json
from collections.abc import Callable, Sequence
from hashlib import sha256

from handlers.buttons import Button, Rows
from handlers.safe import shown_size
from handlers.staff.data import Go
from handlers.texts import Texts

_MARK = 8
_ROOM = 3500
"""Room for a list, in UTF-16 units: below Telegram's 4096 by what stands above and below it."""


def paged(found: Sequence[Button], room: int, page: int, more: Callable[[int], Button]) -> list[Button]:
    """As many as there is room for, the last place being `more`'s where they are not all in view.

    After the last page comes the first one again.
    """
    if len(found) <= room:
        return list(found)
    fitting = room - 1
    pages = -(-len(found) // fitting)
    page %= pages
    return [*found[page * fitting : (page + 1) * fitting], more((page + 1) % pages)]


def more_of(screen: str, key: str, texts: Texts) -> Callable[[int], Button]:
    """«Ещё…» of a screen: the page of it that comes next."""
    return lambda page: Button(text=texts.say("Ещё…"), data=Go(screen=screen, key=key, page=page).pack())


def pairs(buttons: Sequence[Button]) -> Rows:
    """Two in a row."""
    return tuple(tuple(buttons[index : index + 2]) for index in range(0, len(buttons), 2))


def fitting(lines: Sequence[str], texts: Texts, room: int = _ROOM) -> list[str]:
    """As many lines of HTML as one message holds, and how many more there are."""
    shown: list[str] = []
    for line in lines:
        room -= shown_size(line) + 1
        if room < 0:
            return [*shown, texts.many("и ещё {n}", "и ещё {n}", len(lines) - len(shown))]
        shown.append(line)
    return shown


def mark(value: object) -> str:
    """What a button remembers of a field: equal marks are equal values."""
    return sha256(json.dumps(value, ensure_ascii=False, sort_keys=True).encode()).hexdigest()[:_MARK]
