"""Random offices and instants: every answer equals that of a walk minute by minute."""

from datetime import datetime, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.calendar.oracle import MINUTE
from tests.calendar.strategies import STARTS, Pair, offices
from tests.cases import cases

SOME = settings(max_examples=cases(60), deadline=None, suppress_health_check=[HealthCheck.too_slow])
AMOUNTS = st.one_of(st.integers(1, 600), st.sampled_from([30, 60, 90, 120, 240, 480, 540]))


@SOME
@given(offices(), STARTS, AMOUNTS)
def test_adds_like_a_walk_forward(office: Pair, start: datetime, minutes: int) -> None:
    """Adding gives the minute at which a walk has used the amount up."""
    assert office.time.add(start, minutes * MINUTE) == office.oracle.add(start, minutes)


@SOME
@given(offices(), STARTS)
def test_ends_exactly_at_closing(office: Pair, at: datetime) -> None:
    """Time that is used up exactly when a span closes ends there, from every earlier minute of that span."""
    start = office.oracle.next_open(at)
    closing = start
    while office.oracle.open(closing):
        closing += MINUTE
    assert office.time.add(start, closing - start) == closing
    assert office.time.subtract(closing, closing - start) == start


@SOME
@given(offices(), STARTS, AMOUNTS)
def test_subtracts_like_a_walk_backward(office: Pair, end: datetime, minutes: int) -> None:
    """Subtracting gives the minute from which a walk back has used the amount up."""
    end += timedelta(days=30)  # so that the walk ends within the years the oracle knows
    assert office.time.subtract(end, minutes * MINUTE) == office.oracle.subtract(end, minutes)


@SOME
@given(offices(), STARTS, st.integers(0, 20_000))
def test_measures_like_a_count(office: Pair, start: datetime, length: int) -> None:
    """Working time between two instants is the count of working minutes, in spans as in sum."""
    end = start + length * MINUTE
    counted = office.oracle.between(start, end) * MINUTE
    assert office.time.between(start, end) == counted
    assert office.time.between(end, start) == -counted
    spans = office.time.spans(start, end)
    assert sum((span.end - span.start for span in spans), timedelta()) == counted
    assert all(start <= span.start < span.end <= end for span in spans)


@SOME
@given(offices(), STARTS)
def test_knows_open_minutes(office: Pair, at: datetime) -> None:
    """An instant is open when the wall clock shows a working minute, and the next open one is found by walking."""
    assert office.time.open_at(at) == office.oracle.open(at)
    assert office.time.next_open(at) == office.oracle.next_open(at)


@SOME
@given(offices(), STARTS, st.integers(1, 12))
def test_counts_working_days_like_a_calendar(office: Pair, at: datetime, days: int) -> None:
    """N working days end with the last working minute of the n-th date that has one."""
    assert office.time.add_days(at, days) == office.oracle.add_days(at, days)


@SOME
@given(offices(), STARTS, st.integers(1, 20))
def test_counts_calendar_days_like_a_calendar(office: Pair, at: datetime, days: int) -> None:
    """N calendar days end with the last working minute of the n-th date, or of the next working one."""
    assert office.time.add_calendar_days(at, days) == office.oracle.add_calendar_days(at, days)


@settings(SOME, max_examples=cases(200))
@given(offices(), STARTS, st.timedeltas(timedelta(microseconds=1), timedelta(hours=40)))
def test_round_trip(office: Pair, start: datetime, amount: timedelta) -> None:
    """What was added is what lies between, and subtracting leads back to the latest start that gives the same end."""
    time = office.time
    end = time.add(start, amount)
    assert time.between(start, end) == amount
    back = time.subtract(end, amount)
    assert back >= start
    assert time.add(back, amount) == end
    assert time.between(start, back) == timedelta()
