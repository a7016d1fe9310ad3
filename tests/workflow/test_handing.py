"""Who has a card when people are away or leave: substitutes, those who take care, cards that change hands."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from tests.workflow.office import (
    COORDINATOR,
    CURATOR,
    HEAD,
    HERE,
    OFFICE,
    ROADS,
    ROADS_2,
    SOBOLEVO,
    UTILITIES,
    person,
    unreachable,
    with_people,
    without,
)
from tests.workflow.story import Story, draft, post
from workflow.card import Card
from workflow.commands import HandOver
from workflow.deadlines import plan
from workflow.desk import Done
from workflow.events import HandedOver
from workflow.handed import CURATOR as CURATORS_PLACE
from workflow.handed import EXECUTOR, Cause, Handed
from workflow.handing import may_hand_over, successors
from workflow.notice import NoticeKind
from workflow.office import Office, Person
from workflow.owners import owners, takers
from workflow.presence import Away, Reason
from workflow.refusals import Refusal, Why
from workflow.staffing.dismissal import Late, late
from workflow.staffing.handovers import handovers
from workflow.staffing.news import News, StaffNotice
from workflow.staffing.telling import Order, Turned, news
from workflow.steads import with_steads
from workflow.words import CardId, PersonId, Role

SINCE = datetime(2026, 3, 3, tzinfo=UTC)
CHIEF = PersonId(21)
MANNED = with_people(OFFICE, person(CHIEF, Role.CHIEF, "roads"))
"""The office in which the roads have a head."""


def away(office: Office, who: PersonId, *substitutes: PersonId, stays: bool = False) -> Office:
    """The office in which somebody is away, with these to stand in for him."""
    gone = Away(int(who), Reason.LEAVE, SINCE, None, substitutes, stays)
    return _with(office, (replace(one, away=gone) if one.id == who else one for one in office.people))


def back(office: Office, who: PersonId) -> Office:
    """The office in which he is at work again."""
    return _with(office, (replace(one, away=None) if one.id == who else one for one in office.people))


def _with(office: Office, people: Iterable[Person]) -> Office:
    return with_steads(replace(office, people=tuple(replace(one, steads=()) for one in people)))


class Life:
    """One card at the executor's step, and an office that changes around it."""

    procedure = SOBOLEVO
    told: tuple[StaffNotice, ...] = ()

    def __init__(self, office: Office = MANNED, step: str = "draft") -> None:
        self.story = Story(office).to(step)

    @property
    def card(self) -> Card:
        """The card as it stands."""
        return self.story.card

    @property
    def owners(self) -> list[PersonId]:
        """Whose move it is."""
        return [one.id for one in owners(self.card, self.story.books.offices[HERE], SOBOLEVO)]

    def turn(
        self, after: Office, to: PersonId | None = None, order: Order | None = None
    ) -> list[tuple[News, PersonId]]:
        """The office becomes another one. Returns what is told to whom."""
        before, books = self.story.books.offices[HERE], self.story.books
        books.offices[HERE] = after
        over = []
        for command in handovers(before, after, [self.card], to):
            outcome = self.story.tell_desk(command)
            assert isinstance(outcome, Done)
            over += [(outcome.card, event) for event in outcome.happened if isinstance(event, HandedOver)]
        turned = Turned(before, after, self.story.now, tuple(over), ((self.card, self.procedure),))
        self.told = news(turned, order)
        return [(one.what, one.to) for one in self.told]

    def heard(self, what: News) -> set[tuple[PersonId, tuple[PersonId, ...], tuple[CardId, ...]]]:
        """Who was told so by the latest change, of whom, and with which cards."""
        return {(one.to, one.about, one.cards) for one in self.told if one.what is what}


@pytest.mark.clause("SOB-9a")
def test_the_substitute_has_the_card_and_it_comes_back() -> None:
    """Named or of the department, he has it from the moment of the absence; on return it is as it was."""
    life = Life()
    assert life.turn(away(MANNED, ROADS, UTILITIES)) == [(News.AWAY, ROADS), (News.STEAD, UTILITIES)]
    assert (life.card.executor, life.owners) == (UTILITIES, [UTILITIES])
    assert life.card.handed == (Handed(place=EXECUTOR, of=ROADS, returns=True),)
    assert life.turn(MANNED) == [(News.BACK, ROADS), (News.OVER, UTILITIES)]
    returned = life.card
    assert (returned.executor, returned.handed) == (ROADS, ())


@pytest.mark.clause("SOB-9a")
def test_what_is_to_stay_stays_with_one_who_can_go_on_with_it() -> None:
    """An executor keeps the card after the other is back; whoever only stood in for him gives it back all the same."""
    life = Life()
    life.turn(away(MANNED, ROADS, ROADS_2, stays=True))
    life.turn(MANNED)
    assert life.card.executor == ROADS_2
    life = Life()
    life.turn(away(MANNED, ROADS, HEAD, stays=True))
    assert (life.card.executor, life.owners) == (HEAD, [HEAD])
    life.turn(MANNED)
    assert life.card.executor == ROADS


@pytest.mark.clause("SOB-9a")
def test_a_substitute_who_goes_away_gives_it_on_and_each_gets_his_own_back() -> None:
    """The next of the first one's list takes over; the first who is back has it again, whoever had it meanwhile."""
    life = Life()
    first = away(MANNED, ROADS, UTILITIES, ROADS_2)
    life.turn(first)
    both = away(first, UTILITIES)
    life.turn(both)
    assert life.card.executor == ROADS_2
    life.turn(back(both, UTILITIES))
    assert life.card.executor == UTILITIES
    life.turn(both)
    life.turn(back(both, ROADS))
    assert (life.card.executor, life.card.handed) == (ROADS, ())
    life.turn(MANNED)
    assert life.card.executor == ROADS


@pytest.mark.clause("SOB-9a")
def test_where_nobody_is_left_the_head_of_the_department_and_the_coordinator_take_care() -> None:
    """They hear of it and may give it to another; the step's own actions do not become theirs."""
    life = Life()
    office = away(away(MANNED, ROADS_2), ROADS)
    told = life.turn(office)
    assert {who for what, who in told if what is News.NOBODY} == {CHIEF, COORDINATOR}
    assert set(life.owners) == {CHIEF, COORDINATOR}
    assert takers(life.card, office, SOBOLEVO) == ()
    assert life.story.refused(CHIEF, "accept").why is Why.NOT_YOURS
    assert [one.id for one in successors(life.card, ROADS, office)] == [UTILITIES]
    outcome = life.story.tell_desk(HandOver(life.card.id, CHIEF, ROADS, UTILITIES, "больше некому"))
    assert isinstance(outcome, Done)
    assert [(one.kind, one.to, one.about) for one in life.story.told] == [(NoticeKind.HANDED, UTILITIES, "")]
    life.story.done(UTILITIES, "accept")
    life.story.done(UTILITIES, "submit", draft=draft())
    life.turn(MANNED)
    assert life.card.executor == UTILITIES, "what somebody decided comes back to nobody"


@pytest.mark.parametrize("gone", [(), (COORDINATOR,), (COORDINATOR, CHIEF), (COORDINATOR, CHIEF, CURATOR)])
def test_somebody_always_takes_care(gone: tuple[PersonId, ...]) -> None:
    """Without a coordinator the department's head, else a curator, else the head, else anybody at all."""
    life = Life()
    office = away(away(MANNED, ROADS_2), ROADS)
    for one in gone:
        office = away(office, one)
    life.turn(office)
    expected = [{CHIEF, COORDINATOR}, {CHIEF}, {CURATOR}, {HEAD}]
    assert set(life.owners) == expected[len(gone)]
    life.turn(away(away(office, CURATOR), HEAD))
    assert life.owners


@pytest.mark.clause("SOB-9b")
def test_a_dismissal_gives_the_cards_to_the_one_chosen_else_to_the_unit() -> None:
    """Whoever has left has nothing any more; the curator hears of it, and of a delay by its clause."""
    life = Life()
    order = Order(date(2026, 3, 1), Late(2, "9"))
    told = life.turn(without(MANNED, ROADS), UTILITIES, order)
    assert (News.GIVEN, UTILITIES) in told
    assert {(News.LEFT, CURATOR), (News.LEFT, COORDINATOR)} <= set(told)
    assert (life.card.executor, life.card.handed) == (UTILITIES, ())
    life = Life()
    life.turn(without(MANNED, ROADS), None, order)
    assert life.card.executor == ROADS_2
    refused = life.story.tell_desk(HandOver(life.card.id, COORDINATOR, ROADS, UTILITIES))
    assert isinstance(refused, Refusal)
    assert (refused.why, refused.by) == (Why.HANDED_OVER, ROADS_2)


@pytest.mark.clause("SOB-9b")
@pytest.mark.parametrize(("told", "days"), [("2026-03-04", 0), ("2026-03-05", 1), ("2026-03-11", 7)])
def test_a_dismissal_is_late_after_three_calendar_days(told: str, days: int) -> None:
    """The third day after the order is in time; where no procedure of the office asks for it nothing ever is late."""
    found = late(date(2026, 3, 1), date.fromisoformat(told), [SOBOLEVO])
    assert found == (Late(days, "9") if days else None)
    assert late(date(2026, 3, 1), date.fromisoformat(told), []) is None


def test_the_old_holder_learns_who_has_it_and_the_turn_stands() -> None:
    """A button pressed after the hand-over does nothing and says whose the card is; the new holder's works at once."""
    life = Life()
    turn = life.card.turn
    life.turn(away(MANNED, ROADS, ROADS_2))
    refusal = life.story.refused(ROADS, "accept", turn=turn)
    assert (refusal.why, refusal.by) == (Why.HANDED_OVER, ROADS_2)
    life.story.done(ROADS_2, "accept", turn=turn)
    assert life.story.books.timers[life.card.id] == {ring.key: ring.at for ring in plan(life.card, life.story.rules)}
    assert life.story.books.replayed(life.card.id) == life.card


def test_parts_of_a_common_answer_go_over_too() -> None:
    """The substitute of one who owes a part gives it, and it comes back to him who has not given it yet."""
    life = Life()
    life.story.done(HEAD, "share", people=("utilities", "roads"))
    part = life.card.contributions[0]
    assert part.executor in (ROADS, ROADS_2)
    other = ROADS_2 if part.executor == ROADS else ROADS
    life.turn(away(MANNED, PersonId(part.executor), other))
    assert life.card.contributions[0].executor == other
    life.turn(MANNED)
    assert life.card.contributions[0].executor == part.executor


def test_a_curators_own_cards_go_to_his_substitute() -> None:
    """Whoever stands in for the curator who opened a card goes on with it."""
    life = Life(step="route")
    life.turn(away(MANNED, CURATOR, HEAD))
    assert (life.card.curator, life.owners) == (HEAD, [HEAD])
    assert life.card.holders[CURATORS_PLACE] == HEAD
    life.story.done(HEAD, "route", department="roads")
    life.turn(MANNED)
    assert life.card.curator == CURATOR


def test_nothing_goes_to_one_who_cannot_be_told() -> None:
    """A colleague who has blocked the bot gets no cards; those above hear that nobody is left."""
    life = Life(unreachable(MANNED, ROADS_2))
    told = life.turn(away(unreachable(MANNED, ROADS_2), ROADS))
    assert life.card.executor == ROADS
    assert {who for what, who in told if what is News.NOBODY} == {CHIEF, COORDINATOR}


def test_who_may_hand_over_and_how() -> None:
    """A curator, a coordinator, the department's head; to an executor of it who is at work, and as themselves alone."""
    life = Life()
    card, office = life.card, MANNED
    able = {one.id for one in office.people if may_hand_over(one, card, office)}
    assert able == {CURATOR, COORDINATOR, CHIEF}
    for command, why in (
        (HandOver(card.id, ROADS, ROADS, ROADS_2), Why.NOT_YOURS),
        (HandOver(card.id, COORDINATOR, ROADS, UTILITIES), Why.NO_PERSON),
        (HandOver(card.id, COORDINATOR, ROADS, ROADS), Why.NO_PERSON),
        (HandOver(card.id, COORDINATOR, CURATOR, ROADS_2), Why.HANDED_OVER),
        (HandOver(card.id, COORDINATOR, ROADS, ROADS_2, cause=Cause.ABSENCE), Why.NOT_YOURS),
    ):
        outcome = life.story.tell_desk(command)
        assert isinstance(outcome, Refusal)
        assert outcome.why is why
    assert isinstance(life.story.tell_desk(HandOver(card.id, CHIEF, ROADS, ROADS_2)), Done)
    life.story.open(what=post("Другое"))
    assert life.story.card.executor is None


FEW = without(MANNED, ROADS_2)
"""The office in which the roads have one executor only."""

ORDERED = Order(date(2026, 3, 1))


@pytest.mark.clause("SOB-9b")
@pytest.mark.parametrize("to", [UTILITIES, None])
def test_who_leaves_while_away_has_his_cards_given_to_another(to: PersonId | None) -> None:
    """What somebody holds for him goes to the one chosen, or to the unit, for the holder stands in no more."""
    life = Life()
    life.turn(away(MANNED, ROADS, HEAD))
    life.turn(without(MANNED, ROADS), to, ORDERED)
    assert life.card.executor == (to or ROADS_2)
    assert [one.id for one in takers(life.card, without(MANNED, ROADS), SOBOLEVO)] == [life.card.executor]
    assert life.heard(News.GIVEN) == {(to or ROADS_2, (ROADS,), (life.card.id,))}


@pytest.mark.parametrize(("stays", "to", "holder"), [(False, None, 4), (False, UTILITIES, 5), (True, UTILITIES, 4)])
def test_an_able_substitute_keeps_the_cards_of_who_has_left(stays: bool, to: PersonId | None, holder: int) -> None:
    """He gives them up only where another was chosen, and never what was to stay with him."""
    life = Life()
    life.turn(away(MANNED, ROADS, ROADS_2, stays=stays))
    life.turn(without(MANNED, ROADS), to, ORDERED)
    assert life.card.executor == holder


def test_nobody_left_after_one_who_was_away_is_told() -> None:
    """Those above hear of the card that nobody can go on with since somebody left who was away already."""
    life = Life(FEW)
    life.turn(away(FEW, ROADS, HEAD))
    life.turn(without(FEW, ROADS), None, ORDERED)
    assert takers(life.card, without(FEW, ROADS), SOBOLEVO) == ()
    assert life.heard(News.NOBODY) == {(who, (ROADS,), (life.card.id,)) for who in (CHIEF, COORDINATOR)}


@pytest.mark.parametrize("leaves", [False, True])
def test_who_stood_in_for_the_head_is_missed_with_the_cards_that_wait_for_him(leaves: bool) -> None:
    """The head of the card's department and the coordinator hear of it, not those of his own department."""
    others = person(PersonId(23), Role.EXECUTOR, "utilities"), person(PersonId(24), Role.CHIEF, "utilities")
    office = with_people(MANNED, *others)
    life = Life(office, step="approve")
    first = away(office, HEAD, UTILITIES)
    life.turn(first)
    assert life.heard(News.STEAD) == {(UTILITIES, (HEAD,), (life.card.id,))}
    life.turn(away(without(office, UTILITIES), HEAD) if leaves else away(first, UTILITIES))
    assert life.heard(News.NOBODY) == {(who, (UTILITIES,), (life.card.id,)) for who in (CHIEF, COORDINATOR)}


def test_the_only_chief_whose_step_it_is_is_missed() -> None:
    """Where a procedure asks for the department's head, the coordinator hears that he is away, card or no card."""
    life = Life(step="draft")
    steps = [one.model_copy(update={"by": Role.CHIEF}) if one.name == "draft" else one for one in SOBOLEVO.step]
    life.procedure = SOBOLEVO.model_copy(update={"step": tuple(steps)})
    life.turn(away(MANNED, CHIEF))
    assert life.heard(News.NOBODY) == {(COORDINATOR, (CHIEF,), (life.card.id,))}
    other = Life(step="approve")
    other.procedure = life.procedure
    other.turn(away(MANNED, CHIEF))
    assert other.heard(News.NOBODY) == {(COORDINATOR, (CHIEF,), ())}
    usual = Life()
    usual.turn(away(MANNED, CHIEF))
    assert usual.heard(News.NOBODY) == set()


def test_who_goes_away_learns_whether_anybody_had_to_be_told() -> None:
    """His notice names one who knows that nobody is left, and none where others of the same role are there."""
    life = Life(FEW)
    life.turn(away(FEW, ROADS))
    assert [one.receiver for one in life.told if one.what is News.AWAY] == [CHIEF]
    second = with_people(MANNED, person(PersonId(22), Role.CURATOR))
    life = Life(second, step="route")
    life.turn(away(second, CURATOR))
    assert [(one.what, one.receiver) for one in life.told] == [(News.AWAY, None)]
