"""Acting in another's place: the journal says for whom, and that one learns of it (SOB-R3)."""

import json
from dataclasses import replace

import pytest

from tests.workflow.office import (
    COORDINATOR,
    CURATOR,
    HEAD,
    OFFICE,
    ROADS,
    UTILITIES,
    local,
    person,
    with_people,
)
from tests.workflow.story import Story
from workflow.commands import GivePart
from workflow.events import Moved, PartGiven, dump, load
from workflow.office import Office, Person
from workflow.post import Part
from workflow.presence import Away, Reason
from workflow.steads import with_steads
from workflow.words import PersonId, Role

SECOND = PersonId(31)


def away(who: PersonId, substitute: PersonId, office: Office = OFFICE) -> Office:
    """The office where one is on leave and another stands in for him."""
    absence = Away(1, Reason.LEAVE, local("2026-03-01 00:00"), substitutes=(substitute,))
    gone = replace(member(who, office), away=absence)
    return with_steads(with_people(office, gone))


def member(who: PersonId, office: Office) -> Person:
    """The person with this id."""
    found = office.person(who)
    assert found is not None
    return found


def for_whom(story: Story) -> PersonId | None:
    """Whom the newest move of the journal names."""
    moves = [one for one in story.history if isinstance(one, Moved)]
    return moves[-1].on_behalf


@pytest.mark.clause("SOB-R3")
def test_a_coordinator_acts_for_the_curator(story: Story) -> None:
    """A curator's step taken by the coordinator bears the curator's name, and he hears of it; his own bears none."""
    story.open()
    story.done(COORDINATOR, "route", department="roads")
    assert for_whom(story) == CURATOR
    assert story.heard == ["card/route > roads", "behalf/route > curator"]
    assert (story.card.last.by, story.card.last.on_behalf) == (COORDINATOR, CURATOR)
    story.done(CURATOR, "take_back")
    assert for_whom(story) is None
    assert story.card.last.on_behalf is None


def test_taking_back_for_the_curator(story: Story) -> None:
    """The coordinator takes a card back for its curator, who gets the card and no second message."""
    story.to("draft").done(COORDINATOR, "take_back")
    assert for_whom(story) == CURATOR
    assert story.heard == ["card/take_back > curator", "taken > roads"]


def test_another_curator_acts_for_the_cards_own() -> None:
    """Curators stand in for one another, and the journal says so."""
    story = Story(with_people(OFFICE, person(SECOND, Role.CURATOR)))
    story.open()
    story.done(SECOND, "route", department="roads")
    assert for_whom(story) == CURATOR


def test_a_card_that_nobody_opened_is_nobodys() -> None:
    """A post that came by itself has no curator in whose place one could act."""
    story = Story()
    story.open(by=None)
    story.done(COORDINATOR, "route", department="roads")
    assert for_whom(story) is None


def test_an_executors_substitute() -> None:
    """Who stands in for an executor acts in his name; the absent one is not disturbed."""
    story = Story()
    story.to("draft")
    story.books.offices[OFFICE.id] = away(ROADS, UTILITIES)
    story.done(UTILITIES, "submit")
    assert for_whom(story) == ROADS
    assert story.heard == ["card/submit > head"]


def test_a_heads_substitute() -> None:
    """Where no card names who has the step, the one for whom he stands in is named; he himself acts for nobody."""
    office = away(HEAD, COORDINATOR)
    story = Story()
    story.to("approve")
    story.books.offices[OFFICE.id] = office
    story.done(COORDINATOR, "approve")
    assert for_whom(story) == HEAD
    other = Story()
    other.to("approve").done(HEAD, "approve")
    assert for_whom(other) is None


def test_an_action_beside_the_steps_is_ones_own() -> None:
    """What the file lets several roles do is nobody else's move."""
    story = Story()
    story.to("draft").done(COORDINATOR, "share", people=("roads", "utilities"))
    assert for_whom(story) is None


def test_a_part_given_for_a_colleague() -> None:
    """A part that a colleague gives for the one who was asked bears his name."""
    colleague = person(SECOND, Role.EXECUTOR, "utilities")
    story = Story(with_people(OFFICE, colleague))
    story.to("draft").done(COORDINATOR, "share", people=("roads", "utilities"))
    story.tell_desk(GivePart(story.id, SECOND, (Part(key="piece", text="Сделаем"),)))
    given = [one for one in story.history if isinstance(one, PartGiven)]
    assert [one.on_behalf for one in given] == [UTILITIES]


def test_an_old_journal_is_read() -> None:
    """A move that was written before anybody was named in it loads as one of nobody else's."""
    story = Story()
    story.open()
    story.usual("route")
    written = json.loads(dump(story.history[-1]))
    del written["on_behalf"]
    assert load(json.dumps(written)) == story.history[-1]
