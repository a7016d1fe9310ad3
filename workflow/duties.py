"""Duties on a calendar, without a card: a weekly report, a list to be sent by the 25th. When they are due and ring."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Literal

from pydantic import Field, field_validator

from workflow.bilingual import Words
from workflow.calendar import WorkingTime
from workflow.calendar.grid import instant
from workflow.calendar.schedule import MINUTES_IN_DAY
from workflow.cycles import Cycle, parse_cycle
from workflow.model import Model
from workflow.pings import Ping, parse_ping
from workflow.words import PersonId, Role

_LONGEST_STRETCH_OFF = 366
"""Days that are looked through for one that is not off."""

_MOST_OWED = 3
"""Periods of one duty that a list shows as owed: those before them help nobody to do it."""


class Duty(Model):
    """Something that a role does in every period of the calendar.

    `due` is a rhythm such as `every month by the 25th`; without a time it means the closing of that day. `day_off` says
    where a day goes that is off: to the next or the previous working day, or nowhere. `pings` are written as those of
    deadlines; `owner` is everybody of the role `by`.
    """

    name: str = Field(max_length=16, pattern=r"^[a-z][a-z0-9_]*$")
    clause: str
    words: Words
    by: Role
    due: str
    day_off: Literal["next", "previous", "keep"] = "next"
    pings: tuple[str, ...] = Field(min_length=1)

    @field_validator("due")
    @classmethod
    def _readable(cls, due: str) -> str:
        parse_cycle(due)
        return due

    @field_validator("pings")
    @classmethod
    def _heard(cls, pings: tuple[str, ...]) -> tuple[str, ...]:
        offsets = [parse_ping(ping).offset for ping in pings]
        if twice := next(
            (ping for ping, offset in zip(pings, offsets, strict=True) if offsets.count(offset) > 1), None
        ):
            raise ValueError(f"{twice!r} rings at the same moment as another one; write one ping with all its hearers")
        return pings

    @property
    def cycle(self) -> Cycle:
        """When it is due, as the calendar understands it."""
        return parse_cycle(self.due)


@dataclass(frozen=True, slots=True)
class Period:
    """One time that a duty is due: its key within the duty, for ever, its first day, and the moment (UTC)."""

    key: str
    start: date
    due: datetime


@dataclass(frozen=True, slots=True)
class DutyRing:
    """One moment at which a duty rings (UTC). `key` is its identity within the duty, for ever."""

    key: str
    at: datetime
    hearers: tuple[str, ...]
    missed: bool


@dataclass(frozen=True, slots=True)
class DutyDone:
    """Who did a duty of a period, and when (UTC). The name is kept with it: he may have left since."""

    period: str
    by: PersonId
    name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class DutyRecord:
    """What is known of a duty: since when it is kept, when its rings were last looked at (UTC), what was done."""

    since: datetime
    looked: datetime
    done: Mapping[str, DutyDone] = field(default_factory=dict)


def periods(duty: Duty, time: WorkingTime, around: datetime) -> tuple[Period, Period]:
    """The period that this moment is in, by the office's date, and the one after it."""
    start = duty.cycle.start(time.local_date(around))
    return _period(duty, start, time), _period(duty, duty.cycle.step(start, 1), time)


def rings(duty: Duty, period: Period, time: WorkingTime) -> tuple[DutyRing, ...]:
    """Every ring of one period, soonest first. One outside working time waits for its start."""
    pings = sorted((parse_ping(text) for text in duty.pings), key=lambda ping: ping.offset)
    return tuple(_ring(ping, period, time) for ping in pings)


def touching(duty: Duty, time: WorkingTime, since: datetime, until: datetime) -> tuple[Period, ...]:
    """Every period that is due or rings after `since` and not after `until`, in order."""
    ahead, _ = periods(duty, time, until)
    while _first(duty, ahead, time) <= until:
        ahead = _period(duty, duty.cycle.step(ahead.start, 1), time)
    return tuple(reversed([*_back_to(since, duty, ahead, time)]))


def still_owed(duty: Duty, time: WorkingTime, record: DutyRecord, now: datetime) -> tuple[Period, ...]:
    """What is late and was never done since the duty is kept, in order."""
    found = touching(duty, time, record.since, now)
    return tuple(one for one in found if record.since < one.due <= now and one.key not in record.done)


def listed(duty: Duty, time: WorkingTime, record: DutyRecord, now: datetime) -> tuple[Period, ...]:
    """What a list of duties shows now: the latest of what is owed, what is yet due, and this period, done or not."""
    current, _ = periods(duty, time, now)
    before = _period(duty, duty.cycle.step(current.start, -1), time)
    moved_here = (before,) if before.due > now else ()
    owed = still_owed(duty, time, record, now)[-_MOST_OWED:]
    return tuple(sorted({*owed, *moved_here, current}, key=lambda one: one.due))


def can_be_done(duty: Duty, time: WorkingTime, record: DutyRecord, now: datetime) -> dict[str, Period]:
    """Periods, by key, that somebody may say are done: owed or ringing ones, this one and the next."""
    ringing = touching(duty, time, now, now)
    found = (
        *still_owed(duty, time, record, now),
        *listed(duty, time, record, now),
        *ringing,
        *periods(duty, time, now),
    )
    return {one.key: one for one in found}


def _back_to(since: datetime, duty: Duty, ahead: Period, time: WorkingTime) -> Iterator[Period]:
    """Periods before this one, the newest first, as long as they have anything after the moment."""
    period = _period(duty, duty.cycle.step(ahead.start, -1), time)
    while _last(duty, period, time) > since:
        yield period
        period = _period(duty, duty.cycle.step(period.start, -1), time)


def _first(duty: Duty, period: Period, time: WorkingTime) -> datetime:
    return min(period.due, *(ring.at for ring in rings(duty, period, time)))


def _last(duty: Duty, period: Period, time: WorkingTime) -> datetime:
    return max(period.due, *(ring.at for ring in rings(duty, period, time)))


def _period(duty: Duty, start: date, time: WorkingTime) -> Period:
    cycle = duty.cycle
    day = _moved(cycle.date_in(start), duty.day_off, time)
    return Period(cycle.key(start), start, _moment(day, cycle.minute, time))


def _moved(day: date, day_off: str, time: WorkingTime) -> date:
    """Where the day goes if it is off; it stays where no working day is in reach."""
    if day_off == "keep":
        return day
    way = 1 if day_off == "next" else -1
    near = (day + timedelta(days=way * away) for away in range(_LONGEST_STRETCH_OFF))
    return next((one for one in near if time.day(one).hours), day)


def _moment(day: date, minute: int | None, time: WorkingTime) -> datetime:
    """The minute of the day; without one its closing, or the last second of a day that is off."""
    if minute is not None:
        return instant(day, minute, time.zone)
    if hours := time.day(day).hours:
        return instant(day, hours[-1][1], time.zone)
    return instant(day, MINUTES_IN_DAY, time.zone) - timedelta(seconds=1)


def _ring(ping: Ping, period: Period, time: WorkingTime) -> DutyRing:
    at = period.due
    if ping.offset:
        at = time.add(at, ping.offset) if ping.missed else time.subtract(at, -ping.offset)
    # Closing itself still counts as working time: what is due at 18:00 rings at 18:00.
    audible = at if time.open_at(at - timedelta(seconds=1)) else time.next_open(at)
    minutes = ping.offset // timedelta(minutes=1)
    return DutyRing(f"{period.key}/{minutes:+}", audible, ping.hearers, ping.missed)
