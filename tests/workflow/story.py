"""A driver that lets tests of the core read as a conversation between people and the desk."""

from datetime import UTC, datetime
from typing import Any, Self
from zoneinfo import ZoneInfo

from tests.workflow.memory import MemoryBooks
from tests.workflow.office import (
    CURATOR,
    HEAD,
    HERE,
    NAMES,
    NEIGHBOURS,
    OFFICE,
    ROADS,
    SOBOLEVO,
)
from workflow.card import Card
from workflow.commands import Act, AddPart, ChangePart, Command, MarkSignificant, Open, SetImportance, Wake
from workflow.deadlines import Clock, Ring, Rules, clocks, plan, rules_of, running
from workflow.desk import Done, Outcome, do
from workflow.events import Event, Rang
from workflow.notices import Notice
from workflow.office import Office
from workflow.post import Draft, Media, Part, Post
from workflow.procedure import Procedure
from workflow.refusals import Refusal
from workflow.words import CardId, DraftKind, Importance, MediaKind, PersonId

LINK = "https://vk.com/wall-1_2"
PHOTO = Media(kind=MediaKind.PHOTO, ref="photo-1")

WAYS: dict[str, tuple[str, ...]] = {
    "route": (),
    "draft": ("route",),
    "approve": ("route", "submit"),
    "handover": ("route", "submit", "approve"),
    "publish": ("route", "submit", "approve", "hand_over"),
    "closed": ("dismiss",),
}
"""The shortest way of actions to each step but `dispute`, which takes time."""

USUAL: dict[str, tuple[PersonId, dict[str, Any]]] = {
    "route": (CURATOR, {"department": "roads"}),
    "dismiss": (CURATOR, {"ground": "abuse"}),
    "accept": (ROADS, {}),
    "submit": (ROADS, {}),
    "return": (ROADS, {"note": "Это не наша улица"}),
    "take_back": (CURATOR, {}),
    "insist": (CURATOR, {}),
    "approve": (HEAD, {}),
    "send_back": (HEAD, {"note": "Назовите срок"}),
    "hand_over": (ROADS, {}),
    "publish": (CURATOR, {"link": LINK}),
    "share": (HEAD, {"people": ("utilities", "roads")}),
}
"""Who usually takes an action, and what he gives with it."""


def draft(text: str = "Фонари починим завтра", kind: DraftKind = DraftKind.ANSWER, *media: Media) -> Draft:
    """A draft of one message."""
    part = Part(key="draft-1", text=text, media=media)
    return Draft(kind=kind, by=ROADS, at=datetime(2026, 3, 4, tzinfo=UTC), parts=(part,))


def post(text: str = "Не горят фонари", *media: Media, key: str = "post-1") -> Post:
    """A post of one message."""
    return Post(network="vk", link=LINK, parts=(Part(key=key, text=text, media=media),))


class Story:
    """One desk, its books and a clock that stands until it is moved. Speaks of one card at a time."""

    def __init__(
        self, office: Office = OFFICE, procedure: Procedure = SOBOLEVO, start: str = "2026-03-04 10:00"
    ) -> None:
        self.books = MemoryBooks([office, NEIGHBOURS], [procedure])
        self.zone = ZoneInfo(office.timetable.zone)
        self.now = self.local(start)
        self.id = CardId(0)
        self.told: list[Notice] = []

    # ---------------------------------------------------------------- time and what stands in the books

    def local(self, text: str) -> datetime:
        """A moment in the office's zone, written as "2026-03-04 10:00", in UTC."""
        return datetime.fromisoformat(text).replace(tzinfo=self.zone).astimezone(UTC)

    def at(self, text: str) -> Self:
        """Put the clock at a local moment; nobody is woken by that."""
        self.now = self.local(text)
        return self

    @property
    def card(self) -> Card:
        """The card that is spoken of."""
        return self.books.cards[self.id]

    @property
    def rules(self) -> Rules:
        """How its time is counted."""
        procedure = self.books.procedure(self.card.procedure, self.card.digest)
        return rules_of(self.books.office(self.card.office), procedure)

    @property
    def clocks(self) -> dict[str, Clock]:
        """Every deadline whose start is known, by name."""
        return {clock.deadline.name: clock for clock in clocks(self.card, self.rules)}

    @property
    def owed(self) -> list[str]:
        """The names of debts not yet paid, soonest first."""
        return [clock.deadline.name for clock in running(self.card, self.rules)]

    @property
    def plan(self) -> tuple[Ring, ...]:
        """Rings still to come."""
        return plan(self.card, self.rules)

    @property
    def history(self) -> list[Event]:
        """What the journal holds."""
        return self.books.history(self.id)

    # ---------------------------------------------------------------- what people do

    def tell_desk(self, command: Command) -> Outcome:
        """Any command; remembers what was told because of it."""
        before = set(self.books.notices)
        outcome = do(command, self.books, self.now)
        self.told = [notice for key, notice in self.books.notices.items() if key not in before]
        return outcome

    def open(self, by: PersonId | None = CURATOR, what: Post | None = None, **more: Any) -> Card:
        """A new card, which is spoken of from now on."""
        outcome = self.tell_desk(Open(more.pop("office", HERE), by, what or post(), **more))
        assert isinstance(outcome, Done), outcome
        self.id = outcome.card.id
        return outcome.card

    def act(self, who: PersonId, action: str, **what: Any) -> Outcome:
        """Somebody tries an action; without an explicit draft, `submit` brings the usual one."""
        if action == "submit":
            what.setdefault("draft", draft())
        return self.tell_desk(Act(self.id, who, action, **what))

    def usual(self, action: str, **what: Any) -> Card:
        """The one who usually takes the action takes it, and succeeds."""
        who, given = USUAL[action]
        return self.done(who, action, **{**given, **what})

    def done(self, who: PersonId, action: str, **what: Any) -> Card:
        """Somebody takes an action, and it must succeed."""
        return succeeded(self.act(who, action, **what))

    def refused(self, who: PersonId, action: str, **what: Any) -> Refusal:
        """Somebody tries an action; it must be refused, and nothing may change by that."""
        before = self.books.everything()
        outcome = self.act(who, action, **what)
        assert isinstance(outcome, Refusal), outcome
        assert self.books.everything() == before
        return outcome

    def importance(self, importance: Importance = Importance.HIGH, by: PersonId = CURATOR) -> Outcome:
        """Somebody sets the importance."""
        return self.tell_desk(SetImportance(self.id, by, importance))

    def significant(self, by: PersonId = CURATOR) -> Outcome:
        """Somebody marks the card as significant."""
        return self.tell_desk(MarkSignificant(self.id, by))

    def add(self, by: PersonId | None, part: Part) -> Outcome:
        """More of the post comes in."""
        return self.tell_desk(AddPart(self.id, by, part))

    def edit(self, by: PersonId | None, part: Part) -> Outcome:
        """Somebody edits a message of his."""
        return self.tell_desk(ChangePart(self.id, by, part))

    def wake(self, text: str | None = None) -> list[Rang]:
        """The clock wakes the card, at the moment given; the rings that came of it."""
        if text:
            self.at(text)
        outcome = self.tell_desk(Wake(self.id))
        assert isinstance(outcome, Done), outcome
        return [event for event in outcome.happened if isinstance(event, Rang)]

    # ---------------------------------------------------------------- short cuts

    def to(self, step: str) -> Self:
        """A new card, brought to this step by the usual people, in no time unless the step needs some."""
        self.open()
        if step == "dispute":
            self.usual("route")
            self.at("2026-03-04 10:31")
            self.usual("return")
        for action in WAYS.get(step, ()):
            self.usual(action)
        assert self.card.step == step
        return self

    @property
    def heard(self) -> list[str]:
        """Who was told what by the latest command, in order: "kind/about > person"."""
        return [f"{said(notice)} > {name(notice.to)}" for notice in self.told]


def succeeded(outcome: Outcome) -> Card:
    """The card after a command that must not be refused."""
    assert isinstance(outcome, Done), outcome
    return outcome.card


def said(notice: Notice) -> str:
    """The notice in a word: its kind, and what it is about."""
    return f"{notice.kind}/{notice.about}" if notice.about else str(notice.kind)


def name(who: PersonId | None) -> str:
    """What a person is called in tests; the group where there is none."""
    return "group" if who is None else NAMES[who]
