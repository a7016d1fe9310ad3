"""A sender that notes for each row of the outbox what of it truly came to be in the world, and by what right."""

from dataclasses import dataclass, field

from sqlalchemy import Connection, select

from bot.methods import chat_of
from bot.repeats import REPEAT
from bot.sender import Sender
from bot.showing import Order
from bot.speakers import CHANNEL
from bot.way import Way
from storage import people
from storage.outbox import Sending
from storage.snapshots import snapshot
from storage.tables import cards, outbox
from tests.months.wire import SENDING, Wire
from workflow.words import OfficeId

MARKS = ("повтор · ", "repeated · ")


@dataclass
class Sends:
    """What was said. `rows` counts what of each row came to be; faults found are told in words.

    `wordless` are rows that send no message: menus, edits.
    """

    claimed: int = 0
    rows: dict[int, int] = field(default_factory=dict)
    wordless: set[int] = field(default_factory=set)
    repeated: int = 0
    faults: list[str] = field(default_factory=list)

    def note(self, message: Sending, words: list[str], announced: bool = False) -> None:
        """Messages came to be with these words; none may come a second time without the mark.

        One that is `announced` has it in a row of its own.
        """
        times = len(words)
        before = self.rows.get(message.id, 0)
        self.rows[message.id] = before + times
        if times and before:
            self.repeated += 1
            if not (message.repeated and (announced or all(said.startswith(MARKS) for said in words))):
                self.faults.append(f"row {message.id} ({message.kind}) was said again without a mark")
        if times > 1:
            self.faults.append(f"row {message.id} ({message.kind}) was said {times} times at one go")


class NotingSender(Sender):
    """Sends as the real one does, which it is."""

    def __init__(self, way: Way, sends: Sends, wire: Wire) -> None:
        super().__init__(way)
        self._sends, self._wire = sends, wire

    async def _carry_out(self, order: Order, message: Sending) -> None:
        if fault := await self._way.work.read(lambda conn: _stranger(conn, message)):
            self._sends.faults.append(fault)
        if not order.call.__api_method__.startswith(SENDING):
            self._sends.wordless.add(message.id)
        announced = order.unmarked and await self._way.work.read(lambda conn: _announced(conn, message))
        self._wire.performed.set([])
        try:
            await super()._carry_out(order, message)
        finally:
            self._sends.note(message, self._wire.performed.get(), announced)


def _announced(conn: Connection, message: Sending) -> bool:
    """Whether its mark stands in the outbox, to go behind it."""
    mine = (outbox.c.kind == REPEAT) & (outbox.c.body == str(message.id))
    return conn.scalar(select(outbox.c.id).where(mine).limit(1)) is not None


def _stranger(conn: Connection, message: Sending) -> str:
    """Why this chat may not hear of it; empty where it may."""
    office = message.office
    if message.card is not None:
        office = conn.scalar(select(cards.c.office).where(cards.c.id == message.card))
        if message.office is not None and office != message.office:
            return f"row {message.id}: the card is of office {office}, the row of {message.office}"
    if office is None:
        return ""
    chat = chat_of(message.lane)
    if chat < 0:
        group = snapshot(conn, OfficeId(office)).office.group
        return "" if group == str(chat) else f"row {message.id}: {chat} is not the group of office {office}"
    here = [place for place, _ in people.by_address(conn, CHANNEL, str(chat))]
    return "" if office in here else f"row {message.id} ({message.kind}): {chat} is not of office {office} any more"
