"""A card passed down to an office below: two cards, each in its own office, that answer one citizen."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import pytest

from tests.workflow.memory import MemoryBooks
from tests.workflow.office import (
    COORDINATOR,
    CURATOR,
    HEAD,
    HERE,
    NEIGHBOURS,
    OFFICE,
    OTHER_CURATOR,
    OTHER_HEAD,
    OTHER_ROADS,
    ROADS,
    SOBOLEVO,
    THERE,
    local,
)
from workflow import events
from workflow.access import options
from workflow.card import Card
from workflow.commands import Act, Command, Open, PassDown, SetImportance, Withdraw
from workflow.deadlines import plan, rules_of, running
from workflow.desk import Done, Outcome, do
from workflow.history import replay
from workflow.passed import End
from workflow.post import Draft, Part, Post
from workflow.refusals import Refusal, Why
from workflow.words import CardId, DraftKind, Importance, OfficeId, PersonId

BELOW = replace(NEIGHBOURS, parent=HERE)
FOUND = local("2026-03-04 10:00")
LATER = local("2026-03-04 10:20")
POST = Post(network="vk", author="Житель", parts=(Part(key="m1", text="На Лесной не горят фонари"),))
LINK = "https://vk.com/wall-1_300"


class Two:
    """A district, a settlement below it, and one card of the district."""

    def __init__(self) -> None:
        self.books = MemoryBooks([OFFICE, BELOW], [SOBOLEVO])
        self.now = FOUND
        opened = self.does(Open(HERE, CURATOR, POST))
        self.upper = opened.card.id
        self.lower = CardId(2)

    def asks(self, command: Command) -> Outcome:
        """Whatever comes of it."""
        return do(command, self.books, self.now)

    def does(self, command: Command) -> Done:
        """Something that must succeed."""
        outcome = self.asks(command)
        assert isinstance(outcome, Done), outcome
        return outcome

    def passed(self, by: PersonId = CURATOR, at: datetime = LATER) -> "Two":
        """The card is passed down, twenty minutes after it was found."""
        self.now = at
        self.does(PassDown(self.upper, by, THERE))
        return self

    def card(self, card: CardId) -> Card:
        """How a card stands."""
        return self.books.cards[card]

    def act(self, action: str, by: PersonId, **more: object) -> None:
        """An action on the card below."""
        self.does(Act(self.lower, by, action, **more))  # type: ignore[arg-type]  # fields of the command

    def answers(self) -> None:
        """The settlement answers the citizen."""
        self.act("route", OTHER_CURATOR, department="roads")
        draft = Draft(kind=DraftKind.ANSWER, by=OTHER_ROADS, at=self.now, parts=(Part(text="Починили."),))
        self.act("submit", OTHER_ROADS, draft=draft)
        self.act("approve", OTHER_HEAD)
        self.act("hand_over", OTHER_ROADS)
        self.act("publish", OTHER_CURATOR, link=LINK)

    def heard(self, card: CardId) -> set[PersonId | None]:
        """Who was told anything of a card."""
        return {one.to for one in self.books.notices.values() if one.card == card}


@pytest.fixture
def two() -> Two:
    """A card of the district at its first step."""
    return Two()


@pytest.mark.clause("SOB-R5")
def test_the_office_below_has_a_card_of_its_own(two: Two) -> None:
    """It has its own number and first step, the same post, and is told to its curators; the one above waits for it."""
    two.passed()
    lower, upper = two.card(two.lower), two.card(two.upper)
    assert (lower.office, lower.number, lower.step, lower.post) == (THERE, 1, "route", POST)
    assert lower.passed_from is not None
    assert (lower.passed_from.office, lower.passed_from.name) == (HERE, OFFICE.name)
    assert OTHER_CURATOR in two.heard(two.lower)
    assert two.heard(two.lower) <= {one.id for one in BELOW.people}
    assert upper.awaits_below
    assert upper.passed is not None
    assert (upper.passed.office, upper.passed.number, upper.passed.name) == (THERE, 1, BELOW.name)
    assert upper.step == "route"


@pytest.mark.clause("SOB-R5")
def test_deadlines_count_from_the_first_finding(two: Two) -> None:
    """The citizen waits since the district found his post; the answer above stays owed, its routing is done."""
    two.passed()
    lower, upper = two.card(two.lower), two.card(two.upper)
    assert [one.at for one in lower.moments[:2]] == [FOUND, FOUND]
    below = {one.deadline.name: one.at for one in running(lower, rules_of(BELOW, SOBOLEVO))}
    above = {one.deadline.name: one.at for one in running(upper, rules_of(OFFICE, SOBOLEVO))}
    assert below["answer"] == above["answer"]
    assert "route" in below
    assert "route" not in above


def test_a_passed_card_is_left_alone(two: Two) -> None:
    """Nobody routes, dismisses or passes again what is waited for from below."""
    two.passed()
    for command in (
        Act(two.upper, CURATOR, "route", department="roads"),
        Act(two.upper, CURATOR, "dismiss", ground="abuse"),
        PassDown(two.upper, CURATOR, THERE),
    ):
        outcome = two.asks(command)
        assert isinstance(outcome, Refusal)
        assert outcome.why is Why.PASSED
    curator = OFFICE.person(CURATOR)
    assert curator is not None
    assert options(curator, two.card(two.upper), OFFICE, SOBOLEVO) == ()


@pytest.mark.clause("SOB-R5")
def test_the_answer_below_closes_the_card_above(two: Two) -> None:
    """As the settlement publishes, the district's card is closed with that answer and its link, and owes nothing."""
    two.passed().answers()
    upper = two.card(two.upper)
    assert not upper.open
    assert upper.link == LINK
    assert upper.draft is not None
    assert upper.draft.text == "Починили."
    assert upper.passed is not None
    assert upper.passed.end is End.ANSWERED
    assert "published" in {one.name for one in upper.moments}
    assert plan(upper, rules_of(OFFICE, SOBOLEVO)) == ()
    assert CURATOR in two.heard(two.upper)


@pytest.mark.clause("SOB-R5")
def test_without_an_answer_the_card_above_goes_on(two: Two) -> None:
    """Where the settlement sets its card aside, the district's goes on at its step, and its curator hears of it."""
    two.passed()
    two.act("dismiss", OTHER_CURATOR, ground="abuse")
    upper = two.card(two.upper)
    assert upper.open
    assert not upper.awaits_below
    assert upper.passed is not None
    assert upper.passed.end is End.UNANSWERED
    assert CURATOR in two.heard(two.upper)
    two.does(Act(two.upper, CURATOR, "route", department="roads"))


@pytest.mark.clause("SOB-R5")
def test_a_card_is_taken_back(two: Two) -> None:
    """The district takes its card back: the settlement's is closed with the reason, those who work at it are told."""
    two.passed()
    two.act("route", OTHER_CURATOR, department="roads")
    before = set(two.books.notices)
    two.does(Withdraw(two.upper, COORDINATOR, "Это районная дорога"))
    lower, upper = two.card(two.lower), two.card(two.upper)
    assert not lower.open
    assert lower.passed_from is not None
    assert lower.passed_from.why == "Это районная дорога"
    told = {one.to for key, one in two.books.notices.items() if key not in before and one.card == two.lower}
    assert OTHER_ROADS in told
    assert upper.open
    assert upper.step == "route"
    two.does(Act(two.upper, CURATOR, "route", department="roads"))
    two.does(Act(two.upper, CURATOR, "take_back"))
    two.does(PassDown(two.upper, CURATOR, THERE))
    assert two.card(CardId(3)).number == 2


def test_both_journals_tell_it(two: Two) -> None:
    """Each card is the sum of its own journal, and nobody of the other office stands in the one below."""
    two.passed()
    two.does(Withdraw(two.upper, CURATOR, "Наше"))
    for card in (two.upper, two.lower):
        history = two.books.history(card)
        assert replay(history) == two.card(card)
    assert {one.by for one in two.books.history(two.lower)} == {None}
    kinds = [one.kind for one in two.books.history(two.upper)]
    assert kinds == ["opened", "passed", "pass_ended"]


def test_a_high_importance_goes_along(two: Two) -> None:
    """What the district ranked high is high below, too."""
    two.does(SetImportance(two.upper, CURATOR, Importance.HIGH))
    two.passed()
    assert two.card(two.lower).importance is Importance.HIGH


def _to(office: OfficeId, by: PersonId) -> Callable[[Two], Command]:
    return lambda two: PassDown(two.upper, by, office)


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        pytest.param(_to(OfficeId(77), CURATOR), Why.NO_OFFICE, id="no such office"),
        pytest.param(_to(HERE, CURATOR), Why.NO_OFFICE, id="itself"),
        pytest.param(_to(THERE, HEAD), Why.NOT_YOURS, id="the head"),
        pytest.param(_to(THERE, ROADS), Why.NOT_YOURS, id="an executor"),
        pytest.param(_to(THERE, OTHER_CURATOR), Why.NO_CARD, id="somebody from below"),
        pytest.param(lambda two: PassDown(two.upper, CURATOR, THERE, turn=7), Why.NOT_NOW, id="an old button"),
        pytest.param(lambda two: Withdraw(two.upper, CURATOR, "x"), Why.NOT_PASSED, id="never passed"),
    ],
)
def test_what_is_refused_changes_nothing(two: Two, asked: Callable[[Two], Command], why: Why) -> None:
    """Who may not, and what cannot be: a clear refusal, and neither office has anything of it."""
    before = two.books.everything()
    outcome = two.asks(asked(two))
    assert isinstance(outcome, Refusal)
    assert outcome.why is why
    assert two.books.everything() == before


def test_an_office_that_is_not_below_gets_nothing() -> None:
    """A neighbour is not below: nothing can be passed to it."""
    two = Two()
    two.books.offices[THERE] = NEIGHBOURS
    outcome = two.asks(PassDown(two.upper, CURATOR, THERE))
    assert isinstance(outcome, Refusal)
    assert outcome.why is Why.NO_OFFICE


def test_a_card_that_somebody_works_at_is_not_passed(two: Two) -> None:
    """Once it is routed, a card is passed down only after it has been taken back."""
    two.does(Act(two.upper, CURATOR, "route", department="roads"))
    for by in (CURATOR, COORDINATOR):
        outcome = two.asks(PassDown(two.upper, by, THERE))
        assert isinstance(outcome, Refusal)
        assert outcome.why in (Why.NOT_NOW, Why.NOT_YOURS)


def test_a_card_is_withdrawn_with_a_reason_only(two: Two) -> None:
    """Without a reason nothing is taken back; nor by those below, nor once the card is answered."""
    two.passed()
    reasonless, foreign = two.asks(Withdraw(two.upper, CURATOR, " ")), two.asks(Withdraw(two.lower, OTHER_CURATOR, "x"))
    assert isinstance(reasonless, Refusal)
    assert reasonless.why is Why.NO_REASON
    assert isinstance(foreign, Refusal)
    assert foreign.why is Why.NOT_PASSED
    two.answers()
    late = two.asks(Withdraw(two.upper, CURATOR, "поздно"))
    assert isinstance(late, Refusal)
    assert late.why is Why.CLOSED


def test_a_card_goes_down_two_floors() -> None:
    """A region passes to a district, that to a settlement: the answer comes up to both, a withdrawal goes down."""
    region = replace(OFFICE, id=OfficeId(3), key="region", name="Область", people=(OFFICE.people[0],))
    for taken_back in (False, True):
        two = Two()
        two.books.offices[OfficeId(3)] = replace(
            region, people=(replace(OFFICE.people[0], id=PersonId(31)), *region.people[1:])
        )
        two.books.offices[HERE] = replace(OFFICE, parent=OfficeId(3))
        top = two.does(Open(OfficeId(3), PersonId(31), POST)).card.id
        middle = CardId(int(top) + 1)
        two.does(PassDown(top, PersonId(31), HERE))
        two.does(PassDown(middle, CURATOR, THERE))
        two.lower = CardId(int(middle) + 1)
        if taken_back:
            two.does(Withdraw(top, PersonId(31), "сами"))
            assert [two.card(one).open for one in (top, middle, two.lower)] == [True, False, False]
        else:
            two.answers()
            assert [two.card(one).open for one in (top, middle, two.lower)] == [False, False, False]
            assert two.card(top).link == LINK
        for one in (top, middle, two.lower):
            assert replay(two.books.history(one)) == two.card(one)


def test_the_events_are_kept_as_they_are(two: Two) -> None:
    """What is written of a passing is read back from the journal to the letter."""
    two.passed()
    for card in (two.upper, two.lower):
        for event in two.books.history(card):
            assert events.load(events.dump(event)) == event
