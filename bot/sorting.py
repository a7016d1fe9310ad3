"""Posts that waited: they join the card before them, or become cards of their own. Inside a transaction."""

from datetime import datetime

from sqlalchemy import Connection

from handlers.messages import opened_by
from handlers.turn import SortHeld
from storage import held
from workflow import desk
from workflow.commands import AddPart, Open
from workflow.ports import Books
from workflow.refusals import Refusal
from workflow.words import PersonId


def sort_held(wish: SortHeld, conn: Connection, books: Books, now: datetime) -> list[desk.Outcome]:
    """Take what still waits after the card and do as was wished. `now` is the office's (UTC)."""
    taken = held.take_after(conn, wish.lane, wish.after)
    return [outcome for one in taken for outcome in _sorted(one, wish, books, now)]


def as_card(waiting: held.Held, books: Books, now: datetime) -> desk.Outcome:
    """The post as a card of its own, with the deadlines of the moment it came; parts of an album share one.

    Where its sender may not open cards any more, it is nobody's: the post itself is not lost.
    """
    outcome = _opened(waiting, waiting.person, books, now)
    return _opened(waiting, None, books, now) if isinstance(outcome, Refusal) else outcome


def _sorted(waiting: held.Held, wish: SortHeld, books: Books, now: datetime) -> list[desk.Outcome]:
    if not wish.together:
        return [as_card(waiting, books, now)]
    parts = waiting.post.post.parts
    outcomes = [desk.do(AddPart(wish.after, wish.by, part), books, now) for part in parts]
    if any(isinstance(outcome, Refusal) for outcome in outcomes):
        return [*outcomes, as_card(waiting, books, now)]
    return outcomes


def _opened(waiting: held.Held, by: PersonId | None, books: Books, now: datetime) -> desk.Outcome:
    post = waiting.post
    command = Open(waiting.office, by, post.post, key=opened_by(post.key), detected=post.detected)
    return desk.do(command, books, now)
