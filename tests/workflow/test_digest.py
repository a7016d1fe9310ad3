"""The morning digest: who is due one and when, and what stands in it."""

from dataclasses import replace
from datetime import date

import pytest

from tests.workflow.office import (
    COORDINATOR,
    CURATOR,
    HEAD,
    OFFICE,
    ROADS,
    ROADS_2,
    SOBOLEVO,
    UTILITIES,
    local,
    person,
    shown,
    unreachable,
    with_people,
)
from tests.workflow.story import Story, draft
from workflow.deadlines import time_of
from workflow.digest import Digest, digest_of, due_digests, moment_of
from workflow.office import Comfort, Office, Person
from workflow.presence import Away, Reason
from workflow.words import DraftKind, PersonId, Role

ADMINISTRATOR, OUTSIDE = PersonId(21), PersonId(22)
EVERYBODY = with_people(OFFICE, person(ADMINISTRATOR, Role.ADMINISTRATOR), person(OUTSIDE, Role.OUTSIDE))


def due_to(office: Office, at: str) -> set[PersonId]:
    """Who is due a digest at this moment."""
    return {one.to for one in due_digests(office, local(at))}


def member(who: PersonId, office: Office = OFFICE) -> Person:
    """The person with this id."""
    found = office.person(who)
    assert found is not None
    return found


def told(story: Story, who: PersonId, at: str, office: Office = OFFICE) -> Digest | None:
    """What this one's digest says at this moment."""
    return digest_of(member(who, office), office, [(story.card, SOBOLEVO)], local(at))


def ill(who: PersonId, since: str) -> Person:
    """Somebody who is away since then."""
    return replace(member(who), away=Away(1, Reason.ILLNESS, local(since), local("2026-03-20 00:00")))


def at_own_hour(hour: str) -> Office:
    """The office whose curator has chosen this hour."""
    return with_people(OFFICE, replace(member(CURATOR), comfort=Comfort(digest=hour)))


def test_it_is_due_as_the_day_begins() -> None:
    """Who has cards to do is due a digest from the first working minute on, not before."""
    cards = {CURATOR, ROADS, HEAD, ROADS_2, UTILITIES, COORDINATOR}
    assert due_to(EVERYBODY, "2026-03-04 08:59") == set()
    assert due_to(EVERYBODY, "2026-03-04 09:00") == cards


def test_a_late_one_comes_the_same_day() -> None:
    """What could not be said in time is due till the day's work is over, and not in the evening."""
    assert CURATOR in due_to(OFFICE, "2026-03-04 17:59")
    assert due_to(OFFICE, "2026-03-04 18:00") == set()
    assert [one.day for one in due_digests(OFFICE, local("2026-03-05 09:00"))][:1] == [date(2026, 3, 5)]


@pytest.mark.parametrize("day", ["2026-03-07", "2026-03-08", "2026-03-09"])
def test_none_on_a_day_off(day: str) -> None:
    """On days off of the office, holidays among them, nobody is due one, whatever his own hour is."""
    assert due_to(OFFICE, f"{day} 10:00") == set()
    assert due_to(at_own_hour("10:00"), f"{day} 10:00") == set()


@pytest.mark.parametrize(
    ("hour", "expected"),
    [("", "2026-03-04 09:00"), ("07:00", "2026-03-04 07:00"), ("11:30", "2026-03-04 11:30"), ("off", None)],
)
def test_ones_own_hour(hour: str, expected: str | None) -> None:
    """A person's own hour takes the place of the beginning of the day; `off` is for none."""
    somebody = replace(member(CURATOR), comfort=Comfort(digest=hour))
    at = moment_of(somebody, date(2026, 3, 4), time_of(OFFICE.timetable))
    assert (shown(at) if at else None) == expected


def test_an_hour_before_the_day_begins() -> None:
    """Who wants it earlier than the day begins has it earlier."""
    assert due_to(at_own_hour("07:00"), "2026-03-04 07:00") == {CURATOR}


def test_nobody_who_is_away_or_cannot_be_told() -> None:
    """Who is away, or cannot be reached, is due none."""
    office = unreachable(with_people(OFFICE, ill(CURATOR, "2026-03-03 00:00")), HEAD)
    assert due_to(office, "2026-03-04 09:00") == {ROADS, ROADS_2, UTILITIES, COORDINATOR}


def test_one_a_day_for_ever() -> None:
    """A digest's identity is the person and the day."""
    first, second = (
        {one.key for one in due_digests(OFFICE, local(at))} for at in ("2026-03-04 09:00", "2026-03-04 15:00")
    )
    assert first == second
    assert first.isdisjoint(one.key for one in due_digests(OFFICE, local("2026-03-05 09:00")))


def test_what_is_due_stands_with_those_whose_it_is(story: Story) -> None:
    """An executor has his own card, its curator and the coordinator have it too; another department has nothing."""
    story.at("2026-03-03 16:00").open()
    story.usual("route")
    for who in (ROADS, CURATOR, COORDINATOR):
        digest = told(story, who, "2026-03-04 09:00")
        assert digest is not None
        assert [one.card.number for one in digest.due] == [1]
        assert digest.late == ()
    assert told(story, UTILITIES, "2026-03-04 09:00") is None
    assert told(story, HEAD, "2026-03-04 09:00") is None


def test_what_is_late_is_told_to_the_head(story: Story) -> None:
    """What is late stands apart from what is due, and the head hears of it whosever it is."""
    story.at("2026-03-02 10:00").open()
    for who in (CURATOR, COORDINATOR, HEAD):
        digest = told(story, who, "2026-03-04 09:00")
        assert digest is not None
        assert (digest.due, [one.card.number for one in digest.late]) == ((), [1])


def test_what_comes_due_before_the_next_working_day(story: Story) -> None:
    """What is due later than the next opening is none of today's."""
    story.at("2026-03-02 10:00").open()
    story.usual("route")
    story.usual("submit", draft=draft(kind=DraftKind.INTERIM))
    for action in ("approve", "hand_over", "publish"):
        story.usual(action)
    assert [shown(story.clocks[name].at) for name in story.owed] == ["2026-03-12 18:00"]
    assert told(story, ROADS, "2026-03-11 09:00") is None
    assert told(story, ROADS, "2026-03-12 09:00") is not None


def test_a_card_of_the_same_morning(story: Story) -> None:
    """A card that came after the digest was due stands in none of that day, however late the digest comes."""
    story.at("2026-03-04 09:05").open()
    assert told(story, CURATOR, "2026-03-04 09:30") is None
    assert told(story, CURATOR, "2026-03-05 09:00") is not None


def test_nothing_where_there_is_nothing(story: Story) -> None:
    """A closed card makes no digest."""
    story.open()
    story.usual("dismiss")
    assert told(story, CURATOR, "2026-03-04 10:00") is None


@pytest.mark.parametrize(("since", "tells"), [("2026-03-04 00:00", True), ("2026-03-03 00:00", False)])
def test_who_is_away(since: str, tells: bool) -> None:
    """Coordinators and heads learn who is away: by itself on its first day, else beside what is due."""
    office = with_people(OFFICE, ill(UTILITIES, since))
    digests = [digest_of(member(who, office), office, [], local("2026-03-04 09:00")) for who in (HEAD, COORDINATOR)]
    assert [one is not None for one in digests] == [tells, tells]
    assert digest_of(member(CURATOR), office, [], local("2026-03-04 09:00")) is None


def test_away_is_said_beside_what_is_due(story: Story) -> None:
    """Where something is due, whoever has been away for long is named as well, to those who oversee alone."""
    story.at("2026-03-03 16:00").open()
    office = with_people(OFFICE, ill(UTILITIES, "2026-03-01 00:00"))
    for who, names in ((COORDINATOR, ["utilities"]), (CURATOR, [])):
        digest = told(story, who, "2026-03-04 10:00", office)
        assert digest is not None
        assert [one.name for one in digest.away] == names
