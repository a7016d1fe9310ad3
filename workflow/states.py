"""Every state that a card can come into under a procedure, found by walking all of its actions.

Times are left out: of a moment only counts whether it came after another. That makes the states few,
so all of them are visited, not a sample.
"""

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from workflow.actions import ACTIONS, Need
from workflow.card import CLOSED
from workflow.procedure import Deadline, Procedure, Step
from workflow.words import DraftKind, Importance

Owed = tuple[str, Importance]


@dataclass(frozen=True, slots=True)
class State:
    """A card without its times: where it stands, and which deadlines run for it at which importance."""

    step: str
    kind: DraftKind | None = None
    accepted: bool = False
    routed: bool = False
    owed: frozenset[Owed] = frozenset()
    seen: frozenset[str] = frozenset()

    def runs(self, importance: Importance) -> frozenset[str]:
        """Deadlines that run for a card of this importance."""
        return frozenset(name for name, of in self.owed if of is importance)


@dataclass(frozen=True, slots=True)
class Walk:
    """All states with a shortest way to each, where each leads, and what can happen at all."""

    ways: Mapping[State, tuple[str, ...]]
    leads: Mapping[State, tuple[State, ...]]
    marks: frozenset[str]
    taken: frozenset[tuple[str, str]]
    gaps: Mapping[tuple[str, str], str] = field(default_factory=dict)

    def can_close(self) -> frozenset[State]:
        """States from which the card can still be closed."""
        before: dict[State, set[State]] = {}
        for state, followers in self.leads.items():
            for follower in followers:
                before.setdefault(follower, set()).add(state)
        found = {state for state in self.ways if state.step == CLOSED}
        queue = deque(found)
        while queue:
            fresh = before.get(queue.popleft(), set()) - found
            found |= fresh
            queue.extend(fresh)
        return frozenset(found)


def base(deadline: Deadline, importance: Importance, procedure: Procedure) -> str:
    """The moment that a deadline counts from in the end, through the deadlines it leans on.

    Raises ValueError where deadlines lean on one another in a ring.
    """
    passed = [deadline.name]
    anchor = deadline.rule(importance).anchor
    while anchor not in procedure.moments() and (other := procedure.named(anchor)):
        if other.name in passed:
            raise ValueError(f"{' → '.join([*passed, other.name])}: deadlines that wait for one another")
        passed.append(other.name)
        anchor = other.rule(importance).anchor
    return anchor


def walk(procedure: Procedure) -> Walk:
    """Visit every state that a card can come into. Raises ValueError as `base` does."""
    bases = {
        (known.name, importance): base(known, importance, procedure)
        for known in procedure.deadline
        for importance in Importance
    }
    start = _marked(State(procedure.start), ("detected", "received"), procedure, bases)
    ways: dict[State, tuple[str, ...]] = {start: ()}
    leads: dict[State, tuple[State, ...]] = {}
    marks, taken, gaps = {"detected", "received"}, set(), {}
    queue = deque([start])
    while queue:
        state = queue.popleft()
        step = procedure.at(state.step)
        followers = []
        for move in _moves(state, step, procedure) if step else ():
            if move.target is None:
                gaps[(state.step, move.action)] = move.missing
                continue
            follower = _moved(state, move, procedure, bases)
            followers.append(follower)
            marks |= set(move.marks)
            taken.add((state.step, move.action))
            if follower not in ways:
                ways[follower] = (*ways[state], move.action)
                queue.append(follower)
        leads[state] = tuple(followers)
    return Walk(ways, leads, frozenset(marks), frozenset(taken), gaps)


@dataclass(frozen=True, slots=True)
class _Move:
    action: str
    target: str | None
    marks: tuple[str, ...]
    kind: DraftKind | None
    missing: str = ""


def _moves(state: State, step: Step, procedure: Procedure) -> Iterator[_Move]:
    if step.recall:
        yield _Move("take_back", step.recall, procedure.moments_of("take_back", state.kind), state.kind)
    for action, target in step.actions.items():
        if action == "accept" and state.accepted:
            continue
        if not isinstance(target, str) and "in_time" in target:
            yield from _limited(action, step, state, procedure)
            continue
        kinds = tuple(DraftKind) if ACTIONS[action].need is Need.DRAFT else (state.kind,)
        for kind in kinds:
            yield _plain(action, step, kind, state, procedure)


def _plain(action: str, step: Step, kind: DraftKind | None, state: State, procedure: Procedure) -> _Move:
    """A move as `decide` makes it: it reads the table by the draft there was before."""
    try:
        target = step.target(action, kind=state.kind)
    except KeyError as missing:
        return _Move(action, None, (), kind, str(missing.args[0]))
    return _Move(action, target, procedure.moments_of(action, state.kind), kind)


def _limited(action: str, step: Step, state: State, procedure: Procedure) -> Iterator[_Move]:
    yield _Move(action, step.target(action), procedure.moments_of(action, state.kind), state.kind)
    limit = procedure.limit_on(action)
    if limit and state.seen & {base(limit, importance, procedure) for importance in Importance}:
        late = step.target(action, late=True)
        marks = ("return_asked",) if late != step.target(action) else procedure.moments_of(action, state.kind)
        yield _Move(action, late, marks, state.kind)


def _moved(state: State, move: _Move, procedure: Procedure, bases: Mapping[Owed, str]) -> State:
    assert move.target is not None  # noqa: S101 - gaps are left out by the caller
    routed = ACTIONS[move.action].need is Need.DEPARTMENT
    after = replace(
        state,
        step=move.target,
        kind=move.kind,
        accepted=(bool({"accepted", "submitted"} & set(move.marks)) or state.accepted) and not routed,
        routed=state.routed or routed,
    )
    return _marked(after, move.marks, procedure, bases)


def _marked(state: State, marks: tuple[str, ...], procedure: Procedure, bases: Mapping[Owed, str]) -> State:
    """The state after these moments: they pay debts, and begin others."""
    paid = {known.name for known in procedure.deadline if set(known.met_by) & set(marks)}
    begun = {owed for owed, anchor in bases.items() if anchor in marks}
    left = {owed for owed in state.owed if owed[0] not in paid}
    limits = {
        bases[(known.name, importance)] for known in procedure.deadline if known.limits for importance in Importance
    }
    return replace(state, owed=frozenset(left | begun), seen=state.seen | (limits & set(marks)))
