"""Counters: what they count, whose it is, within which time, and when it is too much."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from pydantic import ValidationError

from tests.workflow.office import CURATOR, HEAD, HERE, OFFICE, ROADS, ROADS_2, STRANGER, local
from workflow import events
from workflow.card import Card, LastMove
from workflow.counters import (
    Counter,
    Tally,
    exceeded,
    refused,
    subject_of,
    tally_of,
    telling_key,
    text_digest,
    window,
)
from workflow.post import Draft, Part, Post
from workflow.words import CardId, DraftKind, PersonId

NOW = local("2026-03-04 10:00")
CARD = Card(
    id=CardId(7),
    office=HERE,
    number=7,
    procedure="sobolevo",
    digest="d",
    version=9,
    turn=9,
    step="draft",
    post=Post(),
    department="roads",
    executor=ROADS,
    opened_at=NOW,
    last=LastMove(action="open", by=CURATOR, at=NOW),
)
LATE: Mapping[str, Any] = {
    "name": "misses",
    "clause": "7",
    "counts": "late",
    "per": "department",
    "within": "month",
    "more_than": 3,
    "tell": ["head"],
}


def counter(**changes: Any) -> Counter:
    return Counter.model_validate({**LATE, **changes})


def same(**changes: Any) -> Counter:
    return counter(**{"counts": "same_answer", "per": "office", "within": "1 hour", **changes})


def rang(ping: str = "draft/2/1", answers: PersonId | None = ROADS, *, missed: bool = True) -> events.Rang:
    due = NOW - timedelta(hours=1)
    return events.Rang(seq=10, at=NOW, ping=ping, deadline="draft", due=due, missed=missed, answers=answers)


def drafted(text: str, by: PersonId = ROADS) -> events.Moved:
    draft = Draft(kind=DraftKind.ANSWER, by=by, at=NOW, parts=(Part(text=text),))
    return events.Moved(seq=10, at=NOW, by=by, action="submit", step="approve", marks=("submitted",), draft=draft)


LATE_ONCE = Tally(HERE, "sobolevo", "misses", "roads", CARD.id, "draft/2", 10, NOW)
PUBLISHED = events.Moved(seq=10, at=NOW, by=CURATOR, action="publish", step="closed", marks=("published",))


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"within": "2 days"}, "cannot read '2 days'; write 'month', 'week', 'day', or hours such as '3 hours'"),
        ({"within": "0 hours"}, "cannot read '0 hours'"),
        ({"tell": ["mayor"]}, "nobody is called 'mayor'; known are: administrator, "),
        ({"tell": []}, 'tell: missing; write whom to tell, such as ["head"], or refuse = true'),
        ({"tell": [], "refuse": True}, "refuse: only 'same_answer' can be refused; take it out, or write whom to tell"),
        (
            {"counts": "same_answer", "refuse": True},
            "tell, refuse: what is refused has nobody to be told of; leave one of them out",
        ),
        (
            {"counts": "same_answer", "refuse": True, "tell": [], "more_than": 0},
            "more_than: 0 would refuse every answer; write 1 or more",
        ),
        ({"more_than": -1}, "greater than or equal to 0"),
        ({"per": "town"}, "'executor', 'department' or 'office'"),
        ({"counts": "Late"}, "match pattern"),
        ({"step": "draft"}, "Extra inputs are not permitted"),
    ],
)
def test_faults(changes: Mapping[str, Any], fault: str) -> None:
    """A counter that cannot work is refused with what is wrong and how to mend it."""
    with pytest.raises(ValidationError, match=re.escape(fault)):
        counter(**changes)


@pytest.mark.parametrize(
    ("counts", "moment"),
    [("late", None), ("same_answer", None), ("published", "published"), ("facts_asked", "facts_asked")],
)
def test_the_moment_it_counts(counts: str, moment: str | None) -> None:
    """Whoever checks the file learns which moment must be able to happen."""
    assert counter(counts=counts).moment == moment


@pytest.mark.parametrize(
    ("per", "event", "subject"),
    [
        ("department", rang(), "roads"),
        ("executor", rang(), "roads"),
        ("executor", rang(answers=ROADS_2), "roads-2"),
        ("office", rang(), "here"),
        ("office", rang(answers=None), "here"),
        ("executor", rang(answers=HEAD), None),
        ("department", rang(answers=HEAD), None),
        ("executor", rang(answers=None), None),
        ("department", rang(answers=STRANGER), None),
        ("office", rang(missed=False), None),
        ("office", rang().model_copy(update={"quiet": True}), None),
        ("office", PUBLISHED, None),
        ("office", drafted("Починим"), None),
    ],
)
def test_whose_lateness(per: str, event: events.Event, subject: str | None) -> None:
    """A miss is counted for whoever answers for it: the head's own is no executor's, a reminder is nobody's."""
    assert subject_of(counter(per=per), CARD, event, OFFICE) == subject


@pytest.mark.parametrize(
    ("per", "executor", "subject"),
    [
        ("executor", ROADS, "roads"),
        ("department", ROADS, "roads"),
        ("office", ROADS, "here"),
        ("executor", None, None),
        ("department", None, "roads"),
        ("office", None, "here"),
    ],
)
def test_whose_moment(per: str, executor: PersonId | None, subject: str | None) -> None:
    """A moment counts for the card's executor and department, whoever brought it about."""
    card = CARD.model_copy(update={"executor": executor})
    assert subject_of(counter(counts="published", per=per), card, PUBLISHED, OFFICE) == subject
    assert subject_of(counter(counts="approved", per=per), card, PUBLISHED, OFFICE) is None


def test_a_card_that_comes_in_is_counted() -> None:
    """The first moments of a card are counted like any other."""
    moments = {"detected": NOW, "received": NOW}
    event = events.Opened(
        seq=1, at=NOW, card=CARD.id, office=HERE, number=7, procedure="p", digest="d", step="s", post=Post(), **moments
    )
    assert subject_of(counter(counts="received", per="office"), CARD, event, OFFICE) == "here"
    assert subject_of(counter(counts="routed", per="office"), CARD, event, OFFICE) is None


@pytest.mark.parametrize(
    ("per", "by", "owner"),
    [("office", ROADS, "here"), ("executor", ROADS_2, "roads-2"), ("department", ROADS, "roads")],
)
def test_whose_answer(per: str, by: PersonId, owner: str) -> None:
    """The same text of the same owner is one subject; who wrote it counts, not whose card it is."""
    found = subject_of(same(per=per), CARD, drafted("Починим завтра.", by), OFFICE)
    assert found == f"{owner}/{text_digest('починим завтра')}"


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("Починим завтра.", "  починим\nЗАВТРА!", True),
        ("Всё сделано", "Все сделано", True),
        ("ﬁx", "fix", True),
        ("Починим 5 марта", "Починим 6 марта", False),
        ("Починим", "Не починим", False),
    ],
)
def test_same_text(one: str, other: str, alike: bool) -> None:
    """Case, ё, spaces and punctuation make no other answer; words and numbers do."""
    assert (text_digest(one) == text_digest(other)) is alike


@pytest.mark.parametrize("text", ["", "…", "🙂"])
def test_no_words_are_no_answer(text: str) -> None:
    """A photo without words is not the same answer as another photo."""
    assert subject_of(same(), CARD, drafted(text), OFFICE) is None
    assert tally_of(same(), CARD, drafted(text), OFFICE) is None


@pytest.mark.parametrize("ping", ["draft/2/0", "draft/2/3", "draft/2/1/hurried", "draft/2/0/longer3/hurried"])
def test_a_deadline_is_missed_once(ping: str) -> None:
    """Every level of the same missed deadline is the same thing to count, of a hurried one too."""
    tally = tally_of(counter(), CARD, rang(ping), OFFICE)
    assert tally is not None
    assert (tally.card, tally.counter, tally.what) == (CARD.id, "misses", "draft/2")


def test_other_deadlines_are_other_things() -> None:
    """Another deadline, and the same one begun anew, are counted each for itself."""
    found = {tally_of(counter(), CARD, rang(ping), OFFICE) for ping in ("draft/2/0", "draft/5/0", "answer/2/0")}
    assert len({tally.what for tally in found if tally}) == 3


def test_parts_of_an_answer_are_late_each_for_itself() -> None:
    """Two executors who are late with their parts of one answer are two misses."""
    parts = [rang(f"part/2/0/part{number}").model_copy(update={"part": number}) for number in (1, 2)]
    found = [tally_of(counter(), CARD, event, OFFICE) for event in parts]
    assert [tally.what for tally in found if tally] == ["part/2/1", "part/2/2"]


def test_a_miss_is_counted_when_it_was_due() -> None:
    """A miss that rings late, after a night or an outage, belongs to the time in which it was due."""
    tally = tally_of(counter(), CARD, rang(), OFFICE)
    assert tally is not None
    assert (tally.at, tally.seq, tally.office, tally.procedure) == (NOW - timedelta(hours=1), 10, HERE, "sobolevo")


@pytest.mark.parametrize(
    ("within", "at", "zone", "start", "end"),
    [
        ("month", "2026-03-04T00:00+12:00", "Asia/Kamchatka", "2026-03-01T00:00+12:00", "2026-04-01T00:00+12:00"),
        ("month", "2026-02-28T23:30+12:00", "Asia/Kamchatka", "2026-02-01T00:00+12:00", "2026-03-01T00:00+12:00"),
        ("month", "2026-02-28T23:30+12:00", "Europe/Kaliningrad", "2026-02-01T00:00+02:00", "2026-03-01T00:00+02:00"),
        ("month", "2026-03-01T00:00+12:00", "Europe/Kaliningrad", "2026-02-01T00:00+02:00", "2026-03-01T00:00+02:00"),
        ("month", "2024-02-29T12:00+03:00", "Europe/Moscow", "2024-02-01T00:00+03:00", "2024-03-01T00:00+03:00"),
        ("month", "2026-12-31T23:59+03:00", "Europe/Moscow", "2026-12-01T00:00+03:00", "2027-01-01T00:00+03:00"),
        ("month", "2026-01-31T12:00+03:00", "Europe/Moscow", "2026-01-01T00:00+03:00", "2026-02-01T00:00+03:00"),
        ("week", "2026-03-08T23:59+03:00", "Europe/Moscow", "2026-03-02T00:00+03:00", "2026-03-09T00:00+03:00"),
        ("week", "2026-03-09T00:00+03:00", "Europe/Moscow", "2026-03-09T00:00+03:00", "2026-03-16T00:00+03:00"),
        ("day", "2026-03-04T00:00+12:00", "Asia/Kamchatka", "2026-03-04T00:00+12:00", "2026-03-05T00:00+12:00"),
        ("day", "2026-03-04T00:00+12:00", "Europe/Moscow", "2026-03-03T00:00+03:00", "2026-03-04T00:00+03:00"),
    ],
)
def test_calendar_windows(within: str, at: str, zone: str, start: str, end: str) -> None:
    """A month, a week and a day are those of the office's zone, their first moment in, their last out."""
    moments = window(counter(within=within), datetime.fromisoformat(at), zone)
    assert moments == (datetime.fromisoformat(start), datetime.fromisoformat(end))
    assert all(moment.utcoffset() == timedelta() for moment in moments)


@pytest.mark.parametrize(("within", "hours"), [("1 hour", 1), ("3 hours", 3), ("36 hours", 36)])
def test_sliding_windows(within: str, hours: int) -> None:
    """The last hours have what happens now in them, and not what happened just so long ago."""
    start, end = window(same(within=within), NOW, "Asia/Kamchatka")
    assert start <= NOW < end
    assert not start <= NOW - timedelta(hours=hours) < end
    assert start <= NOW - timedelta(hours=hours) + timedelta.resolution < end


@pytest.mark.parametrize(
    ("before", "now", "over"), [(2, 3, False), (3, 4, True), (4, 5, False), (3, 3, False), (0, 4, True), (0, 1, False)]
)
def test_told_when_it_goes_over(before: int, now: int, over: bool) -> None:
    """The one that passes the limit is told of; those before it and after it are not."""
    assert exceeded(counter(more_than=3), before, now) is over


@pytest.mark.parametrize(("before", "over"), [(0, False), (4, False), (5, True), (6, True)])
def test_refused_beyond_the_limit(before: int, over: bool) -> None:
    """At most so many are taken; where somebody is told instead, none is refused."""
    assert refused(same(refuse=True, tell=[], more_than=5), before) is over
    assert refused(same(more_than=5), before) is False


@pytest.mark.parametrize(
    ("within", "later", "again"),
    [
        ("month", timedelta(days=20), False),
        ("month", timedelta(days=40), True),
        ("day", timedelta(hours=13, minutes=59), False),
        ("day", timedelta(hours=14), True),
        ("3 hours", timedelta(minutes=119), False),
        ("3 hours", timedelta(hours=3), True),
    ],
)
def test_once_a_window(within: str, later: timedelta, again: bool) -> None:
    """What is told has one identity in one window and another in the next, for each subject its own."""
    rules = counter(within=within)
    first = replace(LATE_ONCE, at=NOW)
    keys = {telling_key(one, rules, "Asia/Kamchatka") for one in (first, replace(first, at=NOW + later))}
    assert len(keys) == 1 + again
    assert telling_key(replace(first, subject="utilities"), rules, "Asia/Kamchatka") not in keys
