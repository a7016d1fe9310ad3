"""Who is told of a duty, once; who may finish it, and who sees it."""

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from tests.workflow.office import COORDINATOR, CURATOR, HEAD, HERE, NAMES, OFFICE, PEOPLE, ROADS, unreachable
from tests.workflow.reports import KAMCHATKA, at, duty
from workflow.calendar import WorkingTime, working_time
from workflow.duties import DutyDone, DutyRecord, can_be_done, listed, still_owed
from workflow.duty_notices import DutyNotice, duty_notices, may_finish, sees_duty
from workflow.office import Office
from workflow.words import PersonId, Role

TIME: WorkingTime = working_time(KAMCHATKA)
SINCE = at("2026-03-16 09:00")


def record(looked: str, *done: str, since: datetime = SINCE) -> DutyRecord:
    return DutyRecord(since, at(looked), {key: DutyDone(key, CURATOR, "curator", SINCE) for key in done})


def heard(known: DutyRecord, now: str, office: Office = OFFICE, **changes: Any) -> list[str]:
    told = duty_notices(duty(**changes), "sobolevo", office, known, TIME, at(now))
    return [f"{one.ring} > {NAMES.get(one.to, one.to) if one.to else 'group'}" for one in told]


@pytest.mark.parametrize(
    ("looked", "now", "told"),
    [
        ("2026-03-20 15:58", "2026-03-20 15:59", []),
        ("2026-03-20 15:59", "2026-03-20 16:00", ["2026-W12/-60 > curator"]),
        ("2026-03-20 16:00", "2026-03-20 16:59", []),
        ("2026-03-20 16:59", "2026-03-20 17:00", ["2026-W12/+0 > curator", "2026-W12/+0 > group"]),
        ("2026-03-23 09:59", "2026-03-23 10:00", ["2026-W12/+60 > head"]),
        ("2026-03-23 10:00", "2026-03-23 10:01", []),
    ],
)
def test_each_ring_is_told_in_its_minute(looked: str, now: str, told: list[str]) -> None:
    """A ring is told to its hearers when it comes due, and by the next look it is said."""
    assert heard(record(looked), now) == told


def test_after_an_outage_the_newest_reminder_only() -> None:
    """Of two reminders slept through only the newer is told, and none once the duty is due."""
    pings = ["4 hours before", "1 hour before", "at due: owner"]
    assert heard(record("2026-03-20 09:00"), "2026-03-20 16:30", pings=pings) == ["2026-W12/-60 > curator"]
    assert heard(record("2026-03-20 09:00"), "2026-03-20 17:00", pings=pings) == ["2026-W12/+0 > curator"]


def test_a_reminder_slept_through_is_nobody_s() -> None:
    """An older reminder is not told to somebody else instead, nor any once the duty is due."""
    pings = ["4 hours before: head", "1 hour before", "at due: owner"]
    assert heard(record("2026-03-20 09:00"), "2026-03-20 16:30", pings=pings) == ["2026-W12/-60 > curator"]
    assert heard(record("2026-03-20 09:00"), "2026-03-20 12:30", pings=pings) == ["2026-W12/-240 > head"]
    assert heard(record("2026-03-20 09:00"), "2026-03-20 17:00", pings=pings) == ["2026-W12/+0 > curator"]
    assert heard(record("2026-03-20 09:00"), "2026-03-20 17:00", pings=["1 hour before", "1 hour after"]) == []


def test_after_an_outage_every_miss_is_told() -> None:
    """Each missed period is told to each hearer, once, at its gravest level."""
    told = heard(record("2026-03-20 09:00"), "2026-03-27 17:01", pings=["1 hour before", "at due", "1 hour after"])
    assert told == ["2026-W12/+60 > curator", "2026-W13/+0 > curator"]


def test_what_is_done_rings_no_more() -> None:
    """A period that is done is silent, before it is due and after; the next one rings."""
    known = record("2026-03-20 09:00", "2026-W12")
    assert heard(known, "2026-03-24 10:00") == []
    assert heard(known, "2026-03-27 16:00") == ["2026-W13/-60 > curator"]


def test_nothing_from_before_the_duty_was_kept() -> None:
    """A duty that is new on Monday is not late for last Friday."""
    known = DutyRecord(at("2026-03-23 09:30"), at("2026-03-23 09:30"))
    assert heard(known, "2026-03-23 10:30") == []
    assert heard(replace(known, since=at("2026-03-20 16:59")), "2026-03-23 10:30") == ["2026-W12/+60 > head"]


def test_those_who_cannot_be_told() -> None:
    """Where nobody of a ring can be reached, those who stand above hear it; the group is enough only for itself."""
    nobody = unreachable(OFFICE, CURATOR)
    assert heard(record("2026-03-20 15:59"), "2026-03-20 16:00", nobody) == ["2026-W12/-60 > coordinator"]
    assert heard(record("2026-03-20 16:59"), "2026-03-20 17:00", nobody) == [
        "2026-W12/+0 > coordinator",
        "2026-W12/+0 > group",
    ]
    assert heard(record("2026-03-20 16:59"), "2026-03-20 17:00", nobody, pings=["at due: group"]) == [
        "2026-W12/+0 > group"
    ]
    assert heard(record("2026-03-20 16:59"), "2026-03-20 17:00", replace(OFFICE, group=None)) == [
        "2026-W12/+0 > curator"
    ]


def test_a_duty_of_who_cannot_be_told_came_to_others_without_a_word() -> None:
    """Each person who hears of it reads who was to hear and did not; the group does not."""
    nobody = unreachable(OFFICE, CURATOR)
    found = duty_notices(duty(), "sobolevo", nobody, record("2026-03-20 16:59"), TIME, at("2026-03-20 17:00"))
    assert [(one.to, one.unreached) for one in found] == [(COORDINATOR, (CURATOR,)), (None, ())]


def test_who_is_named_twice_hears_once() -> None:
    """One who is both the owner and a named role is told once."""
    told = heard(record("2026-03-20 16:59"), "2026-03-20 17:00", pings=["at due: owner, curator, head"])
    assert told == ["2026-W12/+0 > curator", "2026-W12/+0 > head"]


def test_the_notice_s_identity() -> None:
    """A notice is known for ever by office, procedure, duty, period, ring and person."""
    told = duty_notices(duty(), "sobolevo", OFFICE, record("2026-03-20 16:59"), TIME, at("2026-03-20 17:00"))
    assert [one.key for one in told] == [
        "duty/1/sobolevo/report/2026-W12/+0/1",
        "duty/1/sobolevo/report/2026-W12/+0/group",
    ]
    assert DutyNotice.model_validate_json(told[0].model_dump_json()) == told[0]
    assert (told[0].due, told[0].missed, told[0].office) == (at("2026-03-20 17:00"), True, HERE)


def test_what_is_still_owed() -> None:
    """What was missed and never done is owed, since the duty is kept and not from before."""
    known = record("2026-04-03 09:00", "2026-W13", since=at("2026-03-19 09:00"))
    assert [one.key for one in still_owed(duty(), TIME, known, at("2026-04-03 16:59"))] == ["2026-W12"]
    assert [one.key for one in still_owed(duty(), TIME, known, at("2026-04-03 17:00"))] == ["2026-W12", "2026-W14"]


@pytest.mark.parametrize(
    ("due", "now", "done", "keys"),
    [
        ("every week by fri 17:00", "2026-03-18 12:00", [], ["2026-W12"]),
        ("every week by fri 17:00", "2026-03-18 12:00", ["2026-W12"], ["2026-W12"]),
        ("every week by fri 17:00", "2026-03-24 12:00", [], ["2026-W12", "2026-W13"]),
        ("every week by fri 17:00", "2026-03-24 12:00", ["2026-W12"], ["2026-W13"]),
        ("every week by fri 17:00", "2026-04-22 12:00", [], ["2026-W14", "2026-W15", "2026-W16", "2026-W17"]),
        ("every week by fri 17:00", "2026-04-24 17:00", [], ["2026-W15", "2026-W16", "2026-W17"]),
        ("every month by the last day", "2026-06-01 12:00", [], ["2026-03", "2026-04", "2026-05", "2026-06"]),
        ("every month by the last day", "2026-06-01 12:00", ["2026-03", "2026-04"], ["2026-05", "2026-06"]),
        ("every month by the last day", "2026-06-01 12:00", ["2026-03", "2026-04", "2026-05"], ["2026-05", "2026-06"]),
    ],
)
def test_what_a_list_shows(due: str, now: str, done: list[str], keys: list[str]) -> None:
    """The latest that are owed, one that a day off has put off till now, and this period, done or not."""
    found = listed(duty(due=due), TIME, record("2026-03-18 09:00", *done), at(now))
    assert [one.key for one in found] == keys


@pytest.mark.parametrize(
    ("key", "known"),
    [("2026-W12", True), ("2026-W13", True), ("2026-W14", True), ("2026-W15", False), ("2026-W11", False)],
)
def test_what_can_be_said_to_be_done(key: str, known: bool) -> None:
    """What is owed, this period and the next; nothing farther ahead, nothing from before the duty was kept."""
    assert (key in can_be_done(duty(), TIME, record("2026-03-18 09:00"), at("2026-03-24 12:00"))) is known


def test_what_rings_can_be_done() -> None:
    """A reminder that comes weeks ahead can be answered at once."""
    early = duty(pings=["80 hours before"])
    assert "2026-W15" in can_be_done(early, TIME, record("2026-03-18 09:00"), at("2026-03-27 16:00"))


@pytest.mark.parametrize(
    ("who", "by", "finishes", "sees"),
    [
        (CURATOR, "curator", True, True),
        (COORDINATOR, "curator", True, True),
        (HEAD, "curator", False, True),
        (ROADS, "curator", False, False),
        (ROADS, "executor", True, True),
        (CURATOR, "executor", False, False),
    ],
)
def test_whose_duty_it_is(who: PersonId, by: str, finishes: bool, sees: bool) -> None:
    """Its own role and a coordinator may finish a duty; heads see it too, others do not."""
    person = next(one for one in PEOPLE if one.id == who)
    assert (may_finish(person, duty(by=Role(by))), sees_duty(person, duty(by=Role(by)))) == (finishes, sees)
