"""Proofs about the way of a card: it can come everywhere, it can leave everywhere, somebody has it, a clock runs."""

from collections.abc import Iterable, Iterator

from workflow.card import CLOSED
from workflow.cases import Case
from workflow.procedure import Procedure, Step
from workflow.proof.fault import Fault
from workflow.proof.state import State
from workflow.proof.walk import Walk
from workflow.words import Importance, Role

_OF_A_UNIT = frozenset({Role.EXECUTOR, Role.CHIEF})
"""Roles that a card has only once it was routed to a department."""


def ways(walked: Walk, procedure: Procedure) -> Iterator[Fault]:
    """Everything that could hold a card up."""
    yield from _unreachable(walked, procedure)
    yield from _never_taken(walked, procedure)
    yield from _dead_ends(walked)
    yield from _ownerless(walked, procedure)
    yield from _clockless(walked)


def way(state: State, walked: Walk) -> str:
    """How a card comes into this state, in words."""
    return "as it begins" if not walked.ways[state] else "after " + ", ".join(walked.ways[state])


def one_a_step(states: Iterable[State]) -> list[State]:
    """The first of each step: one fault a step is enough to find it."""
    found: dict[str, State] = {}
    for state in states:
        found.setdefault(state.step, state)
    return list(found.values())


def targets(walked: Walk, procedure: Procedure) -> Iterator[Fault]:
    """Tables that do not tell where an action leads, or tell what nothing decides."""
    for (name, action), missing in walked.gaps.items():
        yield Fault(
            f"step {name!r}, actions, {action}", f"says nothing of {missing!r}", f'add {missing} = "…", a step\'s name'
        )
    for step in procedure.step:
        for action in step.actions:
            if step.limited(action) and procedure.limit_on(action) is None:
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


def _never_taken(walked: Walk, procedure: Procedure) -> Iterator[Fault]:
    """Buttons that nobody will ever see."""
    reached = {state.step for state in walked.ways}
    for step in procedure.step:
        for action in step.actions:
            if step.name in reached and not {(step.name, action)} & (walked.taken | walked.gaps.keys()):
                yield Fault(
                    f"step {step.name!r}, actions, {action}",
                    "nobody can ever take it here",
                    _why_never(action, procedure),
                )
    taken = {action for _, action in walked.taken | walked.gaps.keys()}
    for one in procedure.standing:
        if one.name not in taken and reached & {*(one.at or reached)}:
            yield Fault(f"action {one.name!r}", "nobody can ever take it", _why_never(one.name, procedure))


def _why_never(name: str, procedure: Procedure) -> str:
    action = procedure.actions[name]
    if action.answers:
        return f"it answers {action.answers!r}, which must be asked before; lead the card here after that"
    return "look at what it needs, and at what must come first; or take it out"


def _dead_ends(walked: Walk) -> Iterator[Fault]:
    ends = {state for state in walked.ways if state.step == CLOSED}
    for state in one_a_step(state for state in walked.open if state not in walked.can_close):
        if state in walked.before(ends, only_sure=True):
            what = "the desk takes the card on by itself before anybody can bring it to the end"
            mend = "give the step another way to the end, or take out auto"
        elif state in walked.before(ends):
            what = "only the citizen can bring it to the end"
            mend = "give somebody of the office a way on, or a deadline with then"
        else:
            what, mend = "no way to the end", "lead one of its actions towards closed"
        yield Fault(f"step {state.step!r}", f"{what} from here ({way(state, walked)})", mend)


def _ownerless(walked: Walk, procedure: Procedure) -> Iterator[Fault]:
    lost = [
        state
        for state in walked.open
        if (step := procedure.at(state.step)) and not _owned(step, state, fresh=not walked.ways[state])
    ]
    for state in one_a_step(lost):
        step = procedure.at(state.step)
        role = step.role(state.card_kind) if step else Role.CURATOR
        if role is Role.OUTSIDE:
            what, mend = (
                "nobody outside sees a card before it is passed on",
                "add recorded_by, or begin with a step of the office",
            )
        elif role is Role.CITIZEN:
            what, mend = (
                "the citizen has no buttons here",
                "add recorded_by, or let the step be of somebody at the desk",
            )
        else:
            what, mend = f"nobody is its {role} yet", "let a step with route come before it"
        yield Fault(f"step {state.step!r}", f"{what} ({way(state, walked)})", mend)


def _owned(step: Step, state: State, *, fresh: bool) -> bool:
    return any(_is_there(role, state, fresh) for role in (step.role(state.card_kind), step.recorded_by))


def _is_there(role: Role | None, state: State, fresh: bool) -> bool:
    """Executors and chiefs come with routing, those outside with the first move, and the citizen has no buttons."""
    if role in _OF_A_UNIT:
        return state.routed
    return role not in (None, Role.CITIZEN) and not (fresh and role is Role.OUTSIDE)


def _clockless(walked: Walk) -> Iterator[Fault]:
    """Of each step the first state in which nothing is owed, with the importances at which that is so."""
    told: dict[str, tuple[State, Case, list[Importance]]] = {}
    for state in walked.open:
        for row in walked.model.rows_of(state):
            if any(True for _ in walked.model.running(state, row)):
                continue
            quiet = told.setdefault(state.step, (state, row.case, []))
            if quiet[0] is state and row.case.importance not in quiet[2]:
                quiet[2].append(row.case.importance)
    for step, (state, case, found) in told.items():
        once = set(walked.model.importances(state)) == set(found)
        at = "" if once else f" at {' and '.join(found)} importance"
        yield Fault(
            f"step {step!r}",
            f"no deadline runs here{at}{_which(case)} ({way(state, walked)})",
            "let a deadline start with one of the moments on the way",
        )


def _which(case: Case) -> str:
    """What else it needs for the fault to show: a category, a topic, a shortened time."""
    named = [("category", case.category), ("topic", case.topic), ("shortened to", case.shorter)]
    return "".join(f", {word} {name!r}" for word, name in named if name)
