"""`outbox list|retry|drop`: what could not be sent, sent after all or let go. Works beside a running bot."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from bot.clock import wall_now
from bot.commands.offices_shown import meant
from bot.commands.opened import changed, looked
from bot.commands.outbox_words import fate, fields, lines
from bot.printable import as_json
from bot.publishing import Piece
from storage import outbox, queries
from storage.books import SqlBooks
from storage.outbox import ONCE, mending
from storage.outbox.mending import Left
from workflow import desk
from workflow.commands import NotPublished
from workflow.publication import under_way

STUCK = ("dead", "doubt")


@dataclass(frozen=True, slots=True)
class Told:
    """What was done with each row, a line each, and whether it was done with all of them."""

    text: str
    good: bool


_PUBLISHED_BY_BUTTON = (
    "not sent again: its card was told, and has the button to publish; `outbox drop N --reason …` ends this row"
)


def listed(office: str = "", *, waiting: bool = False, machine: bool = False) -> str:
    """Rows that are dead or in doubt, the oldest first; with `waiting` those too that have not gone yet.

    Raises ValueError where there is no such office.
    """
    now = wall_now()
    rows = looked(lambda conn: _left(conn, office, waiting))
    if machine:
        return as_json([fields(row, now) for row in rows], indent=1)
    return "\n".join(lines(row, now) for row in rows) or "Nothing is stuck."


def retry(ids: Sequence[int], *, all_dead: bool = False) -> Told:
    """Send these after all, or everything that is dead. Raises ValueError where nothing is named."""

    def again(conn: Connection) -> Told:
        dead = [one.id for one in mending.left(conn) if one.status == "dead" and one.kind != ONCE] if all_dead else []
        return _each([*ids, *dead], lambda one: _retried(conn, mending.one(conn, one)))

    if not ids and not all_dead:
        raise ValueError("which? Give their numbers, as `outbox list` shows them, or --all-dead")
    return changed(again)


def drop(ids: Sequence[int], reason: str) -> Told:
    """Let these go, for this reason. A card that still waits for one of them is told, in the same transaction."""
    if not reason.strip():
        raise ValueError("--reason: say why; it is kept with the row")
    now = wall_now()
    return changed(lambda conn: _each(ids, lambda one: _dropped(conn, mending.one(conn, one), reason, now)))


def _left(conn: Connection, office: str, waiting: bool) -> list[Left]:
    return mending.left(conn, meant(conn, office).key if office else "", waiting=waiting)


def _each(ids: Sequence[int], deal: Callable[[int], tuple[str, bool]]) -> Told:
    said = {one: deal(one) for one in dict.fromkeys(ids)}
    text = "\n".join(f"{one}: {words}" for one, (words, _) in said.items())
    return Told(text or "Nothing is dead.", all(good for _, good in said.values()))


def _retried(conn: Connection, row: Left | None) -> tuple[str, bool]:
    if refusal := _refused(row):
        return refusal, False
    assert row is not None  # noqa: S101 - a row that is not there was refused
    if row.kind == ONCE:
        return _PUBLISHED_BY_BUTTON, False
    outbox.requeue(conn, row.id)
    return f"goes again{', marked «повтор»: it may have arrived' if row.perhaps else ''}", True


def _dropped(conn: Connection, row: Left | None, reason: str, now: datetime) -> tuple[str, bool]:
    if refusal := _refused(row):
        return refusal, False
    assert row is not None  # noqa: S101 - see above
    told = row.kind == ONCE and _card_told(conn, row, reason, now)
    mending.let_go(conn, row.id, reason, now)
    return f"dropped{'; its card is told that it was not published' if told else ''}", True


def _refused(row: Left | None) -> str:
    if row is None:
        return "no such row; `outbox list` shows those that are stuck"
    return "" if row.status in STUCK else f"left as it is: {fate(row)}"


def _card_told(conn: Connection, row: Left, reason: str, now: datetime) -> bool:
    """Whether its card still waited for this publication; then it goes back to those who may publish."""
    piece = Piece.model_validate_json(row.body)
    card = queries.card(conn, piece.card)
    if card is None or not under_way(card, piece.order):
        return False
    doubt = row.status == "doubt" or piece.index > 0
    desk.do(NotPublished(piece.card, piece.order, doubt, reason), SqlBooks(conn, now), now)
    return True
