"""Parts of a common answer: in pieces and whole, in turn, warned of, and whose they are."""

import pytest

from tests.procedures.walking import UNITS, Walk, office_of
from tests.workflow.office import unreachable
from tests.workflow.test_steads import away
from workflow.commands import GivePart
from workflow.desk import Done, Outcome
from workflow.office import Department
from workflow.refusals import Refusal, Why

PEOPLE = {
    "coordinator": "coordinator",
    "roads": "executor, roads",
    "utilities": "executor, utilities",
    "second": "executor, utilities",
    "head": "head",
}


def in_turn() -> Walk:
    """The coordinator has asked the utilities first and the roads after them."""
    walk = Walk(office_of("kozhevnikovo", "Asia/Tomsk", PEOPLE))
    walk.post("coordinator")
    walk.does("coordinator", "share", people=("utilities", "roads"))
    return walk


def nothing(walk: Walk, who: str, *, whole: bool) -> Outcome:
    """Somebody gives a part without a word and without a photo."""
    return walk.tell_desk(GivePart(walk.id, walk.who(who), (), whole))


def why(outcome: Outcome) -> Why:
    assert isinstance(outcome, Refusal), outcome
    return outcome.why


@pytest.mark.clause("KOZ-11")
def test_the_next_one_is_asked_when_a_part_is_whole() -> None:
    """A piece asks nobody; the whole part asks the next executor, whose time begins then."""
    walk = in_turn()
    walk.gives("utilities", "Воду отключили", whole=False)
    assert walk.card.contributions[1].asked is None
    walk.at("2026-03-04 10:40").gives("utilities", "Трубу меняем")
    first, second = walk.card.contributions
    assert first.text == "Воду отключили\nТрубу меняем"
    assert second.asked is not None
    assert second.asked.at == walk.now
    assert "card/share > roads" in walk.heard


def test_pieces_can_be_closed_without_another_word() -> None:
    """Who has given pieces may say that they were all; who has given none may not, nor is an empty piece one."""
    walk = in_turn()
    for whole in (True, False):
        assert why(nothing(walk, "utilities", whole=whole)) is Why.EMPTY_DRAFT
    walk.gives("utilities", "Воду отключили", whole=False)
    assert why(nothing(walk, "utilities", whole=False)) is Why.EMPTY_DRAFT
    assert isinstance(nothing(walk, "utilities", whole=True), Done)
    first = walk.card.contributions[0]
    assert first.given is not None
    assert first.text == "Воду отключили"
    assert walk.books.replayed(walk.id) == walk.card


def test_a_colleague_may_give_the_part() -> None:
    """Another executor of the department gives it; one whose turn has not come, or of no part, does not."""
    walk = in_turn()
    assert why(walk.gives("roads", "Дорога")) is Why.NO_PART
    assert why(walk.gives("head", "Я сам")) is Why.NO_PART
    assert isinstance(walk.gives("second", "Трубу меняем"), Done)
    assert why(walk.gives("utilities", "Ещё раз")) is Why.NO_PART


def test_a_warning_needs_its_reason() -> None:
    """A warning without a word is refused; one with a reason reaches who waits for the part."""
    walk = in_turn()
    assert why(walk.warns("utilities", "  ")) is Why.NO_REASON
    assert isinstance(walk.warns("utilities", "Ждём слесаря"), Done)
    assert walk.heard == ["warned/1 > coordinator"]


def test_who_stands_in_for_two_departments_is_asked_once() -> None:
    """One who has to give the parts of two departments, standing in for the other's executors, gets one message."""
    people = {"curator": "curator", **PEOPLE, "parks": "executor, parks"}
    office = office_of("sobolevo", "Asia/Kamchatka", people, (*UNITS, Department("parks", "Парки")))
    for gone in ("utilities", "second"):
        office = away(office, Walk(office).who(gone), Walk(office).who("parks"))
    walk = Walk(office)
    walk.post("curator")
    walk.does("curator", "route", department="roads")
    walk.does("head", "share", people=("roads", "utilities", "parks"))
    assert [one.executor for one in walk.card.contributions if one.waiting] == 2 * [walk.who("parks")]
    assert walk.heard.count("card/share > parks") == 1


def test_a_part_of_who_cannot_be_told_was_asked_of_nobody() -> None:
    """Where a unit's executors have blocked the bot, those who take care get the part's card, with his name."""
    office = office_of("kozhevnikovo", "Asia/Tomsk", PEOPLE)
    gone = [Walk(office).who(name) for name in ("utilities", "second")]
    walk = Walk(unreachable(office, *gone))
    walk.post("coordinator")
    walk.does("coordinator", "share", people=("utilities", "roads"))
    asked = [one for one in walk.told if one.about == "share"]
    assert [(one.to, one.unreached) for one in asked] == [(walk.who("head"), (walk.who("utilities"),))]
