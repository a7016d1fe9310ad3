"""A turn: what is known before an update is handled, and the one commit that ends it."""

import copy
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection

from bot import lost_groups, updates
from bot.clock import wall_now
from bot.effects import carry_out
from bot.errands import perform
from bot.methods import lane_of
from bot.points import point
from bot.sorting import sort_held
from bot.speakers import CHANNEL
from handlers.back import back_again
from handlers.turn import Conversation, Errand, Reply, SortHeld, Turn, Wish
from storage import chats, conversations, inbox, offices, outbox, people, staffing
from storage.books import SqlBooks
from storage.shelf import SqlShelf
from storage.snapshots import snapshot
from storage.work import Work
from workflow import desk
from workflow.notices import Urgency
from workflow.staffing.changes import Change, Source, Thing
from workflow.staffing.commands import StaffCommand
from workflow.staffing.outcome import StaffOutcome

REPLY = "reply"


@dataclass(frozen=True, slots=True)
class Ticket:
    """The update that a turn is for, and what proves that it is still ours. `last` gives the lane back.

    `came` is the office's clock when it came, for one that had to wait for a word of its sender.
    """

    raw: dict[str, Any]
    row: int
    lane: str
    fence: int
    last: bool = False
    came: datetime | None = None


class TurnCommit:
    """Ends one turn: commands, replies, conversation and the update's mark, all or nothing."""

    def __init__(
        self,
        work: Work,
        ticket: Ticket,
        loaded: Conversation,
        real: Callable[[], datetime] = wall_now,
        mail: bool = False,
    ) -> None:
        self._work, self._ticket, self._real, self._mail = work, ticket, real, mail
        self._loaded = copy.deepcopy(loaded)
        self._origin = updates.origin(ticket.raw)
        self.done = False

    async def __call__(
        self, turn: Turn, commands: Sequence[Wish | StaffCommand | Errand], then: Callable[[list[Any]], None] | None
    ) -> list[Any]:
        """Raises Fenced where another worker has taken the lane; nothing is written then."""
        before, now, real = _Kept(turn), turn.clock.now(), self._real()
        settle = turn.settle if updates.of_album(self._ticket.raw) else 0.0

        def transact(conn: Connection) -> list[Any]:
            before.put_back(turn)
            books = SqlBooks(conn, real, self._mail)
            outcomes: list[Any] = []
            for wish in commands:
                if isinstance(wish, Errand):
                    outcomes.append(perform(wish, conn, now, real))
                else:
                    outcomes += carried(wish, conn, books, now, settle)
            if then is not None:
                then(outcomes)
            self._write(conn, turn, real)
            point("handler:written")
            return outcomes

        outcomes = await self._work.run(transact)
        self.done = True
        return outcomes

    def _write(self, conn: Connection, turn: Turn, real: datetime) -> None:
        ticket, origin, talk = self._ticket, self._origin, turn.conversation
        if talk != self._loaded:
            _note_office(turn)
            kept = conversations.Conversation(talk.state, talk.data)
            conversations.put(conn, CHANNEL, str(origin.chat), str(origin.sender), kept, real)
        outbox.put(conn, [message_of(reply, turn, real) for reply in turn.replies], real)
        for effect in turn.effects:
            carry_out(effect, conn, real)
        _note_chat(conn, ticket.raw, turn, real)
        if turn.put_by:
            inbox.put_by(conn, ticket.lane, ticket.fence, ticket.row, turn.came or turn.clock.now())
        else:
            inbox.done(conn, ticket.lane, ticket.fence, ticket.row, real)
        if ticket.last:
            inbox.release(conn, ticket.lane, ticket.fence)


def carried(
    wish: Wish | StaffCommand, conn: Connection, books: SqlBooks, now: datetime, settle: float
) -> Sequence[desk.Outcome | StaffOutcome]:
    """Carry out one thing inside the transaction; it may give several outcomes."""
    if isinstance(wish, SortHeld):
        return sort_held(wish, conn, books, now)
    if isinstance(wish, StaffCommand):
        return [staffing.do(conn, wish, books, now)]
    return [desk.do(wish, books, now, settle)]


class _Kept:
    """A turn as it was before the transaction: `then` may run again, on just this."""

    def __init__(self, turn: Turn) -> None:
        self._talk = copy.deepcopy(turn.conversation)
        self._replies, self._effects = tuple(turn.replies), tuple(turn.effects)
        self._answer = turn.toast, turn.alert, turn.redraw

    def put_back(self, turn: Turn) -> None:
        turn.conversation = copy.deepcopy(self._talk)
        turn.replies, turn.effects = list(self._replies), list(self._effects)
        turn.toast, turn.alert, turn.redraw = self._answer


def message_of(reply: Reply, turn: Turn, real: datetime) -> outbox.Message:
    """A reply as a row of the outbox: somebody waits for it, so it goes before ordinary notices."""
    return outbox.Message(
        lane=turn.lane,
        kind=REPLY,
        body=reply.model_dump_json(),
        urgency=Urgency.URGENT,
        supersede=f"{turn.lane}/{reply.supersede}" if reply.supersede else None,
        office=turn.office.id if turn.office and not turn.unsure else None,
        card=reply.card,
        person=turn.person.id if turn.person and turn.private else None,
        not_before=real + timedelta(seconds=reply.delay) if reply.delay else None,
    )


def _note_office(turn: Turn) -> None:
    """What is asked of somebody who works for several offices belongs to the one for which he speaks now."""
    if turn.several and turn.office and turn.conversation.state and not turn.unsure:
        turn.conversation.data = {**turn.conversation.data, "office": turn.office.id}


def _note_chat(conn: Connection, raw: dict[str, Any], turn: Turn, real: datetime) -> None:
    """What an update says of the chat itself: it has moved, the bot came or went, a person blocked it or came back."""
    if moved := updates.moved_group(raw):
        follow_group(conn, lane_of(moved[0]), lane_of(moved[1]), real)
    if place := updates.membership(raw):
        lost_groups.noted(conn, place, real, removed=updates.went(raw))
    heard = updates.reachable(raw)
    if heard is None and turn.private and turn.person and not turn.person.reachable:
        heard = True
    if heard is not None:
        for known in people.set_reachable(conn, CHANNEL, turn.address, heard):
            _welcome(conn, known, heard, turn, real)


def _welcome(conn: Connection, place: people.Place, heard: bool, turn: Turn, real: datetime) -> None:
    """What came to him while he could not be told went to others; now he is shown the cards that wait for him."""
    office = snapshot(conn, place[0]).office
    person = office.person(place[1])
    if not heard or person is None:
        return
    reply = back_again(person, office, SqlShelf(conn), turn.clock.now(), several=turn.several)
    if reply is not None:
        message = outbox.Message(
            turn.lane, REPLY, reply.model_dump_json(), Urgency.URGENT, office=office.id, person=person.id
        )
        outbox.put(conn, [message], real)


def follow_group(conn: Connection, old: str, new: str, real: datetime) -> None:
    """A group has another id now: its office, everything unsent and what is known of it go there."""
    before, after = old.rpartition(":")[2], new.rpartition(":")[2]
    for office in offices.with_group(conn, CHANNEL, before):
        change = Change(Thing.OFFICE, office.key, "group_address", before, after)
        staffing.note(conn, office.id, [change], None, Source.CHAT, real)
    offices.move_group(conn, CHANNEL, before, after)
    outbox.redirect(conn, old, new)
    chats.move(conn, old, new)
