"""Working-time additions per second, side by side with three peers on the same office and the same cases.

The peers are first checked to give the same answers on the cases they are timed with.
"""

import gc
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from datetime import time as clock
from random import Random
from statistics import median
from time import thread_time
from zoneinfo import ZoneInfo

import businesstimedelta
import pytz
import timegrid

from workflow.calendar import DEFAULT_SCHEDULE, DayKind, WorkingTime, published

Case = tuple[datetime, timedelta]
Add = Callable[[datetime, timedelta], object]

ZONE = ZoneInfo("Asia/Kamchatka")
ROUNDS = 25


def ratios() -> list[tuple[str, float, str]]:
    """(name, how many times as many additions a second as the peer, remark) for each peer."""
    office = WorkingTime(ZONE, DEFAULT_SCHEDULE, years=published())
    plain = _plain(office)
    in_utc = [(start.astimezone(UTC), amount) for start, amount in _cases(office, 4000)]
    local = _cases(office, 4000)
    return [
        _against("a plain cumulative array with bisect, UTC in", plain, office.add, in_utc, in_utc),
        _against("a plain cumulative array with bisect, office's zone in", plain, office.add, local, local),
        _against_timegrid(office),
        _against_businesstimedelta(office),
    ]


def _against(
    name: str, peer: Add, ours: Add, peers: Sequence[Case], own: Sequence[Case], note: str = ""
) -> tuple[str, float, str]:
    """Check that both agree, time them in turns, and take the median of the turns' ratios."""
    for (start, amount), case in zip(peers, own, strict=True):
        assert _same(peer(start, amount), ours(*case)), (name, start, amount)
    pairs = [(_seconds(peer, peers), _seconds(ours, own)) for _ in range(ROUNDS)]
    ratio = median(theirs / mine for theirs, mine in pairs)
    theirs, mine = (len(own) / median(seconds) for seconds in zip(*pairs, strict=True))
    return name, ratio, f"{mine:,.0f} additions/s against {theirs:,.0f}{note}"


def _seconds(add: Add, cases: Sequence[Case]) -> float:
    gc.disable()
    began = thread_time()  # the processor's time of this thread alone: the machine may be busy
    for start, amount in cases:
        add(start, amount)
    taken = thread_time() - began
    gc.enable()
    return taken


def _same(theirs: object, ours: object) -> bool:
    """Whether two answers are the same instant; a naive one is local to the office."""
    assert isinstance(theirs, datetime)
    return (theirs if theirs.tzinfo else theirs.replace(tzinfo=ZONE)) == ours


def _cases(
    office: WorkingTime, number: int, first: date = date(2020, 1, 10), last: date = date(2027, 11, 1)
) -> list[Case]:
    """Random minutes between two dates with amounts from half an hour to five working days."""
    random = Random(20)
    begin, minutes = datetime.combine(first, clock(), ZONE), (last - first).days * 1440
    amounts = [timedelta(minutes=n) for n in (30, 60, 90, 120, 240, 480, 540, 960, 2400)]
    return [(begin + timedelta(minutes=random.randrange(minutes)), random.choice(amounts)) for _ in range(number)]


def _plain(office: WorkingTime) -> Add:
    """What one would write by hand: seconds in lists, two bisections, aware datetimes in and out."""
    spans = office.spans(datetime(2020, 1, 1, tzinfo=UTC), datetime(2028, 12, 31, tzinfo=UTC))
    opens = [span.start.timestamp() for span in spans]
    lengths = [(span.end - span.start).total_seconds() for span in spans]
    before = [0.0]
    for length in lengths:
        before.append(before[-1] + length)

    def add(start: datetime, amount: timedelta) -> datetime:
        at = start.timestamp()
        i = bisect_right(opens, at) - 1
        target = before[i] + min(at - opens[i], lengths[i]) + amount.total_seconds()
        j = bisect_left(before, target) - 1
        return datetime.fromtimestamp(opens[j] + target - before[j], UTC)

    return add


def _against_timegrid(office: WorkingTime) -> tuple[str, float, str]:
    """timegrid has naive datetimes only: it is given local ones and spared the conversions that ours does."""
    calendar = _timegrid(office)
    cases = [(start.astimezone(UTC), amount) for start, amount in _cases(office, 400)]
    naive = [(start.astimezone(ZONE).replace(tzinfo=None), amount) for start, amount in cases]
    return _against(
        "timegrid", calendar.add_work_duration, office.add, naive, cases, "; it takes and gives naive datetimes"
    )


def _timegrid(office: WorkingTime) -> timegrid.TimeGridCalendar:
    """The week as rules; days off, shortened days and working Saturdays as windows."""
    calendar = timegrid.TimeGridCalendar.create()
    for weekday, hours in enumerate(office.days.schedule.hours):
        for begin, end in hours:
            calendar.add_open_rule((weekday + 1) % 7, clock(begin // 60, begin % 60), clock(end // 60, end % 60))
    for day in (office.day(date(2020, 1, 1) + timedelta(days=n)) for n in range(366 * 8)):
        midnight = datetime.combine(day.date, clock())
        usual = office.days.schedule.hours[day.date.weekday()]
        if day.kind in (DayKind.HOLIDAY, DayKind.MOVED):
            calendar.close(day.date)
        elif usual and day.hours != usual:
            calendar.add_closed_window(*(midnight + timedelta(minutes=n) for n in (day.hours[-1][1], usual[-1][1])))
        elif not usual:
            for span in day.hours:
                calendar.add_open_window(*(midnight + timedelta(minutes=n) for n in span))
    return calendar


def _days_off(office: WorkingTime) -> set[date]:
    """Weekdays that are off, 2020 to 2027."""
    days = (office.day(date(2020, 1, 1) + timedelta(days=n)) for n in range(366 * 8))
    return {day.date for day in days if day.kind in (DayKind.HOLIDAY, DayKind.MOVED)}


def _against_businesstimedelta(office: WorkingTime) -> tuple[str, float, str]:
    """It knows neither shortened days nor working Saturdays, so the cases lie where there are none."""
    zone = pytz.timezone(ZONE.key)
    rules = businesstimedelta.Rules(
        [
            businesstimedelta.WorkDayRule(clock(9), clock(18), [0, 1, 2, 3], tz=zone),
            businesstimedelta.WorkDayRule(clock(9), clock(17), [4], tz=zone),
            businesstimedelta.LunchTimeRule(clock(13), clock(14), [0, 1, 2, 3, 4], tz=zone),
            businesstimedelta.HolidayRule(_days_off(office), tz=zone),
        ]
    )

    def add(start: datetime, amount: timedelta) -> object:
        return start + businesstimedelta.BusinessTimeDelta(rules, timedelta=amount)

    cases = _cases(office, 60, date(2026, 1, 12), date(2026, 4, 20))
    utc = [(start.astimezone(UTC), amount) for start, amount in cases]
    return _against("businesstimedelta", add, office.add, utc, utc, "; cases from January to April 2026")


if __name__ == "__main__":
    for name, ratio, remark in ratios():
        print(f"{name}: {ratio:.2f} ({remark})")
