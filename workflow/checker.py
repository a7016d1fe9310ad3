"""Proves a procedure: that no card can be stuck, ownerless or without a clock, whatever people do.

What cannot be proved is reported, each fault with its key and how to mend it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from workflow.calendar import working_time
from workflow.cases import Case
from workflow.deadlines import Rules, dues, other_times
from workflow.due import Due, Unit
from workflow.pings import Ping
from workflow.procedure import Deadline, Procedure
from workflow.states import State, Walk, bases, every_base, every_case, walk
from workflow.words import Importance, Role

_ZONE = "Europe/Moscow"
_SAMPLES = tuple(
    datetime(2026, month, day, hour, minute, tzinfo=UTC)
    for month, day, hour, minute in (
        (3, 3, 7, 0),  # Tuesday 10:00
        (3, 4, 9, 50),  # Wednesday 12:50, just before the break
        (3, 5, 14, 59),  # Thursday, the last minute
        (3, 6, 13, 30),  # Friday 16:30, before three days off
        (3, 8, 12, 0),  # a holiday
        (12, 31, 10, 0),  # before the longest holidays
    )
)
"""Starts of a deadline in an ordinary week and around days off (UTC)."""


_OF_A_UNIT = frozenset({Role.EXECUTOR, Role.CHIEF})
"""Roles that a card has only once it was routed to a department."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong at which key of the file, and how to mend it."""

    key: str
    what: str
    mend: str

    def __str__(self) -> str:
        return f"{self.key}: {self.what}; {self.mend}"


@dataclass(frozen=True, slots=True)
class Reading:
    """How the file reads a silent or contradictory place of the document; no deadline where it concerns none alone."""

    deadline: str
    clause: str
    text: str


def readings(procedure: Procedure) -> tuple[Reading, ...]:
    """Every reading that the file states, in its order."""
    found = [Reading("", stated.clause, stated.text) for stated in procedure.reading]
    for known in procedure.deadline:
        if known.reading:
            found.append(Reading(known.name, known.clause, known.reading))
        if known.high and known.high.reading:
            found.append(Reading(known.name, known.clause_for(Importance.HIGH), known.high.reading))
    return tuple(found)


def check(procedure: Procedure) -> tuple[Fault, ...]:
    """Everything that keeps the procedure from being safe to use; empty for a good one."""
    walked = walk(procedure)
    return (
        *_targets(walked, procedure),
        *_unreachable(walked, procedure),
        *_dead_ends(walked),
        *_ownerless(walked, procedure),
        *_clockless(walked, procedure),
        *_never_happens(walked, procedure),
        *_unheard(procedure),
        *_too_short(procedure),
    )


def _targets(walked: Walk, procedure: Procedure) -> Iterator[Fault]:
    for (name, action), missing in walked.gaps.items():
        yield Fault(
            f"step {name!r}, actions, {action}", f"says nothing of {missing!r}", f'add {missing} = "…", a step\'s name'
        )
    for step in procedure.step:
        for action, target in step.actions.items():
            if not isinstance(target, str) and step.limited(action) and procedure.limit_on(action) is None:
                yield Fault(
                    f"step {step.name!r}, actions, {action}",
                    "tells in time from late, but no deadline limits it",
                    f'give a deadline limits = "{action}", or one target',
                )


def _unreachable(walked: Walk, procedure: Procedure) -> Iterator[Fault]:
    reached = {state.step for state in walked.ways}
    for step in procedure.step:
        if step.name not in reached:
            yield Fault(f"step {step.name!r}", "no card can come here", "lead an action to it, or take it out")


def _dead_ends(walked: Walk) -> Iterator[Fault]:
    stuck = [state for state in walked.ways if state not in walked.can_close()]
    for state in _one_a_step(stuck):
        yield Fault(
            f"step {state.step!r}",
            f"no way to the end from here ({_way(state, walked)})",
            "lead one of its actions towards closed",
        )


def _ownerless(walked: Walk, procedure: Procedure) -> Iterator[Fault]:
    lost = [
        state
        for state in walked.ways
        if (step := procedure.at(state.step)) and not state.routed and step.role(state.card_kind) in _OF_A_UNIT
    ]
    for state in _one_a_step(lost):
        yield Fault(
            f"step {state.step!r}",
            f"nobody is its executor yet ({_way(state, walked)})",
            "let a step with route come before it",
        )


def _clockless(walked: Walk, procedure: Procedure) -> Iterator[Fault]:
    windows = {known.name for known in procedure.deadline if known.limits}
    for importance in procedure.importances():
        quiet = [s for s in walked.ways if procedure.at(s.step) and not walked.runs(s, importance) - windows]
        for state in _one_a_step(quiet):
            yield Fault(
                f"step {state.step!r}",
                f"no deadline runs here at {importance} importance ({_way(state, walked)})",
                "let a deadline start with one of the moments on the way",
            )


def _never_happens(walked: Walk, procedure: Procedure) -> Iterator[Fault]:
    for known in procedure.deadline:
        for anchor in sorted(every_base(known, procedure) - walked.marks):
            yield Fault(f"deadline {known.name!r}, due", f"{anchor!r} never happens", "count from a moment that does")
        for mark in sorted(set(known.met_by) - walked.marks - {"part_given"}):
            yield Fault(f"deadline {known.name!r}, met_by", f"{mark!r} never happens", "take it out")


def _unheard(procedure: Procedure) -> Iterator[Fault]:
    for known in procedure.deadline:
        if known.limits and known.pings:
            yield Fault(
                f"deadline {known.name!r}, pings", "a limit on an action never rings", "take out the pings or the limit"
            )
        elif not known.limits and not any(ping.missed for ping in known.rings):
            yield Fault(
                f"deadline {known.name!r}, pings", "nobody hears of a miss", 'add a ping "at due" or "1 hour after"'
            )
        for text, ping in zip(known.pings, known.rings, strict=True):
            if not known.limits and not ping.missed and not _ever_rings(ping, known, procedure):
                yield Fault(
                    f"deadline {known.name!r}, pings",
                    f"{text!r} never rings: there is no so much time",
                    "make it shorter",
                )


def _ever_rings(ping: Ping, deadline: Deadline, procedure: Procedure) -> bool:
    time = working_time(_ZONE)
    return any(
        time.subtract(due.at, -ping.offset) > start
        for case in every_case(procedure)
        for start, due in _resolved(deadline, case, procedure)
    )


def _too_short(procedure: Procedure) -> Iterator[Fault]:
    for known in procedure.deadline:
        found = {
            case.importance: case
            for case in every_case(procedure)
            if any(_no_time(start, due) for start, due in _resolved(known, case, procedure))
        }
        for importance in found:
            key = f"{importance}, due" if known.hurried(importance) else "due"
            yield Fault(
                f"deadline {known.name!r}, {key}",
                f"due before it starts, at {importance} importance",
                "give more time, or state a reading with a shorter one",
            )


def _no_time(start: datetime, due: Due) -> bool:
    return due.at < start if due.read_as is Unit.AT_ONCE else due.at <= start


def _resolved(deadline: Deadline, case: Case, procedure: Procedure) -> Iterator[tuple[datetime, Due]]:
    """The deadline on sample starts: when it starts and when it is due."""
    times = other_times(procedure, _ZONE)
    rules = Rules(procedure, working_time(_ZONE), procedure.bare_hours, procedure.day_off_deadlines, times)
    for anchor in bases(deadline, case, procedure):
        for start in _SAMPLES:
            for known, _, due in dues({anchor: start}, rules, case):
                if known is deadline:
                    yield start, due


def _one_a_step(states: Iterable[State]) -> list[State]:
    """The first of each step: one fault a step is enough to find it."""
    return list({state.step: state for state in reversed(list(states))}.values())[::-1]


def _way(state: State, walked: Walk) -> str:
    return "as it begins" if not walked.ways[state] else "after " + ", ".join(walked.ways[state])
