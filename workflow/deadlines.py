"""Which deadlines a card has, whether they are met, and when they ring: computed, never stored by hand."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import lru_cache

from workflow.calendar import Schedule, WorkingTime, read_schedule, working_time
from workflow.card import Card, Moment
from workflow.cases import Case
from workflow.contributions import Contribution, cycle_began
from workflow.due import Due, Rule, parse_rule, resolve
from workflow.office import Office, Person, Timetable
from workflow.pings import Ping
from workflow.procedure import Deadline, Procedure
from workflow.words import Importance, Role

_HURRIED = "/hurried"
_THEN = "then"
_AT_DUE = Ping(timedelta(), ())


@dataclass(frozen=True, slots=True)
class Rules:
    """What counts a card's time: its procedure, the office's working time, and how the office reads it.

    `others` are the timetables of single deadlines, by their names in the procedure.
    """

    procedure: Procedure
    time: WorkingTime
    bare_hours: str
    day_off: str
    others: Mapping[str, WorkingTime] = field(default_factory=dict)

    def time_for(self, deadline: Deadline) -> WorkingTime:
        """The working time that this deadline is counted in."""
        return self.others[deadline.timetable] if deadline.timetable else self.time


@dataclass(frozen=True, slots=True)
class Clock:
    """One deadline of one card. `start` is the moment it counts from; times are UTC.

    `hurried` tells that the card's importance, or a shortened time, has moved it. `part` is the number of the
    contribution that it is for, and `extended` how much longer it has become.
    """

    deadline: Deadline
    clause: str
    start: Moment
    due: Due
    met: Moment | None
    hurried: bool = False
    part: int | None = None
    extended: int = 0

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
    """One moment at which a deadline rings. `key` is its identity within the card, for ever.

    `act` is the action that the desk takes by itself then.
    """

    key: str
    clock: Clock
    ping: Ping
    at: datetime
    act: str = ""


def rules_of(office: Office, procedure: Procedure) -> Rules:
    """How this office counts time under this procedure."""
    return Rules(
        procedure=procedure,
        time=time_of(office.timetable),
        bare_hours=office.bare_hours or procedure.bare_hours,
        day_off=office.day_off or procedure.day_off_deadlines,
        others=other_times(procedure, office.timetable.zone),
    )


def other_times(procedure: Procedure, zone: str) -> Mapping[str, WorkingTime]:
    """The procedure's own timetables in this zone, by name."""
    return {name: time_of(_timetable(table, zone)) for name, table in procedure.timetable.items()}


def _timetable(table: Mapping[str, object], zone: str) -> Timetable:
    week, days_off, working_days = read_schedule(table)
    return Timetable(zone, week.week, days_off, working_days)


@lru_cache(maxsize=256)
def time_of(timetable: Timetable) -> WorkingTime:
    """The working time of an office; built once, since it holds the spans of years."""
    return working_time(timetable.zone, Schedule(timetable.week), timetable.days_off, timetable.working_days)


def clocks(card: Card, rules: Rules) -> tuple[Clock, ...]:
    """Every deadline of the present cycle whose start is known, met ones too, in the order of the procedure."""
    began = cycle_began(card.moments)
    latest = {moment.name: moment for moment in card.moments if moment.seq >= began}
    return tuple(
        clock
        for deadline in rules.procedure.deadline
        for clock in (
            _of_parts(deadline, card, rules)
            if deadline.each == "contribution"
            else _of_card(deadline, card, latest, rules)
        )
    )


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


def dues(moments: Mapping[str, datetime], rules: Rules, case: Case) -> tuple[tuple[Deadline, str, Due], ...]:
    """Deadlines known from moments alone, as (deadline, clause, due), without a card."""
    starts = {name: Moment(name=name, at=at, seq=0) for name, at in moments.items()}
    resolved = ((deadline, _resolve(deadline, starts, rules, case)) for deadline in rules.procedure.deadline)
    return tuple((deadline, deadline.clause_for(case.importance), found[1]) for deadline, found in resolved if found)


def due_of(deadline: Deadline, moments: Mapping[str, datetime], rules: Rules, case: Case) -> Due | None:
    """When this one deadline is due, known from moments alone; None where they do not tell or the case has none."""
    found = _resolve(deadline, {name: Moment(name=name, at=at, seq=0) for name, at in moments.items()}, rules, case)
    return found[1] if found else None


def answerable(card: Card, clock: Clock, office: Office, owners: tuple[Person, ...]) -> Person | None:
    """Who answers for the deadline: the one its procedure blames, else whoever's move it is."""
    if clock.part is not None:
        return office.person(contribution(card, clock).executor)
    match clock.deadline.blames:
        case Role.EXECUTOR:
            person = office.person(card.executor)
        case Role.CURATOR:
            person = office.person(card.curator)
        case None | Role.CITIZEN:
            person = None
        case Role.CHIEF:
            person = next((one for one in office.holding(Role.CHIEF) if one.department == card.department), None)
        case role:
            person = next(iter(office.holding(role)), None)
    return person or next(iter(owners), None)


def contribution(card: Card, clock: Clock) -> Contribution:
    """The contribution that the clock is for. Raises StopIteration for a clock of the whole card."""
    return next(one for one in card.contributions if one.number == clock.part)


def _of_card(deadline: Deadline, card: Card, latest: Mapping[str, Moment], rules: Rules) -> Iterator[Clock]:
    starts = latest if deadline.since == "latest" else _firsts(deadline, card, latest, rules)
    resolved = _resolve(deadline, starts, rules, card.case)
    if resolved and _is_wanted(deadline, resolved[0], card):
        start, due = resolved
        yield _clock(deadline, card, start, due, card.first_after(start.seq, deadline.met_by), starts, rules)


def _is_wanted(deadline: Deadline, start: Moment, card: Card) -> bool:
    """Whether the card had what the deadline is for, and had not what it is not for, as it began."""
    before = {one.name for one in card.moments if one.seq <= start.seq}
    return (deadline.once is None or deadline.once in before) and deadline.unless not in before


def _firsts(deadline: Deadline, card: Card, latest: Mapping[str, Moment], rules: Rules) -> Mapping[str, Moment]:
    """The first moments since the deadline was last met: what was met and begins again has a new first.

    Of dates that somebody gave the newest counts: he has thought better of it.
    """
    resolved = _resolve(deadline, latest, rules, card.case)
    newest = resolved[0].seq if resolved else 0
    paid = max((one.seq for one in card.moments if one.name in deadline.met_by and one.seq < newest), default=0)
    first = {one.name: one for one in reversed(card.moments) if one.seq >= max(paid + 1, cycle_began(card.moments))}
    return {**first, **{name: one for name, one in latest.items() if one.told}}


def _of_parts(deadline: Deadline, card: Card, rules: Rules) -> Iterator[Clock]:
    """One for each part asked for in this cycle: the moment of asking stands for whatever the rule starts from."""
    began = cycle_began(card.moments)
    for part in card.contributions:
        rule = deadline.rule(card.case)
        if part.asked is None or rule is None or part.asked.seq < began:
            continue
        starts = dict.fromkeys(rule.anchors, part.asked)
        if resolved := _resolve(deadline, starts, rules, card.case):
            start, due = resolved
            yield replace(_clock(deadline, card, start, due, part.given, starts, rules), part=part.number)


def _clock(
    deadline: Deadline,
    card: Card,
    start: Moment,
    due: Due,
    met: Moment | None,
    starts: Mapping[str, Moment],
    rules: Rules,
) -> Clock:
    case = card.case
    hurried = case != case.unhurried() and _moved(deadline, due, starts, rules, case.unhurried())
    short = rules.procedure.short_time(case.shorter)
    own = short.due.get(deadline.name) if short and hurried else None
    clause = short.clause if short and own and _is(own, due.rule) else deadline.clause_for(case.importance)
    return Clock(deadline, clause, start, due, met, hurried, extended=case.extended.get(deadline.name, 0))


def _is(text: str, rule: Rule) -> bool:
    return parse_rule(text).text == rule.text


def _moved(deadline: Deadline, due: Due, starts: Mapping[str, Moment], rules: Rules, usual_case: Case) -> bool:
    usual = _resolve(deadline, starts, rules, usual_case)
    return usual is None or usual[1].at != due.at


def _resolve(deadline: Deadline, starts: Mapping[str, Moment], rules: Rules, case: Case) -> tuple[Moment, Due] | None:
    """The moment it counts from and when it is due: by its rule, or by a shortened time where that is sooner."""
    rule = deadline.rule(case)
    short = rules.procedure.short_time(case.shorter)
    own = short is not None and deadline.name in short.due
    # What a shortened time says of a deadline stands in place of its rule, so the rule is read as if it were not set.
    usual = _by_rule(rule, deadline, starts, rules, replace(case, shorter="") if own else case) if rule else None
    if usual is None or short is None or not own:
        return usual
    shortened = _by_rule(parse_rule(short.due[deadline.name]), deadline, starts, rules, case)
    return shortened if shortened and shortened[1].at < usual[1].at else usual


def _by_rule(
    rule: Rule, deadline: Deadline, starts: Mapping[str, Moment], rules: Rules, case: Case
) -> tuple[Moment, Due] | None:
    for anchor in rule.anchors:
        if found := _anchored(anchor, starts, rules, case):
            start, at = found
            plain = replace(rule, anchor=anchor, or_else=()) if rule.or_else else rule
            return start, resolve(plain, at, rules.time_for(deadline), rules.bare_hours, rules.day_off)
    return None


def _anchored(anchor: str, starts: Mapping[str, Moment], rules: Rules, case: Case) -> tuple[Moment, datetime] | None:
    """The moment that an anchor goes back to, and the instant to count from: its own, or another deadline's."""
    if start := starts.get(anchor):
        return start, start.at
    other = rules.procedure.named(anchor)
    found = _resolve(other, starts, rules, case) if other else None
    return (found[0], found[1].at) if found else None


def _rings(clock: Clock, importance: Importance, rules: Rules) -> list[Ring]:
    rings = []
    time = rules.time_for(clock.deadline)
    for index, ping in enumerate(clock.deadline.rings):
        at = _shift(clock.at, ping.offset, time)
        if ping.offset < timedelta() and at <= clock.start.known_at:
            continue  # there was never so much time: nothing to remind of
        rings.append(Ring(_key(clock, str(index)), clock, ping, _audible(at, importance, time)))
    if clock.deadline.then:
        rings.append(Ring(_key(clock, _THEN), clock, _AT_DUE, clock.at, act=clock.deadline.then))
    return rings


def _key(clock: Clock, which: str) -> str:
    """What was rung before an extension or for another part is rung anew."""
    part = f"/part{clock.part}" if clock.part is not None else ""
    longer = f"/longer{clock.extended}" if clock.extended else ""
    return f"{clock.deadline.name}/{clock.start.seq}/{which}{part}{longer}{_HURRIED if clock.hurried else ''}"


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
