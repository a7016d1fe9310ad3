"""What a procedure names that is not there: steps, moments, deadlines, actions; and deadlines that go in circles."""

from workflow.card import CLOSED
from workflow.procedure import Deadline, Procedure
from workflow.words import Importance


def broken_references(procedure: Procedure) -> list[str]:
    """What names something that is not there: steps, moments, deadlines, actions."""
    return [
        *_unknown_steps(procedure),
        *_unknown_anchors(procedure),
        *_unknown_limits(procedure),
        *_unknown_marks(procedure),
        *_circles(procedure),
    ]


def _unknown_steps(procedure: Procedure) -> list[str]:
    names = {step.name for step in procedure.step} | {CLOSED}
    faults = [
        f"step {step.name!r}, actions: leads to {target!r}, which is no step; steps are: {', '.join(sorted(names))}"
        for step in procedure.step
        for target in sorted(step.targets() - names)
    ]
    if procedure.start not in names - {CLOSED}:
        faults.append(f"start: {procedure.start!r} is no step; steps are: {', '.join(sorted(names - {CLOSED}))}")
    return faults


def _unknown_anchors(procedure: Procedure) -> list[str]:
    moments, deadlines = procedure.moments(), {deadline.name for deadline in procedure.deadline}
    known = f"moments are: {', '.join(sorted(moments))}"
    named = [
        (deadline.name, key, name)
        for deadline in procedure.deadline
        for key, names in (("due", _anchors(deadline) - deadlines), ("met_by", set(deadline.met_by)))
        for name in sorted(names - moments)
    ]
    return [f"deadline {deadline!r}, {key}: {name!r} can never happen; {known}" for deadline, key, name in named]


def _anchors(deadline: Deadline) -> set[str]:
    return {deadline.rule(importance).anchor for importance in Importance}


def _unknown_limits(procedure: Procedure) -> list[str]:
    return [
        f"deadline {deadline.name!r}, limits: {_no_action(deadline.limits, procedure)}"
        for deadline in procedure.deadline
        if deadline.limits and deadline.limits not in procedure.actions()
    ]


def _unknown_marks(procedure: Procedure) -> list[str]:
    unknown = sorted(set(procedure.marks) - procedure.actions())
    return [f"marks: {_no_action(action, procedure)}" for action in unknown]


def _no_action(name: str, procedure: Procedure) -> str:
    return f"no step has the action {name!r}; actions are: {', '.join(sorted(procedure.actions()))}"


def _circles(procedure: Procedure) -> list[str]:
    """Deadlines that wait for one another would never come due."""
    return [
        f"deadline {deadline.name!r}, due: waits for itself, by way of {' and '.join(path)}; "
        "let one of them start from a moment"
        for deadline in procedure.deadline
        for importance in Importance
        if (path := _path_back(deadline, procedure, importance))
    ]


def _path_back(deadline: Deadline, procedure: Procedure, importance: Importance) -> list[str]:
    path: list[str] = []
    following: Deadline | None = deadline
    while following and following.name not in path:
        path.append(following.name)
        following = procedure.named(following.rule(importance).anchor)
    return path if following is deadline else []
