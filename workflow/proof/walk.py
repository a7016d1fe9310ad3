"""The walk: every state that a card can come into, a shortest way to each, and where each leads."""

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from workflow.card import CLOSED
from workflow.procedure import FIRST_MOMENTS, Procedure
from workflow.proof.alike import Alike
from workflow.proof.anchors import Anchors
from workflow.proof.marks import Marks
from workflow.proof.moves import Move, Moves
from workflow.proof.rows import Row, Rows
from workflow.proof.state import State
from workflow.words import Importance


@dataclass(frozen=True, slots=True)
class Lead:
    """Where a state leads by an action.

    `sure` tells that nobody has to wait for the citizen, `alone` that the desk may do it as the card comes.
    """

    action: str
    to: State
    sure: bool
    alone: bool = False


@dataclass
class Walk:
    """All states with a shortest way to each, where each leads, and what can happen at all.

    `taken` are actions with the steps at which they were taken, `marked` the states right after each moment, `gaps`
    the tables that do not tell of a case, `stopped` the timers that can do nothing when their time is over.
    """

    procedure: Procedure
    model: "Model"
    ways: dict[State, tuple[str, ...]] = field(default_factory=dict)
    leads: dict[State, tuple[Lead, ...]] = field(default_factory=dict)
    marked: dict[str, set[State]] = field(default_factory=dict)
    taken: set[tuple[str, str]] = field(default_factory=set)
    gaps: dict[tuple[str, str], str] = field(default_factory=dict)
    stopped: dict[tuple[str, str], State] = field(default_factory=dict)

    @property
    def marks(self) -> frozenset[str]:
        """Every moment that can happen."""
        return frozenset(self.marked)

    @property
    def open(self) -> Iterator[State]:
        """Every state in which something is still to be done."""
        return (state for state in self.ways if state.step != CLOSED)

    def runs(self, state: State, importance: Importance) -> frozenset[str]:
        """Deadlines that surely run for a card of this importance in this state, whatever its topic and hurry."""
        rows = [row for row in self.model.rows_of(state) if row.case.importance is importance]
        known = [frozenset(self.model.running(state, row)) for row in rows]
        return frozenset.intersection(*known) if known else self.runs(state, Importance.NORMAL)

    @cached_property
    def can_close(self) -> frozenset[State]:
        """States from which the office can still bring the card to its end, without waiting for the citizen."""
        return frozenset(self.distances)

    @cached_property
    def distances(self) -> Mapping[State, int]:
        """How many moves of the office each state is away from the end, where it is not cut off from it.

        Whoever brings a card to a step that the desk takes by itself cannot count on taking another way there.
        """
        found: dict[State, int] = {state: 0 for state in self.ways if state.step == CLOSED}
        while self._nearer(found):
            pass
        return found

    def _nearer(self, found: dict[State, int]) -> bool:
        """Put down what follows from the distances found so far; whether that was anything new."""
        before = dict(found)
        for state in reversed(self.leads):
            ways = [self._away(lead.to, found) for lead in self.leads[state] if lead.sure]
            nearest = min((way for way in ways if way is not None), default=None)
            if state.step != CLOSED and nearest is not None:
                found[state] = nearest + 1
        return found != before

    def _away(self, state: State, found: Mapping[State, int]) -> int | None:
        """How far a card is that has just come into this state, whether the desk goes on by itself or not."""
        here = [state, *(lead.to for lead in self.leads[state] if lead.alone)]
        known = [found[one] for one in here if one in found]
        return max(known) if len(known) == len(here) else None

    def before(self, goals: set[State], *, only_sure: bool = False) -> frozenset[State]:
        """States from which one of these can be reached, and these themselves."""
        found = set(goals)
        queue = deque(found)
        while queue:
            for state, sure in self._back.get(queue.popleft(), ()):
                if state not in found and (sure or not only_sure):
                    found.add(state)
                    queue.append(state)
        return frozenset(found)

    @cached_property
    def _back(self) -> Mapping[State, list[tuple[State, bool]]]:
        found: dict[State, list[tuple[State, bool]]] = {}
        for state, leads in self.leads.items():
            for lead in leads:
                found.setdefault(lead.to, []).append((state, lead.sure))
        return found


class Model:
    """One procedure as the walk sees it."""

    def __init__(self, procedure: Procedure) -> None:
        self.procedure, self.anchors = procedure, Anchors(procedure)
        self.rows = Rows(procedure, self.anchors)
        self.alike = Alike(procedure, self.rows)
        self.marks = Marks(procedure, self.anchors)
        self.moves = Moves(procedure, self.alike, self.anchors)
        self._timers = {one.name: one.then for one in procedure.deadline if one.then}

    def starts(self) -> list[State]:
        """A card of each kind as it is opened."""
        kinds = dict.fromkeys(self.alike.kinds.values())
        return [self.marks.opened(State(self.procedure.start, card_kind=kind)) for kind in kinds]

    def rows_of(self, state: State) -> tuple[Row, ...]:
        """What a card in this state may owe, case by case."""
        return self.rows.table[state.card_kind, state.category]

    def importances(self, state: State) -> frozenset[Importance]:
        """The importances between which something differs for a card in this state."""
        return frozenset(row.case.importance for row in self.rows_of(state))

    def running(self, state: State, row: Row) -> Iterator[str]:
        """The deadlines that surely run for a card in this state and case."""
        yield from (one.name for one in row.owed if one.runs(state.seen, state.unpaid))
        yield from row.parts if state.parts else ()

    def timers(self, state: State) -> Iterator[tuple[str, str, bool]]:
        """Timers that may come due: the deadline, the action, and whether it does so whatever the case."""
        if not self._timers or state.step == CLOSED:
            return
        running = [frozenset(self.running(state, row)) for row in self.rows_of(state)]
        for name, action in self._timers.items():
            if any(name in known for known in running):
                yield name, action, all(name in known for known in running)

    def after(self, state: State, move: Move) -> State:
        """The state after a move that leads somewhere."""
        begun = self.marks.began_anew(state) if move.cycle else state
        moved = begun._replace(step=move.target or state.step, **move.changes)  # type: ignore[arg-type]  # see moves
        return self.moves.settled(self.marks.after(moved, (*(FIRST_MOMENTS if move.cycle else ()), *move.marks)))


def walk(procedure: Procedure) -> Walk:
    """Visit every state that a card can come into."""
    model = Model(procedure)
    walked = Walk(procedure, model)
    walked.ways = dict.fromkeys(model.starts(), ())
    walked.marked = {name: set(walked.ways) for name in FIRST_MOMENTS}
    queue = deque(walked.ways)
    while queue:
        state = queue.popleft()
        leads = []
        for move in _moves(state, model, walked):
            if move.target is None:
                walked.gaps[state.step, move.action] = move.missing
                continue
            follower = model.after(state, move)
            leads.append(Lead(move.action, follower, move.sure, move.alone))
            walked.taken.add((state.step, move.action))
            for mark in move.marks:
                walked.marked.setdefault(mark, set()).add(follower)
            if follower not in walked.ways:
                walked.ways[follower] = (*walked.ways[state], move.action)
                queue.append(follower)
        walked.leads[state] = tuple(leads)
    return walked


def _moves(state: State, model: Model, walked: Walk) -> Iterator[Move]:
    yield from model.moves.of(state)
    for deadline, action, sure in model.timers(state):
        found = list(model.moves.by_the_clock(action, state))
        yield from (replace(one, sure=sure and one.sure) for one in found)
        if not found:
            walked.stopped.setdefault((deadline, state.step), state)
