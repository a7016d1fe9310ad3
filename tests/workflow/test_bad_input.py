"""What is asked too late, twice, or without what it needs: refused with the reason, and nothing changes."""

from typing import Any

import pytest

from tests.workflow.office import CURATOR, HEAD, ROADS, UTILITIES
from tests.workflow.story import LINK, Story, draft
from workflow.commands import Act, Wake
from workflow.decide import LONGEST_DRAFT
from workflow.desk import Done
from workflow.post import Part
from workflow.refusals import Refusal, Why
from workflow.words import CardId, PersonId


@pytest.mark.parametrize(
    ("step", "who", "action", "given", "why"),
    [
        ("draft", ROADS, "return", {}, Why.NO_REASON),
        ("draft", ROADS, "return", {"note": "  \n\t"}, Why.NO_REASON),
        ("approve", HEAD, "send_back", {"note": ""}, Why.NO_REASON),
        ("draft", ROADS, "submit", {"draft": None}, Why.EMPTY_DRAFT),
        ("draft", ROADS, "submit", {"draft": draft("")}, Why.EMPTY_DRAFT),
        ("draft", ROADS, "submit", {"draft": draft(" \n ")}, Why.EMPTY_DRAFT),
        ("draft", ROADS, "submit", {"draft": draft("я" * 5000)}, Why.TOO_LONG),
        ("draft", ROADS, "submit", {"draft": draft("я" * (LONGEST_DRAFT + 1))}, Why.TOO_LONG),
        ("route", CURATOR, "route", {}, Why.NO_DEPARTMENT),
        ("route", CURATOR, "route", {"department": "space"}, Why.NO_DEPARTMENT),
        ("route", CURATOR, "route", {"department": "empty"}, Why.NOBODY_THERE),
        ("route", CURATOR, "dismiss", {}, Why.NO_GROUND),
        ("route", CURATOR, "dismiss", {"ground": "boredom"}, Why.NO_GROUND),
        ("publish", CURATOR, "publish", {}, Why.NO_LINK),
        ("publish", CURATOR, "publish", {"note": "  "}, Why.NO_LINK),
        ("publish", CURATOR, "publish", {"link": "опубликовано"}, Why.BAD_LINK),
        ("publish", CURATOR, "publish", {"link": "javascript:alert(1)"}, Why.BAD_LINK),
        ("publish", CURATOR, "publish", {"link": f"{LINK} и ещё {LINK}"}, Why.BAD_LINK),
        ("publish", CURATOR, "publish", {"link": "https://[vk.com"}, Why.BAD_LINK),
        ("publish", CURATOR, "publish", {"link": "ftp://vk.com/1", "note": "нет"}, Why.BAD_LINK),
    ],
)
def test_an_action_without_what_it_needs_is_refused(
    story: Story, step: str, who: PersonId, action: str, given: dict[str, Any], why: Why
) -> None:
    """An action that lacks its reason, draft, department, ground or link is refused, and says which of them."""
    assert story.to(step).refused(who, action, **given).why is why


def test_the_refusal_of_a_long_draft_says_how_long_it_was(story: Story) -> None:
    """A draft of 5,000 characters is refused with its length."""
    assert story.to("draft").refused(ROADS, "submit", draft=draft("я" * 5000)).amount == 5000


def test_the_longest_draft_is_taken(story: Story) -> None:
    """A draft of just the greatest length goes for agreement."""
    story.to("draft").done(ROADS, "submit", draft=draft("я" * LONGEST_DRAFT))


def test_a_publication_without_a_link_needs_a_reason(story: Story) -> None:
    """Where there is no link, a reason stands in the card instead."""
    card = story.to("publish").done(CURATOR, "publish", note="ответили в личных сообщениях")
    assert card.step == "closed"
    assert card.remark("publish")
    assert card.link == ""


def test_a_link_is_kept_without_blanks_around_it(story: Story) -> None:
    """Blanks around a link are not kept."""
    assert story.to("publish").done(CURATOR, "publish", link=f" {LINK}\n").link == LINK


def test_a_note_is_kept_without_blanks_around_it(story: Story) -> None:
    """Blanks around a reason are not kept."""
    remark = story.to("draft").done(ROADS, "return", note="  не наше \n").remark("return")
    assert remark
    assert remark.text == "не наше"


@pytest.mark.clause("SOB-22")
@pytest.mark.parametrize(
    ("step", "who", "action", "given"),
    [
        ("route", CURATOR, "route", {"department": "roads"}),
        ("draft", ROADS, "submit", {}),
        ("draft", ROADS, "return", {"note": "не наше"}),
        ("draft", ROADS, "accept", {}),
        ("dispute", CURATOR, "insist", {}),
        ("approve", HEAD, "approve", {}),
        ("approve", HEAD, "send_back", {"note": "срок?"}),
        ("handover", ROADS, "hand_over", {}),
    ],
)
def test_the_second_of_two_taps_is_refused(
    story: Story, step: str, who: PersonId, action: str, given: dict[str, Any]
) -> None:
    """A double tap acts once; the second is told what was done, by whom and when."""
    turn = story.to(step).card.turn
    done = story.done(who, action, turn=turn, **given)
    at = story.now
    story.at("2026-03-04 10:45")
    refusal = story.refused(who, action, turn=turn, **given)
    # An executor of a returned card that has not been routed again is still of its unit, so he hears why.
    assert refusal == Refusal(Why.ALREADY, done.number, action, who, at)


def test_the_second_of_two_taps_that_close_is_told_that_it_is_closed(story: Story) -> None:
    """A double tap on the last button says that the card is closed, and by whom."""
    turn = story.to("publish").card.turn
    story.done(CURATOR, "publish", turn=turn, link=LINK)
    refusal = story.refused(CURATOR, "publish", turn=turn, link=LINK)
    assert (refusal.why, refusal.action, refusal.by) == (Why.CLOSED, "publish", CURATOR)


def test_a_button_of_an_earlier_turn_is_stale(story: Story) -> None:
    """A button shown before the card went round does nothing, even if its action is possible again."""
    old = story.to("draft").card.turn
    story.usual("submit")
    story.usual("send_back")
    assert story.refused(ROADS, "submit", turn=old).why is Why.ALREADY
    story.done(ROADS, "submit", turn=story.card.turn)


def test_ranking_and_late_parts_make_no_button_stale(story: Story) -> None:
    """Acceptance, importance, significance, late parts and pings leave the buttons valid."""
    turn = story.to("draft").card.turn
    story.usual("accept")
    story.importance()
    story.significant()
    story.add(CURATOR, Part(key="late", text="и на Речной тоже"))
    story.wake("2026-03-04 15:30")
    assert story.card.version > turn
    story.done(ROADS, "submit", turn=turn)


def test_a_turn_that_never_was_is_refused(story: Story) -> None:
    """A forged turn is no key to anything."""
    assert story.to("draft").refused(ROADS, "submit", turn=4711).why is Why.ALREADY


def test_nothing_can_be_done_with_a_closed_card(story: Story) -> None:
    """A closed card takes no rank and no part, its edits are let pass, and it rings no more."""
    story.to("closed")
    before = story.books.everything()
    for outcome in (story.importance(), story.significant(), story.add(CURATOR, Part(key="late", text="ещё"))):
        assert isinstance(outcome, Refusal)
        assert outcome.why is Why.CLOSED
        assert outcome.action == "dismiss"
    edited = story.edit(CURATOR, Part(key="post-1", text="другое"))
    assert isinstance(edited, Done)
    assert edited.happened == ()
    assert story.wake("2026-03-10 12:00") == []
    assert story.books.everything() == before


def test_a_card_that_is_not_there_is_refused(story: Story) -> None:
    """A number that nobody has given leads nowhere."""
    assert story.tell_desk(Act(CardId(404), CURATOR, "route")) == Refusal(Why.NO_CARD)
    assert story.tell_desk(Wake(CardId(404))) == Refusal(Why.NO_CARD)


def test_a_person_who_may_not_learns_nothing_of_the_card(story: Story) -> None:
    """The refusal to somebody who may not see the card tells neither what was done nor by whom."""
    refusal = story.to("closed").refused(UTILITIES, "dismiss", ground="abuse")
    assert (refusal.why, refusal.action, refusal.by, refusal.at) == (Why.NOT_YOURS, "", None, None)
