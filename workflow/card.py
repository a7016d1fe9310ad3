"""A card: one message from a citizen and how it stands, the sum of its events (see history)."""

from collections.abc import Iterable
from datetime import datetime

from pydantic import Field

from workflow.cases import Case
from workflow.contributions import Contribution, Moment
from workflow.handed import CURATOR, EXECUTOR, PART, Handed
from workflow.model import Model
from workflow.orders import Publication
from workflow.passed import Origin, Passing
from workflow.post import Draft, Post
from workflow.words import CardId, Importance, OfficeId, PersonId

CLOSED = "closed"

__all__ = ["CLOSED", "Card", "LastMove", "Moment", "Remark"]


class Remark(Model):
    """What somebody wrote to explain an action: a reason, remarks on a draft, why there is no link."""

    action: str
    by: PersonId | None
    at: datetime
    text: str


class LastMove(Model):
    """The latest action, to tell a person whose tap came too late what has happened instead.

    `on_behalf` is the one for whom it was done, where that is another than who did it.
    """

    action: str
    by: PersonId | None
    at: datetime
    on_behalf: PersonId | None = None


class Card(Model):
    """The present state of a card.

    `version` is the number of its latest event. `turn` is the number of the event that led to the
    present step: a button made in an earlier turn is stale.
    """

    id: CardId
    office: OfficeId
    number: int
    procedure: str
    digest: str
    version: int
    turn: int
    step: str
    post: Post
    topic: str = ""
    kind: str = ""
    importance: Importance = Importance.NORMAL
    fast_days: int | None = None
    shorter: str = ""
    category: str = ""
    outcome: str = ""
    significant: bool = False
    curator: PersonId | None = None
    department: str | None = None
    executor: PersonId | None = None
    handed: tuple[Handed, ...] = ()
    accepted: bool = False
    drafts: tuple[Draft, ...] = ()
    contributions: tuple[Contribution, ...] = ()
    asked_days: int = 0
    extended: dict[str, int] = Field(default_factory=dict)
    repeat_of: CardId | None = None
    repeat_number: int | None = None
    joined_to: CardId | None = None
    joined_number: int | None = None
    passed: Passing | None = None
    passed_from: Origin | None = None
    outside: bool = False
    moments: tuple[Moment, ...] = ()
    rung: tuple[str, ...] = ()
    reported: tuple[str, ...] = ()
    remarks: tuple[Remark, ...] = ()
    link: str = ""
    ground: str = ""
    publication: Publication | None = None
    edited_at: datetime | None = None
    erased_at: datetime | None = None
    opened_at: datetime
    last: LastMove

    @property
    def open(self) -> bool:
        """Whether something is still to be done."""
        return self.step != CLOSED

    @property
    def awaits_below(self) -> bool:
        """Whether it was passed down, and the answer of the office below is waited for (Sobolevo, the order's 5)."""
        return self.open and self.passed is not None and self.passed.end is None

    @property
    def draft(self) -> Draft | None:
        """The newest draft."""
        return self.drafts[-1] if self.drafts else None

    @property
    def case(self) -> Case:
        """What its deadlines depend on besides its moments."""
        return Case(
            importance=self.importance,
            days=self.fast_days,
            kind=self.kind,
            category=self.category,
            topic=self.topic,
            shorter=self.shorter,
            extended=self.extended,
        )

    @property
    def holders(self) -> dict[str, PersonId]:
        """Who has which place of the card: its executor, its curator, and those who owe a part of the answer."""
        parts = {f"{PART}{one.number}": one.executor for one in self.contributions if one.given is None}
        named = {EXECUTOR: self.executor, CURATOR: self.curator, **parts}
        return {place: who for place, who in named.items() if who is not None}

    def latest(self, *names: str) -> Moment | None:
        """The newest moment with one of these names."""
        return next((moment for moment in reversed(self.moments) if moment.name in names), None)

    def first_after(self, seq: int, names: Iterable[str]) -> Moment | None:
        """The first moment with one of these names that came after the event `seq`."""
        wanted = frozenset(names)
        return next((moment for moment in self.moments if moment.seq > seq and moment.name in wanted), None)

    def remark(self, *actions: str) -> Remark | None:
        """The newest remark given with one of these actions."""
        return next((remark for remark in reversed(self.remarks) if remark.action in actions), None)
