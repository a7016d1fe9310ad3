"""What the desk counts: too much of it is told once in its time, or is not taken."""

from datetime import timedelta

import pytest

from tests.workflow.office import CURATOR, HEAD, OFFICE, ROADS, ROADS_2, SOBOLEVO_TEXT, UTILITIES, unreachable
from tests.workflow.story import Story, draft, post
from workflow.notices import Notice, NoticeKind
from workflow.office import Office
from workflow.procedure_file import parse_procedure
from workflow.refusals import Why
from workflow.words import PersonId

COUNTERS = """
[[counter]]
name = "misses"
clause = "26"
counts = "late"
per = "department"
within = "month"
more_than = 2
tell = ["head", "executor"]

[[counter]]
name = "copies"
clause = "27"
counts = "same_answer"
per = "executor"
within = "1 hour"
more_than = 2
refuse = true

[[counter]]
name = "returns"
clause = "28"
counts = "returned"
per = "office"
within = "2 hours"
more_than = 1
tell = ["coordinator"]
"""


class Counting(Story):
    """A desk that counts."""

    def __init__(self, office: Office = OFFICE) -> None:
        super().__init__(office, parse_procedure(SOBOLEVO_TEXT + COUNTERS, "counting.toml"))

    def routed(self, unit: str = "roads") -> None:
        """A new card with the executors of this department."""
        self.open(what=post(key=f"post-{len(self.books.cards)}"))
        self.usual("route", department=unit)

    def late(self, day: str, unit: str = "roads") -> list[Notice]:
        """One more card of the department misses its draft on this day; what was said of the count."""
        self.at(f"{day} 10:00").routed(unit)
        self.wake(f"{day} 15:30")
        return self.said

    @property
    def said(self) -> list[Notice]:
        """What was said of counts by the latest command."""
        return [notice for notice in self.told if notice.kind is NoticeKind.COUNTED]


def hearers(said: list[Notice]) -> list[PersonId | None]:
    """Who was told."""
    return [notice.to for notice in said]


def test_the_miss_that_is_too_many_is_told_once() -> None:
    """The third miss of a department in a month is told to whom the file names, the fourth is not told again."""
    story = Counting()
    assert [story.late(f"2026-03-{day:02}") for day in (3, 4)] == [[], []]
    said = story.late("2026-03-05")
    assert hearers(said) == [HEAD, ROADS, ROADS_2]
    assert {(one.counted.subject, one.counted.number) for one in said if one.counted} == {("roads", 3)}
    assert story.late("2026-03-06") == []


def test_several_misses_of_one_wake_are_counted_one_after_another() -> None:
    """A card that was asleep brings all of its misses at once, and the one that goes over the limit is told."""
    story = Counting()
    story.late("2026-03-03")
    story.at("2026-03-04 10:00").routed()
    story.wake("2026-03-05 18:00")
    assert [one.counted.number for one in story.said if one.counted and one.to == HEAD] == [3]


def test_each_month_and_department_has_its_own_count() -> None:
    """Misses of another department, and those of the month before, are not added up."""
    story = Counting()
    for day in ("2026-03-30", "2026-03-31"):
        assert story.late(day) == []
    assert story.late("2026-03-31", "utilities") == []
    assert [story.late(day) for day in ("2026-04-01", "2026-04-02")] == [[], []]
    assert hearers(story.late("2026-04-03")) == [HEAD, ROADS, ROADS_2]


def test_many_levels_of_one_miss_count_once() -> None:
    """A miss that rings at once, an hour later, and at the head's is one."""
    story = Counting()
    story.late("2026-03-03")
    for hour in (16, 17, 18):
        story.wake(f"2026-03-03 {hour}:00")
    drafts = [tally for tally in story.books.tallies.values() if tally.what.startswith("draft/")]
    assert len(drafts) == 1


def test_the_same_answer_is_taken_so_often_and_no_more() -> None:
    """The third card of an executor with the same words is refused, with the clause, and nothing changes."""
    story = Counting()
    for _ in range(2):
        story.routed()
        story.done(ROADS, "submit", draft=draft("Починим завтра."))
    story.routed()
    refusal = story.refused(ROADS, "submit", draft=draft("починим   завтра"))
    assert (refusal.why, refusal.amount, refusal.limit, refusal.clause) == (Why.TOO_MANY, 2, 2, "27")
    story.done(ROADS, "submit", draft=draft("Починим в четверг."))


def test_what_was_refused_is_taken_when_its_time_is_over() -> None:
    """An hour after the first of them the same words may be sent again."""
    story = Counting()
    for _ in range(2):
        story.routed()
        story.done(ROADS, "submit", draft=draft("Починим завтра."))
    story.routed()
    story.refused(ROADS, "submit", draft=draft("Починим завтра."))
    story.now += timedelta(hours=1)
    story.done(ROADS, "submit", draft=draft("Починим завтра."))


def test_the_same_card_may_bring_its_words_again() -> None:
    """A draft that was sent back and comes again unchanged is no copy of itself."""
    story = Counting()
    for _ in range(3):
        story.routed()
        if len(story.books.cards) == 3:
            break
        story.done(ROADS, "submit", draft=draft("Починим завтра."))
    story.id = next(iter(story.books.cards))
    story.usual("send_back")
    story.done(ROADS, "submit", draft=draft("Починим завтра."))


def test_another_executor_may_say_the_same() -> None:
    """Where executors are counted each for himself, the words of one are not another's."""
    story = Counting()
    for _ in range(2):
        story.routed()
        story.done(ROADS, "submit", draft=draft("Починим завтра."))
    story.routed("utilities")
    story.done(UTILITIES, "submit", draft=draft("Починим завтра."))


def test_a_moment_that_comes_too_often_is_told_in_its_hours_once() -> None:
    """Counted by the hours, what goes up and down around the limit is said once in them."""
    story = Counting()
    said = []
    for _ in range(3):
        story.routed()
        story.usual("return")
        said += story.said
    assert [(story_of.counted.counter, story_of.counted.number) for story_of in said if story_of.counted] == [
        ("returns", 2)
    ]


@pytest.mark.parametrize("gone", [(HEAD,), (HEAD, ROADS, ROADS_2)])
def test_somebody_hears_in_place_of_those_who_cannot(gone: tuple[PersonId, ...]) -> None:
    """Where none of those named can be told, whoever stands above hears of it."""
    story = Counting(unreachable(OFFICE, *gone))
    for day in (3, 4):
        story.late(f"2026-03-{day:02}")
    said = story.late("2026-03-05")
    heard = hearers(said)
    assert heard
    assert not set(heard) & set(gone)
    assert all((HEAD in one.unreached) is (ROADS in gone) for one in said), "whom it did not reach"


def test_a_refusal_counts_nothing() -> None:
    """What was not taken adds nothing to any count."""
    story = Counting()
    story.routed()
    before = dict(story.books.tallies)
    story.refused(CURATOR, "submit", draft=draft("Починим завтра."))
    assert story.books.tallies == before
