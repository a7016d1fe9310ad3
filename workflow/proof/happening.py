"""Proofs about moments: whatever counts from one, waits for one or leans on one, that moment can happen."""

from collections.abc import Iterator

from workflow.actions import Action, Need
from workflow.procedure import Deadline, Procedure
from workflow.proof.fault import Fault, asked
from workflow.proof.walk import Walk
from workflow.proof.ways import way
from workflow.words import DraftKind

_GIVEN = "part_given"


def happening(walked: Walk, procedure: Procedure) -> Iterator[Fault]:
    """Every moment that the file looks for in vain, and everything that the desk itself could not do."""
    for known in procedure.deadline:
        yield from _of_deadline(known, walked)
    for action in (procedure.actions[name] for name in sorted(procedure.used())):
        yield from _of_action(action, walked, procedure)
    yield from _unanswered(procedure)
    yield from _stopped(walked)
    yield from _of_itself(procedure)
    yield from _in_a_circle(procedure)


def _of_deadline(known: Deadline, walked: Walk) -> Iterator[Fault]:
    place = f"deadline {known.name!r}"
    bases = walked.model.anchors.every_base(known) if known.each == "card" else frozenset()
    for anchor in sorted(bases - walked.marks):
        yield Fault(f"{place}, due", f"{anchor!r} never happens", "count from a moment that does")
    for mark in sorted(set(known.met_by) - walked.marks - {_GIVEN}):
        yield Fault(f"{place}, met_by", f"{mark!r} never happens", "take it out")
    if known.each == "card" and _GIVEN in known.met_by:
        yield Fault(f"{place}, met_by", f"{_GIVEN!r} is of a part alone", 'add each = "contribution", or take it out')
    for key, name in (("once", known.once), ("unless", known.unless)):
        if name and name not in walked.marks:
            yield Fault(f"{place}, {key}", f"{name!r} never happens", "name a moment that does, or take it out")


def _of_action(action: Action, walked: Walk, procedure: Procedure) -> Iterator[Fault]:
    place = f"action {action.name!r}"
    if action.answers and action.answers not in walked.marks:
        yield Fault(f"{place}, answers", f"{action.answers!r} never happens", "let an action ask that, or take it out")
    for before, needed in action.first.items():
        for name in ({needed} if before in frozenset(DraftKind) else {before, needed}) - walked.marks:
            yield Fault(f"{place}, first", f"{name!r} never happens", "name a moment that does, or take it out")
    if action.proof and not _excusable(action, walked, procedure):
        yield Fault(
            f"{place}, proof",
            f"{action.proof!r} cannot come after routing and before it, so a draft without a photo has no excuse",
            "give whoever drafts an action that sets that moment",
        )


def _excusable(action: Action, walked: Walk, procedure: Procedure) -> bool:
    steps = {step.name for step in procedure.step if action.name in step.actions}
    where = steps if steps or not action.standing else {*action.at} or {step.name for step in procedure.step}
    return any(action.proof in state.excused and state.routed for state in walked.ways if state.step in where)


def _unanswered(procedure: Procedure) -> Iterator[Fault]:
    """What asks a question that nobody answers could be done only once."""
    used = procedure.used()
    asked = {one.answers for one in procedure.actions.values() if one.answers}
    answered = {one.answers for one in procedure.actions.values() if one.answers and one.name in used}
    for name in sorted(used):
        for mark in (one for one in procedure.actions[name].mark if one in asked - answered):
            takers = [one.name for one in procedure.actions.values() if one.answers == mark]
            yield Fault(
                f"action {name!r}, mark",
                f"{mark!r} waits for an answer for ever",
                f"let somebody take {' or '.join(takers)}, or give it a mark of another name",
            )


def _stopped(walked: Walk) -> Iterator[Fault]:
    for (deadline, step), state in walked.stopped.items():
        then = next(one.then for one in walked.procedure.deadline if one.name == deadline)
        action = walked.procedure.actions[then or ""]
        needs = f"it asks for {asked(action.needs)}" if action.needs else f"it is no action of step {step!r}"
        yield Fault(
            f"deadline {deadline!r}, then",
            f"when its time is over at step {step!r}, the desk cannot take {then!r}: {needs} ({way(state, walked)})",
            "let the deadline be met before, or name an action that asks for nothing and stands at that step",
        )


def _of_itself(procedure: Procedure) -> Iterator[Fault]:
    for step in procedure.step:
        needs = set(procedure.actions[step.auto].needs) - {Need.DEPARTMENT} if step.auto else set()
        if needs:
            yield Fault(
                f"step {step.name!r}, auto",
                f"{step.auto!r} asks for {asked(sorted(needs))}, which the desk cannot give by itself",
                "let it be an action that asks for nothing or for a department",
            )
    for known in procedure.deadline:
        if known.limits and known.then:
            yield Fault(
                f"deadline {known.name!r}, then", "a limit on an action never comes due", "take out one of them"
            )


def _in_a_circle(procedure: Procedure) -> Iterator[Fault]:
    """Steps that lead to each other by themselves."""
    leads = {step.name: _targets(step.name, step.auto, procedure) for step in procedure.step if step.auto}
    for name in leads:
        reached, fresh = set[str](), {name}
        while fresh:
            following = {target for one in fresh for target in leads.get(one, ())}
            fresh = following - reached
            reached |= following
        if name in reached:
            yield Fault(
                f"step {name!r}, auto",
                "a card would go in a circle by itself",
                "let one of the steps wait for somebody",
            )


def _targets(name: str, action: str, procedure: Procedure) -> set[str]:
    step = procedure.at(name)
    target = step.actions[action] if step else name
    return {target} - {name} if isinstance(target, str) else set(target.values()) - {name}
