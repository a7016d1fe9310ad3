"""What follows in the database from the outcome of a send. Each function is one transaction's work."""

from datetime import datetime, timedelta
from functools import singledispatch
from typing import Any

from sqlalchemy import Connection

from bot import absences, lost_groups
from bot.alerts.undelivered import tell_in_private
from bot.baring import BARE
from bot.menus import MENU
from bot.methods import chat_of, lane_of
from bot.outcomes import (
    Blocked,
    Conflict,
    Gone,
    Migrated,
    NotModified,
    NotSent,
    Refused,
    Retry,
    Sent,
    Unauthorized,
    Unsure,
)
from bot.repeats import REPEAT
from bot.showing import Order
from bot.speakers import CHANNEL
from bot.telling_others import in_doubt, tell_others
from bot.turns import REPLY, follow_group
from storage import chats, outbox, people, views
from storage.outbox import Sending
from workflow.digest import DIGEST
from workflow.staffing.news import STAFF
from workflow.words import PersonId

_LONGEST_PAUSE = 60.0
_PASSING = frozenset({REPLY, DIGEST, MENU, REPEAT, BARE})
"""An answer to what he has just done, a morning's digest, his menu, the mark of a repeat, buttons taken away."""


@singledispatch
def settle(outcome: Any, conn: Connection, message: Sending, order: Order, real: datetime) -> None:
    """Note in the outbox what came of a send; `real` is real time. Raises Fenced where the lane is another's."""
    raise TypeError(f"an outcome that nobody settles: {outcome!r}")


@settle.register
def _(outcome: Sent, conn: Connection, message: Sending, order: Order, real: datetime) -> None:
    message_id = outcome.ids[0] if outcome.ids else None
    outbox.sent(conn, message, message_id, real)
    if chat_of(message.lane) < 0 and chats.opened(conn, message.lane, real):
        lost_groups.back(conn, message.lane, real)
    if order.parcel:
        order.parcel.note(conn, real)
    reply = order.reply
    if reply and reply.secret:
        outbox.forget_text(conn, message)
    if reply and reply.view and reply.card is not None and message_id:
        person = PersonId(message.person) if message.person and chat_of(message.lane) > 0 else None
        views.shown(conn, reply.card, message.lane, message_id, person, reply.version, order.digest, real)


@settle.register
def _(outcome: NotModified, conn: Connection, message: Sending, order: Order, real: datetime) -> None:
    outbox.sent(conn, message, None, real)


@settle.register
def _(outcome: Retry, conn: Connection, message: Sending, order: Order, real: datetime) -> None:
    until = real + timedelta(seconds=outcome.after)
    outbox.again(conn, message, until, f"too many: after {outcome.after:g} s")
    outbox.lane_pause(conn, message.lane, until)


@settle.register
def _(outcome: Blocked, conn: Connection, message: Sending, order: Order, real: datetime) -> None:
    """Where others were told instead it is over; what nobody could be told of stays dead, for a person to see.

    What was for him alone and is of no use later is over as well. That he is out of reach is known from now on, and
    `doctor` says so.
    """
    chat = chat_of(message.lane)
    if chat > 0:
        people.set_reachable(conn, CHANNEL, str(chat), False)
    else:
        lost_groups.refused(conn, message.lane, outcome.why, real)
    if tell_others(conn, message, real):
        outbox.drop(conn, message, f"others were told instead: {outcome.why}", real)
    elif chat > 0 and _for_him_alone(message):
        outbox.drop(conn, message, f"its reader is out of reach: {outcome.why}", real)
    else:
        _given_up(conn, message, outcome.why, real)


def _given_up(conn: Connection, message: Sending, why: str, real: datetime) -> None:
    """It stays dead, for a person to see; an alert must not end unheard for that."""
    outbox.dead(conn, message, why, real)
    tell_in_private(conn, message, real)


def _for_him_alone(message: Sending) -> bool:
    """Whether only he would have made something of it, and only then: his deadlines and cards are told to others."""
    return message.kind in _PASSING or (message.kind == STAFF and absences.of_himself(message.body))


@settle.register
def _(outcome: Migrated, conn: Connection, message: Sending, order: Order, real: datetime) -> None:
    outbox.again(conn, message, real, "the group has another id now")
    follow_group(conn, message.lane, lane_of(outcome.chat), real)


@settle.register(Refused)
@settle.register(Gone)
def _(outcome: Refused | Gone, conn: Connection, message: Sending, order: Order, real: datetime) -> None:
    """Buttons that cannot be taken away are no loss: whoever presses one is told that it is of no use."""
    if message.kind == BARE:
        outbox.drop(conn, message, outcome.why, real)
        return
    _given_up(conn, message, outcome.why, real)


@settle.register
def _(outcome: Unsure, conn: Connection, message: Sending, order: Order, real: datetime) -> None:
    """Once it is repeated, after the pause that all make (bot.outage); then it is a doubt, for a person to see."""
    outbox.doubt(conn, message, outcome.why, real)
    if message.repeated:
        in_doubt(conn, message, real)


@settle.register(NotSent)
@settle.register(Conflict)
@settle.register(Unauthorized)
def _(outcome: Any, conn: Connection, message: Sending, order: Order, real: datetime) -> None:
    pause = min(_LONGEST_PAUSE, 0.5 * 2 ** min(message.attempts, 8))
    outbox.again(conn, message, real + timedelta(seconds=pause), str(outcome))
