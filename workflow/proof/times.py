"""Proofs about times: no deadline is due before its own start, its pings can ring, a chosen range can be chosen."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache

from workflow.calendar import WorkingTime, working_time
from workflow.cases import Case
from workflow.deadlines import Rules, due_of, other_times
from workflow.due import Due, Rule, Unit, parse_rule
from workflow.pings import Ping
from workflow.procedure import Deadline, Procedure
from workflow.proof.anchors import Anchors, every_case
from workflow.proof.fault import Fault
from workflow.words import Importance

_ZONE = "Europe/Moscow"
STARTS = tuple(
    datetime(2026, month, day, hour, minute, tzinfo=UTC)
    for month, day, hour, minute in (
        (3, 3, 7, 0),  # Tuesday 10:00
        (3, 4, 9, 50),  # Wednesday 12:50, just before the break
        (3, 4, 18, 30),  # Wednesday evening
        (3, 5, 14, 59),  # Thursday, the last minute
        (3, 6, 13, 30),  # Friday 16:30, before three days off
        (3, 8, 12, 0),  # a holiday
        (12, 31, 10, 0),  # before the longest holidays
    )
)
"""Starts of a deadline in an ordinary week and around days off (UTC)."""


@lru_cache(maxsize=1)
def usual_time() -> WorkingTime:
    """The working time that deadlines are tried out in."""
    return working_time(_ZONE)


def rules_for(procedure: Procedure) -> Rules:
    """How deadlines are tried out: as the procedure says, in an office of ordinary hours."""
    times = other_times(procedure, _ZONE)
    return Rules(procedure, usual_time(), procedure.bare_hours, procedure.day_off_deadlines, times)


_AHEAD = timedelta(days=14)
"""How long before it a date is given, in a trial: it is known from then on, and something may be due before it."""


@dataclass(frozen=True, slots=True)
class Trial:
    """A deadline of some card on one start: what the card is, when its start is known and when it is due."""

    case: Case
    start: datetime
    due: Due

    @property
    def too_short(self) -> bool:
        """Whether it leaves no time; what is to be done at once needs none."""
        at_once = self.due.read_as is Unit.AT_ONCE
        return self.due.at < self.start if at_once else self.due.at <= self.start


def trials(deadline: Deadline, procedure: Procedure, anchors: Anchors, rules: Rules) -> Iterator[Trial]:
    """The deadline for every card that differs in it, on every start."""
    tried: set[tuple[object, ...]] = set()
    dated = procedure.dated()
    for case in _with_days(procedure):
        for base in _moments(deadline, case, anchors):
            for at in STARTS:
                due = due_of(deadline, {base: at}, rules, case)
                start = at - _AHEAD if base in dated else at
                same = (case.importance, start, due.at) if due else ()
                if due and same not in tried:
                    tried.add(same)
                    yield Trial(case, start, due)


def _moments(deadline: Deadline, case: Case, anchors: Anchors) -> tuple[str, ...]:
    """What it counts from; a part's clock starts as the part is asked for, so it leans on no other deadline."""
    rule = deadline.rule(case)
    return () if deadline.each == "contribution" and rule and rule.before else anchors.bases(deadline, case)


def _with_days(procedure: Procedure) -> Iterator[Case]:
    """Every case; that of the fast track with the least and the most days that may be chosen."""
    ranges = _ranges(procedure)
    least, most = _common(ranges)
    for case in every_case(procedure):
        if case.importance is not Importance.FAST or not ranges:
            yield case
        elif least <= most:
            yield from (replace(case, days=day) for day in sorted({least, most}))


def times(procedure: Procedure, anchors: Anchors) -> Iterator[Fault]:
    """Every deadline and ping that cannot be meant so."""
    rules = rules_for(procedure)
    for known in procedure.deadline:
        tried = tuple(trials(known, procedure, anchors, rules))
        yield from _too_short(known, tried)
        yield from _unheard(known, tried, rules.time_for(known))
        yield from _not_chosen(known)
    yield from _nothing_to_choose(procedure)


def _too_short(known: Deadline, tried: tuple[Trial, ...]) -> Iterator[Fault]:
    found: dict[tuple[Importance, str], Trial] = {}
    for trial in tried:
        if trial.too_short:
            found.setdefault((trial.case.importance, trial.case.shorter), trial)
    for importance, shorter in found:
        if shorter and (importance, "") in found:
            continue
        key = f"{importance}, due" if known.hurried(importance) else "due"
        under = f"at {importance} importance" + (f", shortened to {shorter!r}" if shorter else "")
        mend = (
            f'give the shortened time a rule of its own: [[shorter]] due = {{ {known.name} = "…" }}'
            if shorter
            else "give more time, or state a reading with a shorter one"
        )
        yield Fault(f"deadline {known.name!r}, {key}", f"due as it starts or before, {under}", mend)


def _unheard(known: Deadline, tried: tuple[Trial, ...], time: WorkingTime) -> Iterator[Fault]:
    place = f"deadline {known.name!r}, pings"
    if known.limits:
        if known.pings:
            yield Fault(place, "a limit on an action never rings", "take out the pings or the limit")
        return
    if not any(ping.missed for ping in known.rings):
        yield Fault(place, "nobody hears of a miss", 'add a ping "at due" or "1 hour after"')
    for text, ping in zip(known.pings, known.rings, strict=True):
        if not ping.missed and tried and not any(_rings(ping, trial, time) for trial in tried):
            yield Fault(place, f"{text!r} never rings, for there is never so much time", "make it shorter")


def _rings(ping: Ping, trial: Trial, time: WorkingTime) -> bool:
    return time.subtract(trial.due.at, -ping.offset) > trial.start


def _not_chosen(known: Deadline) -> Iterator[Fault]:
    """A range stands where somebody chooses from it: only the days of the fast track are chosen."""
    texts = [known.due, known.high.due if known.high else None]
    texts += [*known.by_kind.values(), *known.by_category.values(), *known.by_topic.values()]
    for text in texts:
        if text and text != "none" and parse_rule(text).least is not None:
            yield Fault(
                f"deadline {known.name!r}, due",
                f"nobody chooses from {text!r}; only the days of the fast track are chosen",
                "write one number, or put it under fast = { due = … }",
            )


def _nothing_to_choose(procedure: Procedure) -> Iterator[Fault]:
    ranges = _ranges(procedure)
    least, most = _common(ranges)
    if least > most:
        yield Fault(
            f"deadline {list(ranges)[-1]!r}, fast, due",
            f"no number of days fits the ranges of {' and '.join(ranges)} alike",
            "let the ranges have a day in common",
        )


def _ranges(procedure: Procedure) -> dict[str, Rule]:
    """Rules of the fast track from which a number of days is chosen, by their deadlines."""
    fast = {one.name: one.fast.rule for one in procedure.deadline if one.fast}
    return {name: rule for name, rule in fast.items() if rule.least is not None}


def _common(ranges: Mapping[str, Rule]) -> tuple[int, int]:
    """The least and the most that all the ranges allow; the most is the smaller one where there is nothing."""
    least = max((rule.least or 0 for rule in ranges.values()), default=0)
    return least, min((rule.amount for rule in ranges.values()), default=0)
