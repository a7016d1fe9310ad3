"""What the pages of a search carry, and what the conversation remembers of the latest searches."""

from datetime import datetime

from aiogram.fsm.state import State, StatesGroup

from handlers.carried import Carried
from handlers.turn import Turn
from workflow.finding import Part
from workflow.model import Model
from workflow.words import OfficeId

FOUND = "found"
_MOST = 5
"""Searches whose pages can be turned in one chat; the oldest gives way."""


class Find(StatesGroup):
    """What to find was asked for."""

    what = State()


class Page(Carried, prefix="fp"):
    """Turn to the page of a search that begins with the card `first`, counted from 0."""

    search: int
    first: int


class Wider(Carried, prefix="fw"):
    """Search again without a part of what was asked for."""

    search: int
    without: Part


class Search(Model):
    """What was looked for, as it was written, and when (the office's clock): «вчера» stays the day that it was.

    `upto` is the highest number that there was in the `office`; whoever speaks for another now has to look anew.
    """

    office: OfficeId
    text: str
    at: datetime
    upto: int
    without: tuple[Part, ...] = ()


def remember(turn: Turn, search: Search) -> int:
    """Keep the search, so that its pages can be turned, also after a restart. Returns its number in this chat."""
    known = _known(turn)
    number = max(map(int, known), default=0) + 1
    kept = list(known.items())[1 - _MOST :]
    turn.conversation.data[FOUND] = dict([*kept, (str(number), search.model_dump(mode="json"))])
    return number


def recalled(turn: Turn, number: int) -> Search | None:
    """The search with this number; None where it is forgotten, or was made in another office."""
    found = _known(turn).get(str(number))
    search = Search.model_validate(found) if found else None
    return search if search and turn.office and search.office == turn.office.id else None


def _known(turn: Turn) -> dict[str, object]:
    found = turn.conversation.data.get(FOUND)
    return found if isinstance(found, dict) else {}
