"""One update being handled: who sent it, what the conversation was, and the one commit that ends it."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol, TypeVar

from handlers.buttons import Rows
from workflow.commands import Command
from workflow.desk import Outcome
from workflow.model import Model
from workflow.office import Office, Person
from workflow.ports import Clock, Shelf
from workflow.post import Media
from workflow.staffing.commands import StaffCommand
from workflow.staffing.outcome import StaffOutcome
from workflow.words import CardId, PersonId

T = TypeVar("T")


class Reply(Model):
    """A message back to the chat that the update came from, sent through the outbox.

    `text` is HTML. A `silent` one makes no sound. `supersede` takes back an unsent reply of the same name; `delay` is
    seconds of real time before it goes. `card` makes the message stand for that card: an answer to it is about the
    card, and with `view` it is kept fresh like any other showing of the card, `version` being the card's version that
    it was made from. A `secret` text is kept only till it has been sent. `topic` is the forum topic it goes to, 0 for
    the general one; None where the chat's own place will do.
    """

    text: str
    rows: Rows = ()
    media: tuple[Media, ...] = ()
    ask: bool = False
    answers: int | None = None
    supersede: str = ""
    delay: float = 0.0
    card: CardId | None = None
    view: bool = False
    version: int = 0
    topic: int | None = None
    silent: bool = False
    secret: bool = False


@dataclass(slots=True)
class Conversation:
    """What the bot is waiting for in this chat from this person: aiogram's FSM state and data."""

    state: str | None = None
    data: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SortHeld:
    """Deal with the posts of a chat that wait after a card: add them to it, or make them cards of their own.

    Only those still there when it is carried out are dealt with, and none is lost: what the card does not
    take becomes a card of its own. Each attempt gives an outcome; there is none where nothing waited.
    """

    lane: str
    after: CardId
    by: PersonId
    together: bool


class Errand(Model):
    """Something that is neither about a card nor a change of an office, done in the turn's commit; it gives an outcome.

    What follows from the outcome is said in `then`: it is known only there.
    """


Wish = Command | SortHeld
"""What a turn about cards may end with."""


class Commit(Protocol):
    """Ends the turn in one transaction: the command, the conversation, the replies, the update's mark."""

    async def __call__(
        self, turn: "Turn", commands: Sequence[Wish | StaffCommand | Errand], then: Callable[[list[Any]], None] | None
    ) -> list[Any]:
        """Carry out the commands in order, let `then` add replies, write everything, and commit."""


Then = Callable[[list[Outcome]], None]
"""Looks at the outcomes inside the transaction and may add replies or change the conversation.

It may run again when the transaction is repeated, on a turn put back as it was before."""


StaffThen = Callable[[list[StaffOutcome]], None]
"""The same for commands about an office."""


ErrandThen = Callable[[list[Any]], None]
"""The same for errands."""


class TurnIsOverError(RuntimeError):
    """A handler tried to change something after the turn was committed."""


@dataclass(frozen=True, slots=True)
class Seat:
    """One of the offices in which somebody works, and who he is there."""

    person: Person
    office: Office


@dataclass(slots=True)
class Turn:
    """Everything a handler may use. It never sends to others and never writes rows itself.

    `person` and `office` are None for a stranger. `settle` is how long (seconds of real time) parts of
    an album are waited for. `seats` are all offices of the sender; where he is `unsure`, he has several and nothing
    tells for which of them he speaks: `office` is then only the first. A turn that is `put_by` changes nothing, and
    its update is dealt with anew once he has said it. `came` is the office's clock (UTC) when an update first came that
    had to wait, for that or for the bot; None for one that comes now. `mail`: the server sends mail too.
    """

    lane: str
    address: str
    clock: Clock
    commit: Commit
    read: Callable[[Callable[[Shelf], object]], Awaitable[object]]
    person: Person | None = None
    office: Office | None = None
    private: bool = True
    settle: float = 0.8
    conversation: Conversation = field(default_factory=Conversation)
    replies: list[Reply] = field(default_factory=list)
    effects: list["Effect"] = field(default_factory=list)
    toast: str = ""
    alert: bool = False
    redraw: Reply | None = None
    over: bool = False
    seats: tuple[Seat, ...] = ()
    unsure: bool = False
    put_by: bool = False
    came: datetime | None = None
    mail: bool = False

    @property
    def several(self) -> bool:
        """Whether the sender works for more than one office."""
        return len(self.seats) > 1

    @property
    def locale(self) -> str:
        """The language to answer in: the person's, else the office's, else Russian."""
        return self.person.locale if self.person else "ru"

    def say(self, reply: Reply) -> None:
        """Answer in the chat, when the turn is committed."""
        if self.over:
            raise TurnIsOverError("the turn is committed; say it in `then`")
        self.replies.append(reply)

    def note(self, effect: "Effect") -> None:
        """Write something beside the core's own records, when the turn is committed."""
        if self.over:
            raise TurnIsOverError("the turn is committed; note it in `then`")
        self.effects.append(effect)

    def hint(self, text: str, alert: bool = False) -> None:
        """What the tap answers: a line over the chat, or a window to close. Best effort, after the commit."""
        self.toast, self.alert = text, alert

    def become(self, reply: Reply) -> None:
        """What the tapped message turns into. Best effort, after the commit, like the tap's answer."""
        self.redraw = reply

    async def do(self, *commands: Wish, then: Then | None = None) -> list[Outcome]:
        """Carry out the commands and end the turn."""
        if self.over:
            raise TurnIsOverError("a turn is committed once")
        outcomes = await self.commit(self, commands, then)
        self.over = True
        return outcomes

    async def change(self, *commands: StaffCommand | Errand, then: ErrandThen | None = None) -> list[Any]:
        """Carry out commands about the office and its staff, with errands beside them, and end the turn.

        A command gives workflow.staffing.outcome.StaffOutcome, an errand what it says.
        """
        if self.over:
            raise TurnIsOverError("a turn is committed once")
        outcomes = await self.commit(self, commands, then)
        self.over = True
        return outcomes

    async def run(self, *errands: Errand, then: ErrandThen | None = None) -> list[Any]:
        """Carry out errands, and end the turn."""
        if self.over:
            raise TurnIsOverError("a turn is committed once")
        outcomes = await self.commit(self, errands, then)
        self.over = True
        return outcomes

    async def look(self, query: Callable[[Shelf], T]) -> T:
        """Read something, outside the commit. What it returns may be old a moment later."""
        return await self.read(query)  # type: ignore[return-value]  # the shelf is opaque to `read`


class Effect(Model):
    """Something a conversation writes that is no card: a language chosen, posts held or released."""
