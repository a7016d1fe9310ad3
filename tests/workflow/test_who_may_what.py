"""Every action, by every person, at every step of the procedure `sobolevo`."""

from dataclasses import replace

import pytest

from tests.workflow.office import (
    COORDINATOR,
    CURATOR,
    HEAD,
    NAMES,
    OFFICE,
    OTHER_COORDINATOR,
    OTHER_CURATOR,
    OTHER_HEAD,
    OTHER_ROADS,
    PEOPLE,
    ROADS,
    ROADS_2,
    SOBOLEVO,
    STRANGER,
    UTILITIES,
    person,
    with_people,
    without,
)
from tests.workflow.story import USUAL, Story, draft, post
from workflow.access import IMPORTANCE, REPEAT, SHORTEN, SIGNIFICANT, Option, options
from workflow.actions import ACTIONS
from workflow.commands import DecideRepeat, Open, Shorten
from workflow.desk import Done
from workflow.office import Person
from workflow.refusals import Refusal, Why
from workflow.words import Importance, PersonId, Role

STEPS = ("route", "draft", "dispute", "approve", "handover", "publish", "closed")

MAY: dict[tuple[str, PersonId], frozenset[str]] = {
    ("route", CURATOR): frozenset({"route", "dismiss"}),
    ("route", COORDINATOR): frozenset({"route", "dismiss"}),
    ("draft", ROADS): frozenset({"accept", "submit", "return"}),
    ("draft", CURATOR): frozenset({"take_back"}),
    ("draft", COORDINATOR): frozenset({"take_back", "share"}),
    ("draft", HEAD): frozenset({"share"}),
    ("dispute", CURATOR): frozenset({"take_back", "insist", "dismiss"}),
    ("dispute", COORDINATOR): frozenset({"take_back", "insist", "dismiss"}),
    ("approve", HEAD): frozenset({"approve", "send_back"}),
    ("handover", ROADS): frozenset({"hand_over"}),
    ("publish", CURATOR): frozenset({"publish"}),
    ("publish", COORDINATOR): frozenset({"publish"}),
}

RANKING = {IMPORTANCE, SIGNIFICANT, SHORTEN, REPEAT}
"""What does not depend on the step."""

ELSEWHERE = {OTHER_CURATOR, OTHER_ROADS, OTHER_HEAD, OTHER_COORDINATOR, STRANGER}
"""People of another office, and of none: to them there is no such card."""


def expected(step: str, who: PersonId, action: str) -> Why | None:
    """Why this must be refused, or None where it must succeed."""
    if who in ELSEWHERE:
        return Why.NO_CARD
    if who == UTILITIES or (who in (ROADS, ROADS_2) and step in ("route", "closed")):
        return Why.NOT_YOURS
    if step == "closed":
        return Why.CLOSED
    if action in MAY.get((step, who), frozenset()):
        return None
    if step == "draft" and action in ("take_back", "share"):
        return Why.NOT_NOW  # no actions of the step: one is the curators' alone, the other the head's
    of_the_step = {name for (at, _), names in MAY.items() if at == step for name in names}
    return Why.NOT_YOURS if action in of_the_step else Why.NOT_NOW


@pytest.mark.clause("SOB-R3", "SOB-14", "SOB-16")
@pytest.mark.parametrize("who", NAMES, ids=NAMES.get)
@pytest.mark.parametrize("step", STEPS)
def test_each_action_is_open_to_those_of_the_step_alone(step: str, who: PersonId) -> None:
    """At every step each person may take just the actions that are his, and each other is refused with its reason."""
    for action in (*ACTIONS, "fly", ""):
        story = Story().to(step)
        given = USUAL.get(action, (who, {}))[1]
        if action == "submit":
            given = {"draft": draft()}
        before = story.books.everything()
        outcome = story.act(who, action, **given)
        wanted = expected(step, who, action)
        if wanted is None:
            assert isinstance(outcome, Done), f"{action}: {outcome}"
        else:
            assert isinstance(outcome, Refusal), action
            assert outcome.why is wanted, action
            assert story.books.everything() == before


@pytest.mark.parametrize("member", PEOPLE, ids=lambda member: member.name)
@pytest.mark.parametrize("step", STEPS)
def test_buttons_are_what_the_desk_would_do(step: str, member: Person) -> None:
    """A person of the office is offered exactly what he may do, and nothing of a closed card."""
    card = Story().to(step).card
    offered = {option.action for option in options(member, card, OFFICE, SOBOLEVO)} - RANKING
    assert offered == MAY.get((step, member.id), frozenset())


def test_a_department_has_a_button_each(story: Story) -> None:
    """Routing is offered once for each department that has an executor, in the office's order."""
    story.open()
    curator = OFFICE.person(CURATOR)
    assert curator
    offered = options(curator, story.card, OFFICE, SOBOLEVO)
    assert [option.value for option in offered if option.action == "route"] == ["roads", "utilities"]


def test_accept_is_offered_once(story: Story) -> None:
    """Who has accepted a card is not asked to accept it again."""
    story.to("draft").usual("accept")
    executor = OFFICE.person(ROADS)
    assert executor
    assert "accept" not in {option.action for option in options(executor, story.card, OFFICE, SOBOLEVO)}


@pytest.mark.parametrize("who", [CURATOR, COORDINATOR], ids=NAMES.get)
def test_managers_are_offered_the_other_importance(story: Story, who: PersonId) -> None:
    """Importance and shortened times are offered as what they are not yet, and the rest till it is said."""
    story.to("draft")
    manager = OFFICE.person(who)
    assert manager

    def ranking() -> list[tuple[str, str]]:
        found: tuple[Option, ...] = options(manager, story.card, OFFICE, SOBOLEVO)
        return [(option.action, option.value) for option in found if option.action in RANKING]

    times = [(SHORTEN, "six_hours"), (SHORTEN, "four_hours")]
    assert ranking() == [(REPEAT, ""), *times, (IMPORTANCE, "high"), (SIGNIFICANT, "")]
    story.importance()
    story.significant()
    story.tell_desk(Shorten(story.id, who, "four_hours"))
    story.tell_desk(DecideRepeat(story.id, who))
    assert ranking() == [(SHORTEN, "six_hours"), (IMPORTANCE, "normal")]


@pytest.mark.parametrize("who", NAMES, ids=NAMES.get)
def test_only_managers_rank_and_add(who: PersonId) -> None:
    """Importance, significance and more of the post are for curators and coordinators of the card's own office."""
    for ask in (Story.importance, Story.significant):
        story = Story().to("draft")
        before = story.books.everything()
        outcome = ask(story, by=who)
        if who in (CURATOR, COORDINATOR):
            assert isinstance(outcome, Done)
        else:
            assert isinstance(outcome, Refusal)
            assert outcome.why is (Why.NO_CARD if who in ELSEWHERE else Why.NOT_YOURS)
            assert story.books.everything() == before


def test_a_substitute_sees_but_does_not_act(story: Story) -> None:
    """The second executor of the unit is refused while the first one has the card."""
    story.to("draft")
    assert story.refused(ROADS_2, "submit").why is Why.NOT_YOURS


def test_the_unit_takes_over_a_card_whose_executor_has_left(story: Story) -> None:
    """When the executor is no longer of the office, the others of his unit own his cards."""
    story.to("draft")
    story.books.offices[OFFICE.id] = without(OFFICE, ROADS)
    story.done(ROADS_2, "submit")


def test_who_opened_a_card_may_route_it(story: Story) -> None:
    """A responsible officer who opens a card is its curator: it is his to route, since he alone is told of it."""
    officer = person(CURATOR, Role.RESPONSIBLE)
    story.books.offices[OFFICE.id] = with_people(OFFICE, officer)
    story.open(by=CURATOR)
    assert story.heard == ["card/open > curator"]
    story.done(CURATOR, "route", department="roads")


def test_an_executor_without_a_unit_sees_no_unrouted_card(story: Story) -> None:
    """A card that has no unit yet is not shown to an executor who has none either."""
    story.books.offices[OFFICE.id] = with_people(OFFICE, replace(person(ROADS, Role.EXECUTOR), department=None))
    story.open()
    assert story.refused(ROADS, "submit").why is Why.NOT_YOURS


@pytest.mark.parametrize("who", [ROADS, HEAD, OTHER_CURATOR, STRANGER], ids=NAMES.get)
def test_a_card_is_opened_by_managers(story: Story, who: PersonId) -> None:
    """Who is no manager of the office cannot open a card in it, and no number is used up."""
    before = story.books.everything()

    assert story.tell_desk(Open(OFFICE.id, who, post())) == Refusal(Why.NOT_YOURS)
    assert story.books.everything() == before


def test_several_roles_add_up(story: Story) -> None:
    """Who is curator and executor at once may do what either may."""
    both = replace(person(CURATOR, Role.CURATOR, "roads"), roles=frozenset({Role.CURATOR, Role.EXECUTOR}))
    story.books.offices[OFFICE.id] = with_people(without(OFFICE, ROADS, ROADS_2), both)
    story.to("route")
    story.usual("route")
    story.done(CURATOR, "submit")


def test_importance_is_a_tap_of_no_consequence_when_repeated(story: Story) -> None:
    """Setting what is set already changes nothing and tells nobody."""
    story.to("draft")
    story.importance(Importance.HIGH)
    before = story.books.everything()
    outcome = story.importance(Importance.HIGH)
    assert isinstance(outcome, Done)
    assert outcome.happened == ()
    assert story.books.everything() == before
