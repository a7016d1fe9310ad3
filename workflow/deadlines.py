"""Which deadlines a card has, whether they are met, and when they ring: computed, never stored by hand."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

from workflow.calendar import Schedule, WorkingTime, working_time
from workflow.card import Card, Moment
from workflow.due import Due, resolve
from workflow.office import Office, Person, Timetable
from workflow.pings import Ping
from workflow.procedure import Deadline, Procedure
from workflow.words import Importance

_HURRIED = "/hurried"


@dataclass(frozen=True, slots=True)
class Rules:
    """What counts a card's time: its procedure, the office's working time, and how the office reads it."""

    procedure: Procedure
    time: WorkingTime
    bare_hours: str
    day_off: str


@dataclass(frozen=True, slots=True)
class Clock:
    """One deadline of one card. `start` is the moment it counts from; times are UTC.

    `hurried` tells that the card's importance has moved it.
    """

    deadline: Deadline
    clause: str
    start: Moment
    due: Due
    met: Moment | None
    hurried: bool = False

    @property
    def at(self) -> datetime:
        """When it is due."""
        return self.due.at

    @property
    def running(self) -> bool:
        """Whether something is still owed."""
        return self.met is None

    def late(self, now: datetime) -> bool:
        """Whether it was met too late, or is unmet and past."""
        return (self.met.at if self.met else now) > self.at


@dataclass(frozen=True, slots=True)
class Ring:
    """One moment at which a deadline rings. `key` is its identity within the card, for ever."""

    key: str
    clock: Clock
    ping: Ping
    at: datetime


def rules_of(office: Office, procedure: Procedure) -> Rules:
    """How this office counts time under this procedure."""
    return Rules(
        procedure=procedure,
        time=time_of(office.timetable),
        bare_hours=office.bare_hours or procedure.bare_hours,
        day_off=office.day_off or procedure.day_off_deadlines,
    )


@lru_cache(maxsize=256)
def time_of(timetable: Timetable) -> WorkingTime:
    """The working time of an office; built once, since it holds the spans of years."""
    return working_time(timetable.zone, Schedule(timetable.week), timetable.days_off, timetable.working_days)


def clocks(card: Card, rules: Rules) -> tuple[Clock, ...]:
    """Every deadline whose start is known, met ones too, in the order of the procedure."""
    starts = {
        "latest": {moment.name: moment for moment in card.moments},
        "first": {moment.name: moment for moment in reversed(card.moments)},
    }
    found = (_clock(deadline, card, starts[deadline.since], rules) for deadline in rules.procedure.deadline)
    return tuple(clock for clock in found if clock)


def running(card: Card, rules: Rules) -> tuple[Clock, ...]:
    """Debts that are not yet paid, soonest first. A closed card owes nothing."""
    if not card.open:
        return ()
    owed = (clock for clock in clocks(card, rules) if clock.running and not clock.deadline.limits)
    return tuple(sorted(owed, key=lambda clock: clock.at))


def limit(card: Card, action: str, rules: Rules) -> Clock | None:
    """The deadline within which the action needs nobody's word, or None."""
    deadline = rules.procedure.limit_on(action)
    if deadline is None:
        return None
    return next((clock for clock in clocks(card, rules) if clock.deadline is deadline), None)


def plan(card: Card, rules: Rules) -> tuple[Ring, ...]:
    """Every ring that is still to come or overdue, soonest first.

    What has rung for the usual deadline is not said again of a hurried one. The other way round it is:
    a deadline that moves back has a miss of its own.
    """
    rung = frozenset(card.rung)
    rings = (
        ring
        for clock in running(card, rules)
        for ring in _rings(clock, card.importance, rules)
        if rung.isdisjoint({ring.key, ring.key.removesuffix(_HURRIED)})
    )
    return tuple(sorted(rings, key=lambda ring: (ring.at, ring.ping.offset)))


def dues(
    moments: Mapping[str, datetime], rules: Rules, importance: Importance
) -> tuple[tuple[Deadline, str, Due], ...]:
    """Deadlines known from moments alone, as (deadline, clause, due), without a card."""
    starts = {name: Moment(name=name, at=at, seq=0) for name, at in moments.items()}
    resolved = ((deadline, _resolve(deadline, starts, rules, importance)) for deadline in rules.procedure.deadline)
    return tuple((deadline, deadline.clause_for(importance), found[1]) for deadline, found in resolved if found)


def answerable(card: Card, clock: Clock, office: Office, owners: tuple[Person, ...]) -> Person | None:
    """Who answers for the deadline: the one its procedure blames, else whoever's move it is."""
    match clock.deadline.blames:
        case "executor":
            person = office.person(card.executor)
        case "curator":
            person = office.person(card.curator)
        case None:
            person = None
        case role:
            person = next(iter(office.holding(role)), None)
    return person or next(iter(owners), None)


def _clock(deadline: Deadline, card: Card, starts: Mapping[str, Moment], rules: Rules) -> Clock | None:
    resolved = _resolve(deadline, starts, rules, card.importance)
    if resolved is None:
        return None
    start, due = resolved
    met = card.first_after(start.seq, deadline.met_by)
    hurried = card.importance is not Importance.NORMAL and _moved(deadline, due, starts, rules)
    return Clock(deadline, deadline.clause_for(card.importance), start, due, met, hurried)


def _moved(deadline: Deadline, due: Due, starts: Mapping[str, Moment], rules: Rules) -> bool:
    usual = _resolve(deadline, starts, rules, Importance.NORMAL)
    return usual is None or usual[1].at != due.at


def _resolve(
    deadline: Deadline, starts: Mapping[str, Moment], rules: Rules, importance: Importance
) -> tuple[Moment, Due] | None:
    rule = deadline.rule(importance)
    if start := starts.get(rule.anchor):
        return start, resolve(rule, start.at, rules.time, rules.bare_hours, rules.day_off)
    other = rules.procedure.named(rule.anchor)
    found = _resolve(other, starts, rules, importance) if other else None
    if found is None:
        return None
    start, due = found
    return start, resolve(rule, due.at, rules.time, rules.bare_hours, rules.day_off)


def _rings(clock: Clock, importance: Importance, rules: Rules) -> list[Ring]:
    rings = []
    for index, ping in enumerate(clock.deadline.rings):
        at = _shift(clock.at, ping.offset, rules.time)
        if ping.offset < timedelta() and at <= clock.start.at:
            continue  # there was never so much time: nothing to remind of
        key = f"{clock.deadline.name}/{clock.start.seq}/{index}{_HURRIED if clock.hurried else ''}"
        rings.append(Ring(key, clock, ping, _audible(at, importance, rules.time)))
    return rings


def _shift(due: datetime, offset: timedelta, time: WorkingTime) -> datetime:
    if offset < timedelta():
        return time.subtract(due, -offset)
    return time.add(due, offset) if offset else due


def _audible(at: datetime, importance: Importance, time: WorkingTime) -> datetime:
    """Outside working time a ring waits for its start, unless the card is urgent.

    The closing minute itself still counts as working time: a deadline at 18:00 rings at 18:00.
    """
    if importance is Importance.HIGH or time.open_at(at - timedelta(seconds=1)):
        return at
    return time.next_open(at)
