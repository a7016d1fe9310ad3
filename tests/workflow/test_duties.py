"""Duties on a calendar: how they are written, when they are due, when they ring."""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import pytest
from pydantic import ValidationError

from tests.workflow.reports import KAMCHATKA, MOSCOW, at, duty, local, on
from workflow.calendar import DEFAULT_SCHEDULE, Schedule, working_time
from workflow.cycles import Cycle, Every, parse_cycle
from workflow.duties import periods, rings, touching

# ---------------------------------------------------------------- rhythms


@pytest.mark.parametrize(
    ("text", "cycle"),
    [
        ("every week by fri 17:00", Cycle(Every.WEEK, 4, minute=17 * 60)),
        ("Every week  by Monday", Cycle(Every.WEEK, 0)),
        ("every month by the 25th", Cycle(Every.MONTH, 25)),
        ("every month by the 1st 9:30", Cycle(Every.MONTH, 1, minute=9 * 60 + 30)),
        ("every month by the last day", Cycle(Every.MONTH, 31)),
        ("every quarter by the 5th", Cycle(Every.QUARTER, 5, 0)),
        ("every quarter by the 25th of the last month", Cycle(Every.QUARTER, 25, 2)),
        ("every quarter by the 3rd of the third month 12:00", Cycle(Every.QUARTER, 3, 2, 720)),
        ("every quarter by the last day of the second month", Cycle(Every.QUARTER, 31, 1)),
        ("every year by 15 January", Cycle(Every.YEAR, 15, 0)),
        ("every year by 29 february 10:00", Cycle(Every.YEAR, 29, 1, 600)),
    ],
)
def test_rhythms(text: str, cycle: Cycle) -> None:
    """Every form is read, whatever its case and spaces."""
    assert parse_cycle(text) == cycle


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("each friday", "it has none of the forms known"),
        ("every week by fri 25:00", "it has none of the forms known"),
        ("every week by fri 9:60", "it has none of the forms known"),
        ("every week by frosday", "there is no weekday 'frosday'; write one of mon, tue"),
        ("every month by the 32nd", "there is no day 32 in it"),
        ("every month by the 0th", "there is no day 0 in it"),
        ("every year by 30 february", "there is no day 30 in it"),
        ("every year by 31 april", "there is no day 31 in it"),
        ("every year by 1 brumaire", "there is no month 'brumaire'"),
        ("every quarter by the 5th of the fourth month", "it has none of the forms known"),
        ("every month by the 25th of the last month", "it has none of the forms known"),
    ],
)
def test_unreadable_rhythms(text: str, why: str) -> None:
    """What cannot be read is shown with the reason and the forms that can."""
    with pytest.raises(ValidationError, match=re.escape(f"cannot read {text!r}: {why}")) as caught:
        on(text)
    assert "Valid forms: every week by fri 17:00; " in str(caught.value)


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"pings": []}, "at least 1 item"),
        ({"pings": ["an hour before"]}, "cannot read the ping 'an hour before'"),
        ({"pings": ["1 hour before: mayor"]}, "nobody is called 'mayor'"),
        (
            {"pings": ["1 hour before", "60 minutes before: head"]},
            "'1 hour before' rings at the same moment as another one; write one ping with all its hearers",
        ),
        ({"name": "a_name_far_too_long"}, "at most 16 characters"),
        ({"by": "mayor"}, "Input should be 'curator'"),
        ({"day_off": "skip"}, "'next', 'previous' or 'keep'"),
        ({"words": {"ru": "Отчёт"}}, "words.en"),
    ],
)
def test_faults(changes: Mapping[str, Any], fault: str) -> None:
    """A duty that cannot work is refused by name."""
    with pytest.raises(ValidationError, match=re.escape(fault)):
        duty(**changes)


# ---------------------------------------------------------------- periods


@pytest.mark.parametrize(
    ("due", "around", "key", "moment", "following"),
    [
        ("every week by fri 17:00", "2026-03-04 12:00", "2026-W10", "2026-03-06 17:00", "2026-W11"),
        ("every week by fri", "2026-03-04 12:00", "2026-W10", "2026-03-06 17:00", "2026-W11"),
        ("every week by wed", "2026-03-04 23:59", "2026-W10", "2026-03-04 18:00", "2026-W11"),
        ("every week by fri 17:00", "2026-03-08 23:59", "2026-W10", "2026-03-06 17:00", "2026-W11"),
        ("every week by fri 17:00", "2026-03-09 00:00", "2026-W11", "2026-03-13 17:00", "2026-W12"),
        ("every week by thu 12:00", "2025-12-31 12:00", "2026-W01", "2026-01-12 12:00", "2026-W02"),
        ("every month by the 25th", "2026-03-31 23:59", "2026-03", "2026-03-25 18:00", "2026-04"),
        ("every month by the 25th", "2026-12-01 00:00", "2026-12", "2026-12-25 17:00", "2027-01"),
        ("every month by the 31st", "2026-04-10 12:00", "2026-04", "2026-04-30 17:00", "2026-05"),
        ("every month by the last day", "2024-02-10 12:00", "2024-02", "2024-02-29 18:00", "2024-03"),
        ("every month by the 29th", "2025-02-10 12:00", "2025-02", "2025-02-28 17:00", "2025-03"),
        ("every quarter by the 5th", "2026-03-31 23:59", "2026-Q1", "2026-01-12 18:00", "2026-Q2"),
        ("every quarter by the 5th", "2026-04-01 00:00", "2026-Q2", "2026-04-06 18:00", "2026-Q3"),
        ("every quarter by the 25th of the last month", "2026-12-31 12:00", "2026-Q4", "2026-12-25 17:00", "2027-Q1"),
        (
            "every quarter by the last day of the second month",
            "2024-01-09 12:00",
            "2024-Q1",
            "2024-02-29 18:00",
            "2024-Q2",
        ),
        ("every year by 15 January", "2026-07-01 12:00", "2026", "2026-01-15 18:00", "2027"),
        ("every year by 29 February", "2024-07-01 12:00", "2024", "2024-02-29 18:00", "2025"),
        ("every year by 29 February 12:00", "2027-07-01 12:00", "2027", "2027-03-01 12:00", "2028"),
    ],
)
def test_periods(due: str, around: str, key: str, moment: str, following: str) -> None:
    """The period of the moment is named and due as the calendar has it, and the next one follows."""
    time = working_time(KAMCHATKA)
    current, after = periods(on(due), time, at(around))
    assert (current.key, local(current.due), after.key) == (key, moment, following)
    assert current.due.utcoffset() == timedelta()
    assert periods(on(due), time, at(f"{after.start} 00:00"))[0] == after


@pytest.mark.parametrize(
    ("due", "day_off", "around", "moment"),
    [
        ("every week by fri 17:00", "next", "2026-06-10 12:00", "2026-06-15 17:00"),
        ("every week by fri 17:00", "previous", "2026-06-10 12:00", "2026-06-11 17:00"),
        ("every week by fri 17:00", "keep", "2026-06-10 12:00", "2026-06-12 17:00"),
        ("every week by fri", "previous", "2026-06-10 12:00", "2026-06-11 17:00"),
        ("every week by fri", "keep", "2026-06-10 12:00", "2026-06-12 23:59:59"),
        ("every week by fri", "next", "2026-06-10 12:00", "2026-06-15 18:00"),
        ("every month by the 25th", "next", "2026-04-10 12:00", "2026-04-27 18:00"),
        ("every month by the 25th", "previous", "2026-04-10 12:00", "2026-04-24 17:00"),
        ("every month by the 1st", "previous", "2026-01-20 12:00", "2025-12-30 18:00"),
        ("every month by the last day", "next", "2026-05-20 12:00", "2026-06-01 18:00"),
        ("every week by fri", "next", "2026-02-18 12:00", "2026-02-20 17:00"),
    ],
)
def test_days_off(due: str, day_off: str, around: str, moment: str) -> None:
    """A day that is off goes where the file says, keeping its time, or closing when that day closes."""
    current, _ = periods(on(due, day_off), working_time(KAMCHATKA), at(around))
    assert local(current.due) == moment


def test_a_friday_that_the_office_takes_off() -> None:
    """The office's own days off and working days count like everybody's."""
    off, working = frozenset({date(2026, 3, 6)}), frozenset({date(2026, 3, 7)})
    time = working_time(KAMCHATKA, DEFAULT_SCHEDULE, off, working)
    assert local(periods(on("every week by fri"), time, at("2026-03-04 12:00"))[0].due) == "2026-03-07 17:00"
    assert (
        local(periods(on("every week by fri", "previous"), time, at("2026-03-04 12:00"))[0].due) == "2026-03-05 18:00"
    )


@pytest.mark.parametrize(
    ("zone", "around", "key"),
    [
        (KAMCHATKA, "2026-04-01 00:00", "2026-Q2"),
        (MOSCOW, "2026-03-31 15:00", "2026-Q1"),
        ("UTC", "2026-03-31 12:00", "2026-Q1"),
    ],
)
def test_the_office_s_own_midnight(zone: str, around: str, key: str) -> None:
    """At one instant two offices may be in different periods: midnight is each one's own."""
    moment = at(around, zone)
    assert moment == at("2026-04-01 00:00")
    assert periods(on("every quarter by the 5th"), working_time(zone), moment)[0].key == key


def test_an_office_that_works_till_midnight() -> None:
    """The closing may be the next midnight, and a day off does not become it."""
    week = Schedule(((("16:00", "24:00"),),) * 4 + ((), (), ()))
    time = working_time(MOSCOW, week)
    assert local(periods(on("every week by thu"), time, at("2026-03-04 12:00"))[0].due, MOSCOW) == "2026-03-06 00:00"
    before = periods(on("every week by fri", "previous"), time, at("2026-03-04 12:00"))[0]
    assert local(before.due, MOSCOW) == "2026-03-06 00:00"


def test_a_day_when_the_clocks_change() -> None:
    """The time is that on the wall, on the day of the change too."""
    time = working_time("Europe/Berlin")
    winter, _ = periods(on("every week by sun 12:00", "keep"), time, at("2026-03-24 12:00", "Europe/Berlin"))
    assert local(winter.due, "Europe/Berlin") == "2026-03-29 12:00"
    assert local(winter.due, "UTC") == "2026-03-29 10:00"


# ---------------------------------------------------------------- rings


@pytest.mark.parametrize(
    ("changes", "around", "rung"),
    [
        (
            {},
            "2026-03-18 12:00",
            ["2026-W12/-60 2026-03-20 16:00", "2026-W12/+0 2026-03-20 17:00", "2026-W12/+60 2026-03-23 10:00"],
        ),
        (
            {"due": "every week by sun 12:00", "day_off": "keep"},
            "2026-03-18 12:00",
            ["2026-W12/-60 2026-03-20 16:00", "2026-W12/+0 2026-03-23 09:00", "2026-W12/+60 2026-03-23 10:00"],
        ),
        (
            {
                "due": "every month by the 12th 10:00",
                "pings": ["at due: owner", "8 hours before", "30 minutes before: head"],
            },
            "2026-01-12 12:00",
            ["2026-01/-480 2025-12-30 10:00", "2026-01/-30 2026-01-12 09:30", "2026-01/+0 2026-01-12 10:00"],
        ),
    ],
)
def test_rings(changes: Mapping[str, Any], around: str, rung: list[str]) -> None:
    """Rings are counted in working time, wait for it to begin, and come in order with a key of their own."""
    time, rules = working_time(KAMCHATKA), duty(**changes)
    found = rings(rules, periods(rules, time, at(around))[0], time)
    assert [f"{ring.key} {local(ring.at)}" for ring in found] == rung


def test_who_hears_a_ring() -> None:
    """A ring knows its hearers, and whether it says that the duty was missed."""
    time = working_time(KAMCHATKA)
    found = rings(duty(), periods(duty(), time, at("2026-03-18 12:00"))[0], time)
    assert [(ring.hearers, ring.missed) for ring in found] == [
        (("owner",), False),
        (("owner", "group"), True),
        (("head",), True),
    ]


@pytest.mark.parametrize(
    ("since", "until", "keys"),
    [
        ("2026-03-18 12:00", "2026-03-18 12:01", []),
        ("2026-03-18 12:00", "2026-03-20 16:00", ["2026-W12"]),
        ("2026-03-20 16:00", "2026-03-20 16:01", []),
        ("2026-03-23 10:00", "2026-03-23 10:01", []),
        ("2026-03-23 09:59", "2026-03-27 16:00", ["2026-W12", "2026-W13"]),
        ("2026-03-15 12:00", "2026-04-03 17:00", ["2026-W11", "2026-W12", "2026-W13", "2026-W14"]),
        ("2025-12-29 12:00", "2026-01-13 12:00", ["2026-W01", "2026-W02"]),
    ],
)
def test_periods_that_ring(since: str, until: str, keys: list[str]) -> None:
    """Exactly the periods with something to ring in that time are found, last year's among them."""
    time = working_time(KAMCHATKA)
    found = touching(duty(), time, at(since), at(until))
    rung = [one.key for one in found if any(at(since) < ring.at <= at(until) for ring in rings(duty(), one, time))]
    assert rung == keys
    assert len(found) <= len(keys) + 1


def test_rings_farther_than_a_period() -> None:
    """A reminder that comes weeks ahead of a weekly duty is not overlooked."""
    time, rules = working_time(KAMCHATKA), duty(pings=["80 hours before", "80 hours after: head"])
    current, _ = periods(rules, time, at("2026-05-27 12:00"))
    early, late = rings(rules, current, time)
    assert (local(early.at), local(late.at)) == ("2026-05-15 15:00", "2026-06-16 11:00")
    for ring in (early, late):
        found = touching(rules, time, ring.at - timedelta(minutes=1), ring.at)
        assert current in found
