"""What happens to an update that failed: it is tried again after a pause, and at last given up."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from pydantic import ValidationError
from sqlalchemy import Connection

from bot import updates
from bot.clock import wall_now
from bot.logs import fault, log
from bot.tools import Tools
from bot.turns import Ticket, message_of
from handlers.several.data import card_carried
from handlers.trouble import given_up
from handlers.turn import Reply, Turn
from storage import inbox, outbox, queries, speaking
from workflow.words import CardId

DEAD_AFTER = 3
DEATHS = 5
"""How often the process may die of an update, or beside it, before nobody begins with it any more."""

_PAUSES = (0.5, 5.0)
"""Seconds before the second try, and before each one after it."""


class DeadlyError(Exception):
    """Each time that this update was begun with, the process died."""

    def __str__(self) -> str:
        return self.__doc__ or ""


@dataclass(frozen=True, slots=True)
class Failure:
    """An update that failed, and why. Without a turn it failed before anybody knew who speaks."""

    ticket: Ticket
    waiting: inbox.Waiting
    error: Exception
    turn: Turn | None = None


def spare(waiting: inbox.Waiting) -> None:
    """Raises DeadlyError where the process died of the update too often for it to be begun with again."""
    if waiting.deaths >= DEATHS:
        raise DeadlyError


async def failed(tools: Tools, failure: Failure) -> bool:
    """Note the failure; where the update is given up, its sender is told in the same commit. Whether it is."""
    now, told = wall_now(), fault(failure.error)
    dead = await tools.work.run(lambda conn: _note(conn, tools, failure, told, now))
    words = "an update is given up" if dead else "an update failed and will be tried again"
    about = {"update": failure.waiting.update_id, "attempt": failure.waiting.failures + 1}
    log("bot.failing").error(words, **about, exc_info=failure.error)
    tools.bells.ring_outward()
    return dead


def _note(conn: Connection, tools: Tools, failure: Failure, told: str, now: datetime) -> bool:
    ticket, turn, retry_at = failure.ticket, failure.turn, now + _pause(failure.waiting.failures)
    dead = inbox.failed(conn, ticket.lane, ticket.fence, ticket.row, told, now, retry_at, _most(failure.error))
    inbox.release(conn, ticket.lane, ticket.fence)
    if dead and turn and (apology := _apology(conn, tools, ticket, turn)):
        outbox.put(conn, [message_of(apology, turn, now)], now)
    return dead


def _pause(failures: int) -> timedelta:
    return timedelta(seconds=_PAUSES[min(failures, len(_PAUSES) - 1)])


def _most(error: Exception) -> int:
    """How often it may fail; what cannot be parsed will not become readable, and too many deaths were enough."""
    undecodable = isinstance(error, ValidationError) and error.title == "Update"
    return 1 if undecodable or isinstance(error, DeadlyError) else DEAD_AFTER


def _apology(conn: Connection, tools: Tools, ticket: Ticket, turn: Turn) -> Reply | None:
    """What a person who is alone with the bot is told; a group is left in peace."""
    tap, said = updates.tap_of(ticket.raw), updates.said(ticket.raw)
    if not turn.private or not (tap or said):
        return None
    number = _number(conn, ticket, turn) if tap else None
    return Reply(text=given_up(tools.texts(turn), tap=tap is not None, number=number), answers=said)


def _number(conn: Connection, ticket: Ticket, turn: Turn) -> int | None:
    """The number of the card under which he tapped; of another office's card nothing is told, whatever he sends."""
    tap = ticket.raw.get("callback_query")
    card = card_carried(str(tap.get("data") or "")) if isinstance(tap, dict) else None
    if card is None or speaking.of_card(conn, card) not in {seat.office.id for seat in turn.seats}:
        return None
    return queries.number(conn, CardId(card))
