"""What a procedure names that is not there: steps, moments, deadlines, actions; and deadlines that go in circles."""

from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from workflow.card import CLOSED
from workflow.cases import IN_TIME, LATE, OTHERWISE
from workflow.due import RuleError, parse_rule
from workflow.procedure import Deadline, Procedure
from workflow.words import DraftKind

Circle = tuple[str, ...]


def broken_references(procedure: Procedure) -> list[str]:
    """What names something that is not there: steps, moments, deadlines, actions.

    Where an action is not known, the moments that it would set are not called unknown, too.
    """
    actions = list(_unknown_actions(procedure))
    return [
        *actions,
        *_unknown_cases(procedure),
        *_unknown_steps(procedure),
        *(() if actions else _unknown_anchors(procedure)),
        *(() if actions else _unknown_names(procedure)),
        *(() if actions else _unknown_marks(procedure)),
        *_unknown_short_times(procedure),
        *_circles(procedure),
    ]


def listed(what: str, name: str, known: Iterable[str]) -> str:
    """The names that are known, and the one that may have been meant."""
    names = list(known)
    near = get_close_matches(name, names, n=1)
    return f"{what} are: {', '.join(names)}" + (f"; did you mean {near[0]!r}?" if near else "")


def _unknown_actions(procedure: Procedure) -> Iterator[str]:
    for step in procedure.step:
        for action in step.actions:
            if action not in procedure.actions:
                known = listed("known", action, procedure.actions)
                yield f"step {step.name!r}, actions: unknown action {action!r}; {known}"
        if step.auto and step.auto not in step.actions:
            yield f"step {step.name!r}, auto: {_no_action(step.auto, procedure)}"


def _unknown_cases(procedure: Procedure) -> Iterator[str]:
    """Cases in tables: a step's targets, whose move it is, marks."""
    cases = cases_of(procedure)
    for step in procedure.step:
        for action, target in step.actions.items():
            for case in () if isinstance(target, str) else sorted(set(target) - set(cases)):
                yield f"step {step.name!r}, actions, {action}: {action} has {case!r}; {listed('known', case, cases)}"
        for kind in () if isinstance(step.by, str) else sorted(set(step.by) - set(procedure.kinds)):
            yield f"step {step.name!r}, by: there is no kind of card {kind!r}; name it under [kinds]"
    for action, table in procedure.marks.items():
        for case in sorted(set(table) - set(cases)):
            yield f"marks, {action}: {action} has {case!r}; {listed('known', case, cases)}"
    yield from _two_meanings(procedure)


def _two_meanings(procedure: Procedure) -> Iterator[str]:
    """A table could not tell them apart."""
    taken = {IN_TIME, LATE, OTHERWISE, *DraftKind}
    named = {"kinds": [*procedure.kinds]}
    named |= {"outcome": [one.name for one in procedure.outcome], "category": [one.name for one in procedure.category]}
    for key, names in named.items():
        for name in sorted(taken & set(names)):
            yield f"{key} {name!r}: the name is taken by a case of another sort; give it another name"
        taken |= set(names)


def cases_of(procedure: Procedure) -> list[str]:
    """What a table of targets may tell apart."""
    named = [one.name for one in (*procedure.outcome, *procedure.category)]
    return [IN_TIME, LATE, OTHERWISE, *DraftKind, *procedure.kinds, *named]


def _unknown_steps(procedure: Procedure) -> Iterator[str]:
    names = {step.name for step in procedure.step} | {CLOSED}
    known = sorted(names)
    for step in procedure.step:
        for target in sorted(step.targets() - names):
            steps = listed("steps", target, known)
            yield f"step {step.name!r}, actions: leads to {target!r}, which is no step; {steps}"
    for action in procedure.standing:
        for key, places in (("at", action.at), ("to", (action.to,) if action.to else ())):
            for step_name in sorted(set(places) - names):
                yield f"action {action.name!r}, {key}: {step_name!r} is no step; {listed('steps', step_name, known)}"
    if procedure.start not in names - {CLOSED}:
        yield f"start: {procedure.start!r} is no step; {listed('steps', procedure.start, sorted(names - {CLOSED}))}"


def _unknown_anchors(procedure: Procedure) -> Iterator[str]:
    moments, deadlines = procedure.happenings(), {deadline.name for deadline in procedure.deadline}
    known = sorted(moments)
    parts = {"part_given"}
    for deadline in procedure.deadline:
        met = set(deadline.met_by) - (parts if deadline.each == "contribution" else set())
        once = {deadline.once} if deadline.once else set()
        unless = {deadline.unless} if deadline.unless else set()
        found = {"due": _anchors(deadline) - deadlines, "met_by": met, "once": once, "unless": unless}
        for key, names in found.items():
            for name in sorted(names - moments):
                yield f"deadline {deadline.name!r}, {key}: {name!r} can never happen; {listed('moments', name, known)}"
    for action in procedure.action:
        for kind in sorted(set(action.kinds) - set(procedure.kinds)):
            yield f"action {action.name!r}, kinds: there is no kind of card {kind!r}; name it under [kinds]"
        asked = {action.answers} if action.answers else set()
        for key, names in (("answers", asked), ("first", {*action.first, *action.first.values()} - set(DraftKind))):
            for name in sorted(names - moments):
                yield f"action {action.name!r}, {key}: {name!r} can never happen; {listed('moments', name, known)}"


def _anchors(deadline: Deadline) -> set[str]:
    return {anchor for rule in deadline.every_rule() for anchor in rule.anchors}


def _unknown_names(procedure: Procedure) -> Iterator[str]:
    """Actions, kinds, categories and timetables that a deadline names."""
    used = procedure.used()
    categories = {one.name for one in procedure.category}
    for deadline in procedure.deadline:
        longer = deadline.extension.by if deadline.extension else None
        actions = {"limits": deadline.limits, "then": deadline.then, "extension": longer}
        for key, action in actions.items():
            if action and action not in used:
                yield f"deadline {deadline.name!r}, {key}: {_no_action(action, procedure)}"
        for kind in sorted({*deadline.kinds, *deadline.by_kind} - set(procedure.kinds)):
            key = "kinds" if kind in deadline.kinds else "by_kind"
            yield f"deadline {deadline.name!r}, {key}: there is no kind of card {kind!r}; name it under [kinds]"
        for category in sorted(set(deadline.by_category) - categories):
            yield f"deadline {deadline.name!r}, by_category: there is no {category!r}; add a [[category]]"
        if deadline.timetable and deadline.timetable not in procedure.timetable:
            table = f"[timetable.{deadline.timetable}]"
            yield f"deadline {deadline.name!r}, timetable: there is no {deadline.timetable!r}; add {table}"


def _unknown_marks(procedure: Procedure) -> Iterator[str]:
    for action in sorted(set(procedure.marks) - procedure.used()):
        yield f"marks: {_no_action(action, procedure)}"


def _unknown_short_times(procedure: Procedure) -> Iterator[str]:
    known = procedure.happenings() | {one.name for one in procedure.deadline}
    for short in procedure.shorter:
        for name, text in short.due.items():
            if procedure.named(name) is None:
                yield f"shorter {short.name!r}, due: there is no deadline {name!r}"
            try:
                anchors = set(parse_rule(text).anchors)
            except RuleError as error:
                yield f"shorter {short.name!r}, {error}"
                continue
            for anchor in sorted(anchors - known):
                moments = listed("moments", anchor, sorted(known))
                yield f"shorter {short.name!r}, due: {anchor!r} can never happen; {moments}"


def _no_action(name: str, procedure: Procedure) -> str:
    return f"no step has the action {name!r}; {listed('actions', name, sorted(procedure.used()))}"


def _circles(procedure: Procedure) -> Iterator[str]:
    """Deadlines that wait for one another would never come due; each circle is told once."""
    told: set[frozenset[str]] = set()
    for deadline in procedure.deadline:
        path = _path_back(deadline.name, deadline, procedure, ())
        if path and frozenset(path) not in told:
            told.add(frozenset(path))
            yield (
                f"deadline {deadline.name!r}, due: waits for itself, by way of {' and '.join(path)}; "
                "let one of them start from a moment"
            )


def _path_back(wanted: str, deadline: Deadline, procedure: Procedure, passed: Circle) -> Circle:
    """The deadlines by way of which one waits for itself; nothing where it does not."""
    if deadline.name in passed:
        return ()
    for anchor in sorted(_anchors(deadline)):
        following = procedure.named(anchor)
        if anchor == wanted:
            return (*passed, deadline.name)
        if following and (found := _path_back(wanted, following, procedure, (*passed, deadline.name))):
            return found
    return ()
