"""Rules as text, and the reasons for an answer."""

from datetime import datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings

from tests.calendar.strategies import STARTS, Pair, offices
from workflow.calendar import DEFAULT_SCHEDULE, working_time
from workflow.due import FORMS, Reason, RuleError, Unit, explain, parse_rule, resolve

ZONE = ZoneInfo("Europe/Moscow")

READ = [
    ("30 minutes after routed", 30, Unit.MINUTES, False, "routed"),
    ("1 minute after routed", 1, Unit.MINUTES, False, "routed"),
    ("8 working hours after detected", 8, Unit.WORKING_HOURS, False, "detected"),
    ("1 working hour after sent_back", 1, Unit.WORKING_HOURS, False, "sent_back"),
    ("4 hours before answer", 4, Unit.HOURS, True, "answer"),
    ("90 working minutes before answer", 90, Unit.WORKING_MINUTES, True, "answer"),
    ("7 working days after interim_published", 7, Unit.WORKING_DAYS, False, "interim_published"),
    ("1 working day after routed", 1, Unit.WORKING_DAYS, False, "routed"),
    ("10 calendar days after posted", 10, Unit.CALENDAR_DAYS, False, "posted"),
    ("4 clock hours after x", 4, Unit.CLOCK_HOURS, False, "x"),
    ("15 clock minutes before x", 15, Unit.CLOCK_MINUTES, True, "x"),
    ("at once after received", 0, Unit.AT_ONCE, False, "received"),
    ("  end of  the day of posted ", 0, Unit.END_OF_DAY, False, "posted"),
]

BROKEN = [
    ("", "none of the forms"),
    ("soon after x", "none of the forms"),
    ("hours after x", "none of the forms"),
    ("-4 hours after x", "none of the forms"),
    ("4.5 hours after x", "none of the forms"),
    ("4 hours", "none of the forms"),
    ("4 hours since x", "none of the forms"),
    ("4 hours after", "none of the forms"),
    ("4 hours after two words", "none of the forms"),
    ("4 hours after 2x", "none of the forms"),
    ("4 weeks after x", "none of the forms"),
    ("123456 hours after x", "none of the forms"),
    ("at once before x", "none of the forms"),
    ("end of day of x", "none of the forms"),
    ("7 days after x", "either working days or calendar days"),
    ("7 clock days after x", "there are no clock days"),
    ("7 calendar hours after x", "there are no calendar hours"),
    ("0 hours after x", "write 'at once after'"),
    ("7 working days before x", "only after"),
    ("7 calendar days before x", "only after"),
]


def at(text: str) -> datetime:
    """An instant in Moscow."""
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


@pytest.mark.parametrize(("text", "amount", "unit", "before", "anchor"), READ)
def test_reads_every_form(text: str, amount: int, unit: Unit, before: bool, anchor: str) -> None:
    """Each form of a rule is read, singular and plural."""
    rule = parse_rule(text)
    assert (rule.amount, rule.unit, rule.before, rule.anchor) == (amount, unit, before, anchor)


def test_reads_its_own_advice() -> None:
    """Every form shown in the error message is itself valid."""
    assert [parse_rule(form).text for form in FORMS] == list(FORMS)


@pytest.mark.parametrize(("text", "why"), BROKEN)
def test_refuses_anything_else(text: str, why: str) -> None:
    """A rule that cannot be read is quoted with the reason and the valid forms."""
    with pytest.raises(RuleError, match=why) as caught:
        parse_rule(text)
    assert repr(text) in str(caught.value)
    assert "8 working hours after x" in str(caught.value)


@pytest.mark.parametrize(
    ("rule", "bare", "due"),
    [
        ("2 hours after x", "working", "2026-03-05T10:00"),
        ("2 hours after x", "clock", "2026-03-04T19:00"),
        ("30 minutes before x", "working", "2026-03-04T16:30"),
        ("120 minutes after x", "clock", "2026-03-04T19:00"),
        ("2 working hours after x", "clock", "2026-03-05T10:00"),
        ("2 clock hours after x", "working", "2026-03-04T19:00"),
    ],
)
def test_bare_hours(rule: str, bare: str, due: str) -> None:
    """Hours and minutes without a word of their own are read as the procedure says, the others as they stand."""
    assert resolve(parse_rule(rule), at("2026-03-04T17:00"), working_time(ZONE), bare).at == at(due)


def test_bare_hours_are_one_of_two() -> None:
    """Another word for bare hours is refused with the key's name."""
    with pytest.raises(ValueError, match="bare_hours: 'maybe'"):
        resolve(parse_rule("1 hour after x"), at("2026-03-04T17:00"), working_time(ZONE), "maybe")


def told(rule: str, start: str, days_off: tuple[str, ...] = ()) -> list[tuple[str, str, Reason, str]]:
    """The explanation of a rule with local times."""
    off = frozenset(datetime.fromisoformat(day).date() for day in days_off)
    time = working_time(ZONE, DEFAULT_SCHEDULE, off)
    stretches = explain(resolve(parse_rule(rule), at(start), time), time)
    return [
        (
            f"{s.span.start.astimezone(ZONE):%m-%d %H:%M}",
            f"{s.span.end.astimezone(ZONE):%m-%d %H:%M}",
            s.reason,
            s.detail,
        )
        for s in stretches
    ]


def test_explains_lunch_night_and_closing() -> None:
    """Eight hours from ten o'clock go round lunch and the night."""
    assert told("8 hours after x", "2026-03-04T10:00") == [
        ("03-04 10:00", "03-04 13:00", Reason.COUNTED, ""),
        ("03-04 13:00", "03-04 14:00", Reason.BREAK, ""),
        ("03-04 14:00", "03-04 18:00", Reason.COUNTED, ""),
        ("03-04 18:00", "03-05 09:00", Reason.CLOSED, ""),
        ("03-05 09:00", "03-05 10:00", Reason.COUNTED, ""),
    ]


def test_explains_backwards() -> None:
    """Four hours before ten o'clock count the morning and the evening before."""
    assert told("4 hours before x", "2026-03-05T10:00") == [
        ("03-04 15:00", "03-04 18:00", Reason.COUNTED, ""),
        ("03-04 18:00", "03-05 09:00", Reason.CLOSED, ""),
        ("03-05 09:00", "03-05 10:00", Reason.COUNTED, ""),
    ]


def test_explains_days_off() -> None:
    """A shortened eve, a holiday by name, a weekend, the office's own day off: each is told apart."""
    assert told("2 hours after x", "2026-04-30T16:30", ("2026-05-04",)) == [
        ("04-30 16:30", "04-30 17:00", Reason.COUNTED, ""),
        ("04-30 17:00", "04-30 18:00", Reason.SHORTENED, ""),
        ("04-30 18:00", "05-01 00:00", Reason.CLOSED, ""),
        ("05-01 00:00", "05-02 00:00", Reason.HOLIDAY, "Праздник Весны и Труда"),
        ("05-02 00:00", "05-04 00:00", Reason.WEEKEND, ""),
        ("05-04 00:00", "05-05 00:00", Reason.OFFICE, ""),
        ("05-05 00:00", "05-05 09:00", Reason.CLOSED, ""),
        ("05-05 09:00", "05-05 10:30", Reason.COUNTED, ""),
    ]


def test_explains_a_moved_day_off_and_day_zero() -> None:
    """The day of the event does not count, a moved day off names where it came from."""
    found = told("1 working day after x", "2026-03-06T10:00")
    assert found[0] == ("03-06 10:00", "03-07 00:00", Reason.FIRST_DAY, "")
    assert ("03-09 00:00", "03-10 00:00", Reason.MOVED, "2026-03-08") in found


@settings(max_examples=60, deadline=None)
@given(offices(), STARTS)
def test_explanations_have_no_gaps(office: Pair, start: datetime) -> None:
    """Stretches follow each other from the anchor to the due instant, and the counted ones add up."""
    for text in ("9 working hours after x", "5 hours before x", "3 working days after x", "30 clock hours after x"):
        due = resolve(parse_rule(text), start + timedelta(days=30), office.time)
        spans = [stretch.span for stretch in explain(due, office.time)]
        assert {spans[0].start, spans[-1].end} == {due.anchor, due.at}
        assert all(a.end == b.start for a, b in pairwise(spans))
    hours = resolve(parse_rule("9 working hours after x"), start, office.time)
    assert sum((span.end - span.start for span in hours.counted), timedelta()) == timedelta(hours=9)
