"""Random offices for comparison with the oracle."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from tests.calendar.oracle import KEYS, Oracle, Spans
from workflow.calendar import Schedule, WorkingTime, published

ZONES = [
    "Europe/Kaliningrad",
    "Europe/Moscow",
    "Europe/Simferopol",
    "Europe/Kirov",
    "Europe/Volgograd",
    "Europe/Astrakhan",
    "Europe/Saratov",
    "Europe/Ulyanovsk",
    "Europe/Samara",
    "Asia/Yekaterinburg",
    "Asia/Omsk",
    "Asia/Novosibirsk",
    "Asia/Barnaul",
    "Asia/Tomsk",
    "Asia/Novokuznetsk",
    "Asia/Krasnoyarsk",
    "Asia/Irkutsk",
    "Asia/Chita",
    "Asia/Yakutsk",
    "Asia/Khandyga",
    "Asia/Vladivostok",
    "Asia/Ust-Nera",
    "Asia/Magadan",
    "Asia/Sakhalin",
    "Asia/Srednekolymsk",
    "Asia/Kamchatka",
    "Asia/Anadyr",
]
"""Every zone of Russia in the IANA database."""

FIRST, LAST = datetime(2020, 1, 2, tzinfo=UTC), datetime(2027, 11, 30, tzinfo=UTC)
"""Between these, an answer stays within the published years."""


@dataclass(frozen=True)
class Pair:
    """The same office for the product and for the oracle."""

    time: WorkingTime
    oracle: Oracle


def _text(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


@st.composite
def spans(draw: st.DrawFn) -> Spans:
    """A working day of one to three spans with breaks, at any time of the day, or a day off."""
    ends = sorted(draw(st.lists(st.integers(0, 24 * 60), max_size=6, unique=True)))
    return list(zip(ends[::2], ends[1::2], strict=False))


@st.composite
def weeks(draw: st.DrawFn) -> dict[str, Spans]:
    """An ordinary week or a wild one, with at least two hours on Monday and Tuesday."""
    usual: Spans = [(540, 780), (840, 1080)]
    if draw(st.booleans()):
        return dict.fromkeys(KEYS[:4], usual) | {"fri": [(540, 780), (840, 1020)]}
    week = {key: draw(spans()) for key in KEYS}
    return week | {key: usual for key in KEYS[:2] if sum(end - begin for begin, end in week[key]) < 120}


DATES = st.dates(date(2020, 1, 1), date(2027, 12, 31))
INSTANTS = st.integers(0, (LAST - FIRST) // timedelta(minutes=1)).map(lambda n: FIRST + timedelta(minutes=n))
NEAR_CLOCK_CHANGE = st.integers(-5000, 5000).map(
    lambda n: datetime(2020, 12, 26, 22, tzinfo=UTC) + timedelta(minutes=n)
)
"""Around the change of Volgograd's offset."""
STARTS = st.one_of(INSTANTS, NEAR_CLOCK_CHANGE)


@st.composite
def offices(draw: st.DrawFn) -> Pair:
    """A random office: zone, week, its own days off and working days."""
    zone = ZoneInfo(draw(st.one_of(st.sampled_from(ZONES), st.just("Europe/Volgograd"))))
    week = draw(weeks())
    days_off = draw(st.frozensets(DATES, max_size=20))
    working = draw(st.frozensets(DATES, max_size=20)) - days_off
    schedule = Schedule.parse({key: [f"{_text(a)}-{_text(b)}" for a, b in day] for key, day in week.items()})
    time = WorkingTime(zone, schedule, days_off, working, years=published())
    return Pair(time, Oracle(zone, week, days_off, working))
