"""What a procedure names that is not there: steps, moments, deadlines, actions; and deadlines that go in circles."""

from collections.abc import Iterator

from workflow.card import CLOSED
from workflow.cases import IN_TIME, LATE, OTHERWISE
from workflow.due import RuleError, parse_rule
from workflow.procedure import Deadline, Procedure
from workflow.words import DraftKind

Circle = tuple[str, ...]


def broken_references(procedure: Procedure) -> list[str]:
    """What names something that is not there: steps, moments, deadlines, actions."""
    return [
        *_unknown_actions(procedure),
        *_unknown_cases(procedure),
        *_unknown_steps(procedure),
        *_unknown_anchors(procedure),
        *_unknown_names(procedure),
        *_unknown_marks(procedure),
        *_unknown_short_times(procedure),
        *_circles(procedure),
    ]


def _unknown_actions(procedure: Procedure) -> Iterator[str]:
    known = ", ".join(procedure.actions)
    for step in procedure.step:
        for action in step.actions:
            if action not in procedure.actions:
                yield f"step {step.name!r}, actions: unknown action {action!r}; known are: {known}"
        if step.auto and step.auto not in step.actions:
            yield f"step {step.name!r}, auto: {_no_action(step.auto, procedure)}"


def _unknown_cases(procedure: Procedure) -> Iterator[str]:
    """Cases in tables: a step's targets, whose move it is, marks."""
    cases = cases_of(procedure)
    known = ", ".join(cases)
    for step in procedure.step:
        for action, target in step.actions.items():
            for case in () if isinstance(target, str) else sorted(set(target) - set(cases)):
                yield f"step {step.name!r}, actions, {action}: {action} has {case!r}; known are: {known}"
        for kind in () if isinstance(step.by, str) else sorted(set(step.by) - set(procedure.kinds)):
            yield f"step {step.name!r}, by: there is no kind of card {kind!r}; name it under [kinds]"
    for action, table in procedure.marks.items():
        for case in sorted(set(table) - set(cases)):
            yield f"marks, {action}: {action} has {case!r}; known are: {known}"
    if twice := sorted({case for case in cases if cases.count(case) > 1}):
        yield f"{twice[0]!r} names two things; kinds of card, outcomes and categories need names of their own"


def cases_of(procedure: Procedure) -> list[str]:
    """What a table of targets may tell apart."""
    named = [one.name for one in (*procedure.outcome, *procedure.category)]
    return [IN_TIME, LATE, OTHERWISE, *DraftKind, *procedure.kinds, *named]


def _unknown_steps(procedure: Procedure) -> Iterator[str]:
    names = {step.name for step in procedure.step} | {CLOSED}
    known = ", ".join(sorted(names))
    for step in procedure.step:
        for target in sorted(step.targets() - names):
            yield f"step {step.name!r}, actions: leads to {target!r}, which is no step; steps are: {known}"
    for action in procedure.standing:
        for key, steps in (("at", action.at), ("to", (action.to,) if action.to else ())):
            for step_name in sorted(set(steps) - names):
                yield f"action {action.name!r}, {key}: {step_name!r} is no step; steps are: {known}"
    if procedure.start not in names - {CLOSED}:
        yield f"start: {procedure.start!r} is no step; steps are: {', '.join(sorted(names - {CLOSED}))}"


def _unknown_anchors(procedure: Procedure) -> Iterator[str]:
    moments, deadlines = procedure.happenings(), {deadline.name for deadline in procedure.deadline}
    known = f"moments are: {', '.join(sorted(moments))}"
    parts = {"part_given"}
    for deadline in procedure.deadline:
        met = set(deadline.met_by) - (parts if deadline.each == "contribution" else set())
        once = {deadline.once} if deadline.once else set()
        unless = {deadline.unless} if deadline.unless else set()
        found = {"due": _anchors(deadline) - deadlines, "met_by": met, "once": once, "unless": unless}
        for key, names in found.items():
            for name in sorted(names - moments):
                yield f"deadline {deadline.name!r}, {key}: {name!r} can never happen; {known}"
    for action in procedure.action:
        for kind in sorted(set(action.kinds) - set(procedure.kinds)):
            yield f"action {action.name!r}, kinds: there is no kind of card {kind!r}; name it under [kinds]"
        asked = {action.answers} if action.answers else set()
        for key, names in (("answers", asked), ("first", {*action.first, *action.first.values()} - set(DraftKind))):
            for name in sorted(names - moments):
                yield f"action {action.name!r}, {key}: {name!r} can never happen; {known}"


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
    for short in procedure.shorter:
        for name, text in short.due.items():
            if procedure.named(name) is None:
                yield f"shorter {short.name!r}, due: there is no deadline {name!r}"
            try:
                parse_rule(text)
            except RuleError as error:
                yield f"shorter {short.name!r}, {error}"


def _no_action(name: str, procedure: Procedure) -> str:
    return f"no step has the action {name!r}; actions are: {', '.join(sorted(procedure.used()))}"


def _circles(procedure: Procedure) -> Iterator[str]:
    """Deadlines that wait for one another would never come due."""
    for deadline in procedure.deadline:
        if path := _path_back(deadline.name, deadline, procedure, ()):
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
