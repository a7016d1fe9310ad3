"""Every state that a card can come into under a procedure, found by walking all of its actions.

Times are left out: of a moment only counts whether it came after another. That makes the states few,
so all of them are visited, not a sample.
"""

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import chain

from workflow.actions import Action, Need
from workflow.card import CLOSED
from workflow.cases import IN_TIME, LATE, Case
from workflow.moves import ASKED
from workflow.procedure import FIRST_MOMENTS, Deadline, Procedure, Step
from workflow.words import DraftKind, Importance

Unpaid = tuple[str, str]
"""A deadline, and a moment that it may count from, after which nothing has met it."""


@dataclass(frozen=True, slots=True)
class State:
    """A card without its times: where it stands, what is known of it, and what is owed since which moments.

    `waiting` are questions that have not been answered. `parts` tells whether others' parts of the answer are due.
    """

    step: str
    card_kind: str = ""
    kind: DraftKind | None = None
    category: str = ""
    outcome: str = ""
    accepted: bool = False
    routed: bool = False
    parts: bool = False
    unpaid: frozenset[Unpaid] = frozenset()
    seen: frozenset[str] = frozenset()
    waiting: frozenset[str] = frozenset()

    def case(self, importance: Importance = Importance.NORMAL) -> Case:
        """What the deadlines of such a card depend on."""
        return Case(importance, kind=self.card_kind, category=self.category)

    def facts(self) -> tuple[str, ...]:
        """What the target of an action may depend on, besides being late."""
        found = (self.kind or DraftKind.ANSWER, self.card_kind, self.outcome, self.category)
        return tuple(fact for fact in found if fact)


@dataclass(frozen=True, slots=True)
class Walk:
    """All states with a shortest way to each, where each leads, and what can happen at all."""

    procedure: Procedure
    ways: Mapping[State, tuple[str, ...]]
    leads: Mapping[State, tuple[State, ...]]
    marks: frozenset[str]
    taken: frozenset[tuple[str, str]]
    gaps: Mapping[tuple[str, str], str] = field(default_factory=dict)

    def runs(self, state: State, importance: Importance) -> frozenset[str]:
        """Deadlines that run for a card of this importance in this state."""
        case = state.case(importance)
        return frozenset(
            name
            for name, moment in state.unpaid
            if (known := self.procedure.named(name)) and moment in bases(known, case, self.procedure)
        )

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


def bases(deadline: Deadline, case: Case, procedure: Procedure) -> tuple[str, ...]:
    """The moments that a deadline counts from in the end, through the deadlines it leans on; none where it is not."""
    rule = deadline.rule(case)
    return tuple(chain.from_iterable(_grounds(anchor, case, procedure) for anchor in rule.anchors)) if rule else ()


def _grounds(anchor: str, case: Case, procedure: Procedure) -> tuple[str, ...]:
    if anchor in procedure.happenings():
        return (anchor,)
    other = procedure.named(anchor)
    return bases(other, case, procedure) if other else ()


def every_case(procedure: Procedure) -> Iterator[Case]:
    """Every combination of importance, kind and category that a card may have."""
    for importance in procedure.importances():
        for kind in procedure.kinds or ("",):
            for category in ("", *(one.name for one in procedure.category)):
                yield Case(importance, kind=kind, category=category)


def every_base(deadline: Deadline, procedure: Procedure) -> frozenset[str]:
    """Every moment that some card's deadline may count from."""
    return frozenset(chain.from_iterable(bases(deadline, case, procedure) for case in every_case(procedure)))


def walk(procedure: Procedure) -> Walk:
    """Visit every state that a card can come into."""
    books = {known.name: every_base(known, procedure) for known in procedure.deadline}
    starts = [
        _marked(State(procedure.start, card_kind=kind), FIRST_MOMENTS, procedure, books)
        for kind in procedure.kinds or ("",)
    ]
    ways: dict[State, tuple[str, ...]] = dict.fromkeys(starts, ())
    leads: dict[State, tuple[State, ...]] = {}
    marks, taken, gaps = {*FIRST_MOMENTS}, set(), {}
    queue = deque(starts)
    while queue:
        state = queue.popleft()
        followers = []
        for move in _moves(state, procedure):
            if move.target is None:
                gaps[(state.step, move.action)] = move.missing
                continue
            follower = _moved(state, move, procedure, books)
            followers.append(follower)
            marks |= set(move.marks)
            taken.add((state.step, move.action))
            if follower not in ways:
                ways[follower] = (*ways[state], move.action)
                queue.append(follower)
        leads[state] = tuple(followers)
    return Walk(procedure, ways, leads, frozenset(marks), frozenset(taken), gaps)


@dataclass(frozen=True, slots=True)
class _Move:
    action: str
    target: str | None
    marks: tuple[str, ...] = ()
    changes: Mapping[str, object] = field(default_factory=dict)
    missing: str = ""


def _moves(state: State, procedure: Procedure) -> Iterator[_Move]:
    step = procedure.at(state.step)
    if step:
        yield from _of_the_step(state, step, procedure)
    for action in procedure.standing:
        if (state.step in action.at if action.at else step is not None) and _in_order(action, state, procedure):
            yield from _variants(action, action.to or state.step, state, procedure)
    if procedure.repeats and step and "repeat_checked" not in state.seen:
        yield _Move("repeat", state.step, ("repeat_checked", "repeated"))
        yield _Move("repeat", state.step, ("repeat_checked",))


def _of_the_step(state: State, step: Step, procedure: Procedure) -> Iterator[_Move]:
    if step.recall:
        yield _Move("take_back", step.recall, procedure.moments_of("take_back", state.facts()))
    for name in step.actions:
        action = procedure.actions[name]
        if (name == "accept" and state.accepted) or not _in_order(action, state, procedure):
            continue
        if step.limited(name):
            yield from _limited(action, step, state, procedure)
        else:
            yield from _variants(action, None, state, procedure)


def _in_order(action: Action, state: State, procedure: Procedure) -> bool:
    if action.kinds and state.card_kind not in action.kinds:
        return False
    if action.answers:
        return action.answers in state.waiting
    needed = all(happened not in state.waiting for happened in action.first)
    return needed and not state.waiting & set(action.mark)


def _variants(action: Action, target: str | None, state: State, procedure: Procedure) -> Iterator[_Move]:
    """The action with each thing that it may bring; `target` is None where the step says where it leads."""
    for changes in _choices(action, procedure):
        after = replace(state, **changes)  # type: ignore[arg-type]  # names and values come from _choices
        step = procedure.at(state.step)
        try:
            leads = target or (step.target(action.name, after.facts()) if step else state.step)
        except KeyError as missing:
            yield _Move(action.name, None, missing=str(missing.args[0]))
            continue
        yield _Move(action.name, leads, procedure.moments_of(action.name, after.facts()), changes)


def _choices(action: Action, procedure: Procedure) -> list[Mapping[str, object]]:
    if action.asks(Need.DRAFT):
        return [{"kind": kind} for kind in procedure.drafts]
    if action.asks(Need.OUTCOME):
        return [{"outcome": one.name} for one in procedure.outcome]
    if action.asks(Need.CATEGORY):
        return [{"category": one.name} for one in procedure.category]
    if action.asks(Need.DEPARTMENT):
        return [{"routed": True, "accepted": False}]
    if action.asks(Need.PEOPLE):
        return [{"parts": True}]
    return [{}]


def _limited(action: Action, step: Step, state: State, procedure: Procedure) -> Iterator[_Move]:
    in_time = step.target(action.name, (IN_TIME, *state.facts()))
    marks = procedure.moments_of(action.name, state.facts())
    yield _Move(action.name, in_time, marks)
    limit = procedure.limit_on(action.name)
    if limit and state.seen & every_base(limit, procedure):
        late = step.target(action.name, (LATE, *state.facts()))
        yield _Move(action.name, late, marks if late == in_time else (ASKED,))


def _moved(state: State, move: _Move, procedure: Procedure, books: Mapping[str, frozenset[str]]) -> State:
    action = procedure.actions.get(move.action)
    assert move.target is not None  # noqa: S101 - gaps are left out by the caller
    after = replace(state, step=move.target, **move.changes)  # type: ignore[arg-type]  # as in _variants
    if not move.changes.get("routed"):
        after = replace(after, accepted=after.accepted or bool({"accepted", "submitted"} & set(move.marks)))
    again = FIRST_MOMENTS if action and action.cycle else ()
    if again:
        after = replace(after, unpaid=frozenset(), waiting=frozenset())
    return _marked(after, (*again, *move.marks), procedure, books)


def _marked(state: State, marks: tuple[str, ...], procedure: Procedure, books: Mapping[str, frozenset[str]]) -> State:
    """The state after these moments: they pay debts, begin others, ask questions and answer them."""
    happened = set(marks)
    paid = {known.name for known in procedure.deadline if set(known.met_by) & happened}
    left = {owed for owed in state.unpaid if owed[0] not in paid}
    begun = {
        (known.name, moment)
        for known in procedure.deadline
        if known.each == "card"
        for moment in books[known.name] & happened
        if known.once in {None, *state.seen, *happened} and known.unless not in state.seen
    }
    limits = frozenset(chain.from_iterable(books[known.name] for known in procedure.deadline if known.limits))
    asked = {name for known in procedure.deadline for name in (known.once, known.unless) if name}
    kept = {*limits, *asked, *(("repeat_checked",) if procedure.repeats else ())}
    return replace(
        state,
        unpaid=frozenset(left | begun),
        seen=state.seen | (kept & happened),
        waiting=_waiting(state.waiting, happened, procedure),
    )


def _waiting(waiting: frozenset[str], happened: set[str], procedure: Procedure) -> frozenset[str]:
    """Questions asked and not answered, and what must be done first because of what happened."""
    known = procedure.actions.values()
    asked = {one.answers for one in known if one.answers} | {name for one in known for name in one.first}
    answered = {one.answers for one in known if one.answers and set(one.mark) & happened}
    done = {before for one in known for before, needed in one.first.items() if needed in happened}
    return frozenset((waiting - answered - done) | (asked & happened))
