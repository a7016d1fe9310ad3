"""The deadlines of `sobolevo` at concrete moments in Kamchatka: 9 to 18, Friday to 17, lunch at 13."""

from dataclasses import replace

import pytest

from tests.workflow.office import CURATOR, NEIGHBOURS, OFFICE, ROADS, SOBOLEVO, local, shown
from tests.workflow.story import Story, draft
from workflow.cases import Case
from workflow.deadlines import dues, limit, rules_of
from workflow.words import DraftKind, Importance

RULES = rules_of(OFFICE, SOBOLEVO)
NORMAL, HIGH = Importance.NORMAL, Importance.HIGH


@pytest.mark.clause("SOB-10a", "SOB-10b", "SOB-11", "SOB-12", "SOB-13", "SOB-14", "SOB-15", "SOB-16", "SOB-17")
@pytest.mark.parametrize(
    ("name", "anchor", "start", "importance", "due"),
    [
        ("route", "detected", "2026-03-04 10:00", NORMAL, "2026-03-04 10:30"),
        ("route", "detected", "2026-03-04 12:45", NORMAL, "2026-03-04 14:15"),  # lunch
        ("route", "detected", "2026-03-04 13:20", NORMAL, "2026-03-04 14:30"),  # found at lunch
        ("route", "detected", "2026-03-05 17:50", NORMAL, "2026-03-06 09:20"),  # closing
        ("route", "detected", "2026-03-05 17:30", NORMAL, "2026-03-05 18:00"),  # just at the closing
        ("route", "detected", "2026-03-06 16:45", NORMAL, "2026-03-10 09:15"),  # Friday, and Monday 9 March is off
        ("route", "detected", "2026-03-08 11:00", NORMAL, "2026-03-10 09:30"),  # a holiday
        ("route", "detected", "2025-03-07 15:45", NORMAL, "2025-03-10 09:15"),  # a Friday that is an eve closes at 16
        ("route", "detected", "2026-03-04 03:00", NORMAL, "2026-03-04 09:30"),  # night
        ("route", "detected", "2026-03-04 10:00", HIGH, "2026-03-04 10:30"),
        ("answer", "detected", "2026-03-04 10:00", NORMAL, "2026-03-05 10:00"),
        ("answer", "detected", "2026-03-04 09:00", NORMAL, "2026-03-04 18:00"),  # the whole day, just to the closing
        ("answer", "detected", "2026-03-06 09:00", NORMAL, "2026-03-10 10:00"),  # Friday is an hour shorter
        ("answer", "detected", "2026-04-29 17:30", NORMAL, "2026-05-04 09:30"),  # an eve and the May holidays
        ("answer", "detected", "2024-11-01 16:30", NORMAL, "2024-11-05 09:30"),  # a working Saturday of seven hours
        ("answer", "detected", "2025-10-31 16:00", NORMAL, "2025-11-01 17:00"),  # to the closing of a working Saturday
        ("answer", "detected", "2026-03-04 10:00", HIGH, "2026-03-04 15:00"),
        ("answer", "detected", "2026-03-04 16:00", HIGH, "2026-03-05 11:00"),
        ("answer", "detected", "2026-03-06 16:00", HIGH, "2026-03-10 12:00"),
        ("draft", "detected", "2026-03-04 10:00", NORMAL, "2026-03-04 15:00"),
        ("draft", "detected", "2026-03-04 09:00", NORMAL, "2026-03-04 14:00"),  # the latest such instant, not 13:00
        ("draft", "detected", "2026-03-06 15:00", NORMAL, "2026-03-10 11:00"),  # back from Tuesday 16:00
        ("draft", "detected", "2026-03-04 10:00", HIGH, "2026-03-04 12:00"),  # the reading: half of the time
        ("draft", "detected", "2026-03-06 16:00", HIGH, "2026-03-10 10:00"),
        ("reroute", "returned", "2026-03-04 12:45", NORMAL, "2026-03-04 14:15"),
        ("return", "routed", "2026-03-04 12:45", NORMAL, "2026-03-04 14:15"),
        ("return", "routed", "2026-03-06 16:45", HIGH, "2026-03-10 09:15"),
        ("approve", "submitted", "2026-03-04 12:30", NORMAL, "2026-03-04 14:30"),
        ("approve", "submitted", "2026-03-04 17:30", NORMAL, "2026-03-05 09:30"),
        ("approve", "submitted", "2026-03-04 12:00", HIGH, "2026-03-04 13:00"),
        ("rework", "sent_back", "2026-03-13 16:30", NORMAL, "2026-03-16 09:30"),
        ("handover", "approved", "2026-03-05 18:00", NORMAL, "2026-03-06 10:00"),
        ("handover", "approved", "2026-03-14 12:00", NORMAL, "2026-03-16 10:00"),  # Saturday
        ("publish", "handed_over", "2026-03-04 16:59", NORMAL, "2026-03-04 17:59"),
        ("final", "interim_published", "2026-04-29 10:00", NORMAL, "2026-05-12 18:00"),  # the May holidays
        ("final", "interim_published", "2026-03-14 12:00", NORMAL, "2026-03-24 18:00"),  # Saturday
        ("final", "interim_published", "2026-03-04 23:59", HIGH, "2026-03-16 18:00"),
    ],
)
def test_a_deadline_comes_due(name: str, anchor: str, start: str, importance: Importance, due: str) -> None:
    """Each deadline that starts from a moment comes due to the minute, whatever lies between."""
    found = {deadline.name: one.at for deadline, _, one in dues({anchor: local(start)}, RULES, Case(importance))}
    assert shown(found[name]) == due


def test_only_what_the_moments_start_is_known() -> None:
    """From moments alone those deadlines are told whose start is among them, in the procedure's order, with clauses."""

    def known(*moments: str) -> list[tuple[str, str]]:
        at = {moment: local("2026-03-04 10:00") for moment in moments}
        return [(deadline.name, clause) for deadline, clause, _ in dues(at, RULES, Case())]

    assert known() == []
    assert known("detected") == [("route", "10"), ("answer", "12"), ("draft", "13")]
    assert known("sent_back", "routed") == [("return", "11"), ("rework", "15"), ("contribution", "19")]
    assert known("never") == []


@pytest.mark.clause("SOB-10b", "SOB-13")
def test_high_importance_names_its_own_clause() -> None:
    """The answer to an urgent message is demanded by clause 10, its draft still by clause 13."""
    clauses = {
        deadline.name: clause
        for deadline, clause, _ in dues({"detected": local("2026-03-04 10:00")}, RULES, Case(HIGH))
    }
    assert clauses == {"route": "10", "answer": "10", "draft": "13"}


@pytest.mark.parametrize(
    ("name", "start", "importance", "due"),
    [
        ("route", "2026-03-04 12:45", NORMAL, "2026-03-04 13:15"),
        ("answer", "2026-03-04 10:00", NORMAL, "2026-03-05 10:00"),  # written as working hours, so it stays
        ("draft", "2026-03-04 10:00", NORMAL, "2026-03-05 06:00"),
        ("answer", "2026-03-04 10:00", HIGH, "2026-03-04 14:00"),
    ],
)
def test_an_office_may_read_bare_hours_by_the_clock(name: str, start: str, importance: Importance, due: str) -> None:
    """Hours that the document does not call working are read as the office chooses."""
    rules = rules_of(replace(OFFICE, bare_hours="clock"), SOBOLEVO)
    found = {deadline.name: one.at for deadline, _, one in dues({"detected": local(start)}, rules, Case(importance))}
    assert shown(found[name]) == due


def test_an_offices_own_days_count(story: Story) -> None:
    """A day off of the office's own is no working time for its cards."""
    thursday = local("2026-03-05 00:00").date()
    story.books.offices[OFFICE.id] = replace(
        OFFICE, timetable=replace(OFFICE.timetable, days_off=frozenset({thursday}))
    )
    story.open()
    assert shown(story.clocks["answer"].at) == "2026-03-06 10:00"


@pytest.mark.clause("SOB-10b")
def test_importance_moves_the_deadlines_at_once(story: Story) -> None:
    """Answer and draft move with the importance, there and back, and the timers with them."""
    story.to("draft")
    usual = {clock.deadline.name: shown(clock.at) for clock in story.clocks.values()}
    timers = dict(story.books.timers[story.id])
    story.importance(HIGH)
    moved = {clock.deadline.name: shown(clock.at) for clock in story.clocks.values()}
    assert moved == {**usual, "answer": "2026-03-04 15:00", "draft": "2026-03-04 12:00"}
    assert story.books.due[story.id] == local("2026-03-04 12:00")
    story.importance(NORMAL)
    assert {clock.deadline.name: shown(clock.at) for clock in story.clocks.values()} == usual
    assert story.books.timers[story.id] == timers


@pytest.mark.parametrize(
    ("step", "owed"),
    [
        ("route", ["route", "draft", "answer"]),
        ("draft", ["draft", "answer"]),
        ("dispute", ["draft", "answer"]),
        ("approve", ["approve", "answer"]),
        ("handover", ["handover", "answer"]),
        ("publish", ["publish", "answer"]),
        ("closed", []),
    ],
)
def test_what_is_owed_at_each_step(story: Story, step: str, owed: list[str]) -> None:
    """At each step just its own debts run, soonest first; the limit of a return is nobody's debt."""
    assert story.to(step).owed == owed


def test_a_met_deadline_stays_met(story: Story) -> None:
    """A second draft after a send-back does not open the first draft's deadline again; the rework has its own."""
    story.to("approve").usual("send_back")
    assert story.owed == ["rework", "answer"]
    assert story.clocks["draft"].met


@pytest.mark.clause("SOB-14", "SOB-15")
def test_each_turn_has_its_own_hour(story: Story) -> None:
    """The second approval and the second rework count from their own starts."""
    story.to("approve").at("2026-03-04 10:20").usual("send_back")
    assert story.clocks["rework"].at == local("2026-03-04 11:20")
    story.at("2026-03-04 10:40").usual("submit")
    assert story.clocks["approve"].at == local("2026-03-04 11:40")
    story.at("2026-03-04 10:50").usual("send_back")
    assert story.clocks["rework"].at == local("2026-03-04 11:50")


def test_met_late_is_late_for_ever(story: Story) -> None:
    """A deadline met after its moment is late whenever it is asked; one met in time, even to the second, never is."""
    story.open()
    due = story.clocks["route"].at
    story.now = due
    story.usual("route")
    assert not story.clocks["route"].late(local("2026-04-01 10:00"))
    late = Story().at("2026-03-04 10:00")
    late.open()
    late.at("2026-03-04 10:31").usual("route")
    assert late.clocks["route"].late(late.now)
    assert not late.clocks["answer"].late(late.now)
    assert late.clocks["answer"].late(local("2026-03-05 10:01"))


@pytest.mark.clause("SOB-11")
def test_the_limit_counts_to_the_second(story: Story) -> None:
    """A return at the very end of its 30 minutes is in time."""
    story.to("draft")
    clock = limit(story.card, "return", story.rules)
    assert clock
    story.now = clock.at
    assert story.usual("return").step == "route"


@pytest.mark.clause("SOB-17")
def test_an_interim_answer_pays_the_answer(story: Story) -> None:
    """An interim answer meets the answer's deadline; only its final one is still owed."""
    story.to("draft")
    story.done(ROADS, "submit", draft=draft("Разбираемся", DraftKind.INTERIM))
    story.usual("approve")
    story.usual("hand_over")
    story.usual("publish")
    assert story.clocks["answer"].met
    assert story.owed == ["final"]


@pytest.mark.clause("SOB-12")
def test_detection_before_the_forward_counts(story: Story) -> None:
    """The time runs from the detection given, not from the moment the card was made."""
    story.open(detected=local("2026-03-03 17:00"))
    assert shown(story.clocks["answer"].at) == "2026-03-04 17:00"


@pytest.mark.clause("SOB-R5")
def test_offices_count_by_their_own_zone() -> None:
    """The same instants give another office in another zone its own deadlines."""
    barnaul = replace(NEIGHBOURS, timetable=replace(NEIGHBOURS.timetable, zone="Asia/Barnaul"))
    rules = rules_of(barnaul, SOBOLEVO)
    start = local("2026-03-04 10:00")  # 05:00 in Barnaul
    found = {deadline.name: one.at for deadline, _, one in dues({"detected": start}, rules, Case())}
    assert shown(found["route"]) == "2026-03-04 14:30"


def test_the_curator_is_never_without_a_clock_while_it_is_disputed(story: Story) -> None:
    """A disputed card after an interim answer still runs under `final`."""
    story.to("draft")
    story.done(ROADS, "submit", draft=draft("Разбираемся", DraftKind.INTERIM))
    story.usual("approve")
    story.usual("hand_over")
    story.usual("publish")
    story.at("2026-03-05 10:00")
    assert story.usual("return").step == "dispute"
    assert story.owed == ["final"]
    story.done(CURATOR, "dismiss", ground="abuse")
    assert story.owed == []
