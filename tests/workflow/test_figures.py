"""Offices in figures: open, late, closed since a moment."""

from datetime import timedelta

import pytest

from tests.workflow.office import CURATOR, HERE, OFFICE, SOBOLEVO, local
from tests.workflow.story import Story
from workflow.card import Card
from workflow.commands import Act
from workflow.figures import Figures, closed_at, figures, week_began

MONDAY = local("2026-03-02 00:00")


def counted(story: Story, at: str) -> Figures:
    """The figures of all cards of the story."""
    cards: list[Card] = [one for one in story.books.cards.values() if one.office == HERE]
    return figures([(one, SOBOLEVO) for one in cards], OFFICE, local(at), MONDAY)


def test_an_office_without_cards() -> None:
    """Nothing is nothing."""
    assert figures([], OFFICE, MONDAY, MONDAY) == Figures(0, 0, 0)


def test_open_late_and_closed() -> None:
    """A card is open till it is closed, late once any debt of it is, and closed in the week of its end alone."""
    story = Story().to("route")
    assert counted(story, "2026-03-04 10:05") == Figures(1, 0, 0)
    assert counted(story, "2026-03-04 18:00") == Figures(1, 1, 0)
    story.tell_desk(Act(story.id, CURATOR, "dismiss", ground="abuse"))
    assert counted(story, "2026-03-09 10:00") == Figures(0, 0, 1)
    next_week = figures(
        [(story.books.cards[story.id], SOBOLEVO)], OFFICE, local("2026-03-09 10:00"), MONDAY + timedelta(days=7)
    )
    assert next_week == Figures(0, 0, 0)


def test_the_end_is_when_it_was_closed() -> None:
    """What is written to a closed card later does not make it closed later."""
    story = Story().to("closed")
    card = story.books.cards[story.id]
    later = card.model_copy(update={"last": card.last.model_copy(update={"at": local("2026-06-01 10:00")})})
    assert closed_at(later) == closed_at(card)


@pytest.mark.parametrize(
    ("now", "began"),
    [
        ("2026-03-02 00:00", "2026-03-02 00:00"),
        ("2026-03-04 10:00", "2026-03-02 00:00"),
        ("2026-03-08 23:59", "2026-03-02 00:00"),
        ("2026-03-09 00:00", "2026-03-09 00:00"),
    ],
)
def test_a_week_begins_on_monday_where_the_office_is(now: str, began: str) -> None:
    """The week of a moment began at the office's own midnight, whatever day it was in London."""
    assert week_began(local(now), "Asia/Kamchatka") == local(began)
