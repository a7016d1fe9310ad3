"""Random people do random things at random moments, and no card is ever stuck, lost or forgotten."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, precondition, rule

from tests.cases import cases
from tests.workflow.offers import command_of
from tests.workflow.office import (
    CURATOR,
    HERE,
    NAMES,
    OFFICE,
    ROADS,
    SOBOLEVO,
    with_people,
    without,
)
from tests.workflow.story import LINK, PHOTO, Story, draft, post
from workflow.access import IMPORTANCE, SHORTEN, SIGNIFICANT, options
from workflow.actions import ACTIONS
from workflow.card import Card
from workflow.commands import (
    Act,
    AddPart,
    ChangePart,
    Command,
    DecideRepeat,
    Join,
    MarkSignificant,
    Open,
    SetImportance,
    Wake,
)
from workflow.deadlines import plan, rules_of, running
from workflow.desk import Done, do
from workflow.events import SHARED, Moved, Opened
from workflow.notices import Notice, NoticeKind
from workflow.office import Office, Person
from workflow.owners import owners
from workflow.post import Draft, Part, Post
from workflow.procedure import Procedure
from workflow.refusals import Refusal, Why
from workflow.words import CardId, DraftKind, Importance, PersonId, Role

ANYBODY = st.sampled_from(list(NAMES))
PARTS = st.builds(Part, key=st.sampled_from(["", "post-1", "draft-1", "p2", "p3"]), text=st.sampled_from(["а", "б"]))
DRAFTS = st.sampled_from([draft("Ответ", kind, PHOTO) for kind in DraftKind])
PAUSES = st.one_of(
    st.integers(0, 90).map(lambda minutes: timedelta(minutes=minutes)),
    st.integers(1, 30).map(lambda hours: timedelta(hours=hours)),
    st.integers(1, 12).map(lambda days: timedelta(days=days)),
)
JUNK = st.fixed_dictionaries(
    {},
    optional={
        "note": st.sampled_from(["", " ", "потому что"]),
        "department": st.sampled_from(["roads", "utilities", "empty", "space"]),
        "draft": st.one_of(st.none(), DRAFTS, st.just(draft("")), st.just(draft("я" * 5000))),
        "link": st.sampled_from(["", LINK, "не ссылка", "https://[vk.com"]),
        "ground": st.sampled_from(["", "abuse", "boredom"]),
        "turn": st.integers(0, 40),
    },
)

MOST_CARDS = 3
"""Few cards, so that each goes far."""

NEWS_TO_ONESELF = {NoticeKind.ANSWER_TEXT, NoticeKind.DRAFT_MEDIA, NoticeKind.POST_MEDIA}
"""What even the one who acted gets, for it is a thing to work with and no news."""


def _stands_in(person: Person) -> bool:
    """Whether he may be told in another's stead: not an executor of some department, nor anybody from outside."""
    return person.department is None and person.roles != {Role.OUTSIDE}


class Desk(RuleBasedStateMachine):
    """An office at work: proper actions, forged ones, wakes, pauses of minutes and of days, people lost and found."""

    PROCEDURE: Procedure = SOBOLEVO
    OFFICE: Office = OFFICE
    LEAVES: PersonId = ROADS
    cards: Bundle[CardId] = Bundle("cards")

    def __init__(self) -> None:
        super().__init__()
        self.story = Story(self.OFFICE, self.PROCEDURE)
        self.books = self.story.books

    # ---------------------------------------------------------------- what people do

    @precondition(lambda self: len(self.books.cards) < MOST_CARDS)
    @rule(target=cards, text=st.sampled_from(["Снег", "Нет воды"]), late=PAUSES)
    def forward(self, text: str, late: timedelta) -> CardId:
        """A curator forwards what was detected a while ago."""
        what = post(text, PHOTO)
        outcome = self.ask(Open(HERE, CURATOR, what, detected=self.story.now - min(late, timedelta(hours=30))))
        assert isinstance(outcome, Done)
        return outcome.card.id

    @precondition(lambda self: self.books.keys or len(self.books.cards) < MOST_CARDS)
    @rule(who=st.one_of(st.none(), ANYBODY), key=st.sampled_from(["a", "b"]), part=PARTS)
    def forward_under_a_key(self, who: PersonId | None, key: str, part: Part) -> None:
        """Anybody forwards a message that may have been forwarded before."""
        self.ask(Open(HERE, who, Post(parts=(part,)), key=key))

    @rule(card=cards, choices=st.lists(st.integers(0, 11), min_size=1, max_size=9), paper=DRAFTS, fresh=st.booleans())
    def go_on(self, card: CardId, choices: list[int], paper: Draft, fresh: bool) -> None:
        """The card goes a stretch of its way by the right people, without a pause."""
        for choice in choices:
            self.do_what_is_offered(card, choice, paper, fresh)

    @rule(card=cards, choice=st.integers(0, 11), paper=DRAFTS, fresh=st.booleans())
    def do_what_is_offered(self, card: CardId, choice: int, paper: Draft, fresh: bool) -> None:
        """One of those who may presses one of his buttons, and brings what it asks for: it must work."""
        known = self.books.cards[card]
        offers = [
            (person.id, option)
            for person in self.office.people
            for option in options(person, known, self.office, self.PROCEDURE)
            if option.action not in (IMPORTANCE, SIGNIFICANT, *(["dismiss"] if choice < 11 else []))
            and option.value != "empty"
        ]
        if not offers:
            assert not known.open
            return
        who, option = offers[choice % len(offers)]
        outcome = self.ask(command_of(option, who, known, paper, known.turn if fresh else None))
        if option.action == SHORTEN and isinstance(outcome, Refusal):
            assert outcome.why is Why.NO_SHORTER  # a shortened time that would be over already
            return
        assert isinstance(outcome, Done), outcome
        assert len(outcome.happened) == 1

    @rule(card=cards, who=ANYBODY, action=st.sampled_from([*ACTIONS, "fly"]), given=JUNK)
    def try_anything(self, card: CardId, who: PersonId, action: str, given: dict[str, Any]) -> None:
        """Anybody sends any action with anything in it."""
        self.ask(Act(card, who, action, **given))

    @rule(card=cards, other=cards, who=ANYBODY, apart=st.booleans())
    def join(self, card: CardId, other: CardId, who: PersonId, apart: bool) -> None:
        """Anybody says that one post repeats another, and has them answered together, or apart again."""
        self.ask(DecideRepeat(card, who, other))
        self.ask(Join(card, who, None if apart else other))

    @rule(card=cards, who=ANYBODY, importance=st.sampled_from(Importance))
    def rank(self, card: CardId, who: PersonId, importance: Importance) -> None:
        """Anybody sets the importance."""
        self.ask(SetImportance(card, who, importance))

    @rule(card=cards, who=ANYBODY)
    def mark(self, card: CardId, who: PersonId) -> None:
        """Anybody marks the card as significant."""
        self.ask(MarkSignificant(card, who))

    @rule(card=cards, who=ANYBODY, part=PARTS, edit=st.booleans())
    def write(self, card: CardId, who: PersonId, part: Part, edit: bool) -> None:
        """Anybody adds a message or edits one."""
        self.ask(ChangePart(card, who, part) if edit else AddPart(card, who, part))

    # ---------------------------------------------------------------- what time does

    @rule(pause=PAUSES)
    def wait(self, pause: timedelta) -> None:
        """Time passes, and the clock wakes every card that has something to ring."""
        self.story.now += pause
        for card, timers in list(self.books.timers.items()):
            if any(at <= self.story.now for at in timers.values()):
                self.wake_whole(card)

    def wake_whole(self, card: CardId) -> None:
        """The clock wakes a card till nothing of it is due; each wake leaves fewer timers that are over."""
        while over := sum(at <= self.story.now for at in self.books.timers[card].values()):
            self.ask(Wake(card))
            assert sum(at <= self.story.now for at in self.books.timers[card].values()) < over

    @rule(pause=PAUSES)
    def stand_still(self, pause: timedelta) -> None:
        """Time passes while the clock is down: nobody is woken."""
        self.story.now += pause

    @rule(card=cards)
    def wake(self, card: CardId) -> None:
        """A card is woken for nothing, perhaps."""
        self.ask(Wake(card))

    # ---------------------------------------------------------------- what becomes of people

    @rule(who=st.sampled_from(OFFICE.people), reachable=st.booleans())
    def lose_or_find(self, who: Any, reachable: bool) -> None:
        """The messenger cannot deliver to somebody, or can again."""
        current = self.office.person(who.id)
        if current is not None:
            self.books.offices[HERE] = with_people(self.office, replace(current, reachable=reachable))

    @precondition(lambda self: self.office.person(self.LEAVES) is not None)
    @rule()
    def leave(self) -> None:
        """The first executor of the roads leaves; the second one has to take over."""
        self.books.offices[HERE] = without(self.office, self.LEAVES)

    @precondition(lambda self: self.office.person(self.LEAVES) is None)
    @rule()
    def come_back(self) -> None:
        """He comes back."""
        back = next(person for person in self.OFFICE.people if person.id == self.LEAVES)
        self.books.offices[HERE] = replace(self.office, people=(back, *self.office.people))

    # ---------------------------------------------------------------- what must hold

    @property
    def office(self) -> Office:
        """The office as it is now."""
        return self.books.offices[HERE]

    def ask(self, command: Command) -> Done | Refusal:
        """Send a command, and look at what it did and told."""
        before, told = self.books.everything(), set(self.books.notices)
        outcome = do(command, self.books, self.story.now)
        if isinstance(outcome, Refusal):
            assert self.books.everything() == before, "a refusal changes nothing"
            return outcome
        fresh = [notice for key, notice in self.books.notices.items() if key not in told]
        by = getattr(command, "by", None)
        to_himself = {one.kind for one in fresh if by is not None and one.to == by and one.about != SHARED}
        assert isinstance(command, Open) or to_himself <= NEWS_TO_ONESELF, (command, to_himself)
        assert all(one.to is None or self.office.person(one.to) for one in fresh)
        assert outcome.happened or not fresh
        self.never_nobody(outcome, fresh, by)
        return outcome

    def never_nobody(self, outcome: Done, fresh: list[Notice], by: PersonId | None) -> None:
        """Whenever an open card has come to somebody, he or a stand-in hears, unless it was his own deed."""
        card = outcome.card
        came = any(isinstance(e, Opened) or (isinstance(e, Moved) and e.seq == card.turn) for e in outcome.happened)
        others = [one for one in self.office.people if one.can_be_told() and one.id != by and _stands_in(one)]
        own = any(person.id == by for person in owners(card, self.office, self.PROCEDURE))
        if came and card.open and others and not own:
            assert fresh

    def each(self) -> list[Card]:
        return list(self.books.cards.values())

    @invariant()
    def journal_replays_to_the_card(self) -> None:
        """The journal alone tells the same card, and its events are numbered to the card's version."""
        for card in self.each():
            assert self.books.replayed(card.id) == card
            assert card.version == len(self.books.journal[card.id])
            assert card.turn <= card.version

    @invariant()
    def open_cards_have_an_owner_and_a_clock(self) -> None:
        """No open card without somebody whose move it is and a debt that runs."""
        for card in self.each():
            if card.open:
                assert owners(card, self.office, self.PROCEDURE)
                assert running(card, rules_of(self.office, self.PROCEDURE))

    @invariant()
    def timers_are_the_plan(self) -> None:
        """Stored timers are just what the plan says, and closed cards have none."""
        for card in self.each():
            rules = rules_of(self.office, self.PROCEDURE)
            assert self.books.timers[card.id] == {ring.key: ring.at for ring in plan(card, rules)}
            assert card.open or not self.books.timers[card.id]
            assert self.books.due[card.id] == next((clock.at for clock in running(card, rules)), None)

    @invariant()
    def no_ping_twice(self) -> None:
        """No ping of a card has rung twice, and all that rang are noted as fired."""
        for card in self.each():
            assert len(card.rung) == len(set(card.rung))
            assert set(card.rung) == self.books.fired[card.id]


TestDesk = Desk.TestCase
TestDesk.settings = settings(
    max_examples=cases(60),
    stateful_step_count=40,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large],
)
