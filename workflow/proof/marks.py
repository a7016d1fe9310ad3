"""What moments do to a card: they pay debts and begin others, ask questions and answer them, allow and forbid."""

from collections.abc import Sequence

from workflow.actions import Need
from workflow.procedure import FIRST_MOMENTS, Deadline, Procedure
from workflow.proof.anchors import Anchors, Unpaid, every_case
from workflow.proof.state import Pair, State
from workflow.words import DraftKind


class Marks:
    """The moments of one procedure, and what each of them means for a card."""

    def __init__(self, procedure: Procedure, anchors: Anchors) -> None:
        known = procedure.actions.values()
        self._debts = [one for one in procedure.deadline if one.each == "card" and not one.limits]
        self._bases = {one.name: anchors.every_base(one) for one in procedure.deadline}
        self._kept = frozenset(_looked_at(procedure, anchors))
        self._lasting = frozenset(name for one in procedure.deadline for name in (one.once, one.unless) if name)
        self._asked = frozenset(one.answers for one in known if one.answers)
        self._answers = {(one.answers, mark) for one in known if one.answers for mark in one.mark}
        self._firsts = {pair for one in known for pair in one.first.items() if pair[0] not in frozenset(DraftKind)}
        self._prepared = _prepared(procedure)
        self._proofs = frozenset(one.proof for one in known if one.proof)
        self._dated = frozenset(mark for one in known if one.asks(Need.DATE) for mark in one.mark)

    def opened(self, state: State) -> State:
        """The card as it has just been opened."""
        return self.after(state, FIRST_MOMENTS)

    def began_anew(self, state: State) -> State:
        """The card as a new cycle begins; of the old one only the papers and what must be done first are left."""
        empty: frozenset[Unpaid] = frozenset()
        fresh = state._replace(unpaid=empty, idle=empty, seen=frozenset(), waiting=frozenset(), parts=False)
        return fresh._replace(spent=frozenset(), accepted=False, outcome="")

    def after(self, state: State, marks: Sequence[str]) -> State:
        """The card after these moments of one event."""
        happened = frozenset(marks)
        ever = state.ever | (self._lasting & happened)
        unpaid, idle = self._debts_after(state, happened, ever)
        return state._replace(
            unpaid=unpaid,
            idle=idle,
            seen=state.seen | (self._kept & happened),
            ever=ever,
            waiting=self._waiting(state.waiting, marks),
            undone=frozenset(
                (before, needed)
                for before, needed in self._firsts
                if needed not in happened and ((before, needed) in state.undone or before in happened)
            ),
            ready=self._ready(state.ready, happened),
            excused=(state.excused | (self._proofs & happened)) if "routed" not in happened else frozenset(),
        )

    def _debts_after(
        self, state: State, happened: frozenset[str], ever: frozenset[str]
    ) -> tuple[frozenset[Unpaid], frozenset[Unpaid]]:
        unpaid, idle = set(state.unpaid), set(state.idle)
        for known in self._debts:
            paid = bool(happened.intersection(known.met_by))
            for base in self._bases[known.name]:
                owed = (known.name, base)
                begins = base in happened and not (self._goes_on(known, base) and owed in unpaid | idle)
                if paid or begins:
                    unpaid.discard(owed)
                    idle.discard(owed)
                if begins:
                    wanted = (known.once is None or known.once in ever) and known.unless not in ever
                    (unpaid if wanted else idle).add(owed)
        return frozenset(unpaid), frozenset(one for one in idle if self._keeps_idle(one))

    def _goes_on(self, deadline: Deadline, base: str) -> bool:
        """Whether the clock goes on from the first of these moments; of dates that were given the newest counts."""
        return deadline.since == "first" and base not in self._dated and base not in deadline.met_by

    def _keeps_idle(self, owed: Unpaid) -> bool:
        return any(one.name == owed[0] and self._goes_on(one, owed[1]) for one in self._debts)

    def _waiting(self, waiting: frozenset[str], marks: Sequence[str]) -> frozenset[str]:
        if not waiting and self._asked.isdisjoint(marks):
            return waiting
        for mark in marks:
            answered = {asked for asked in waiting if (asked, mark) in self._answers}
            waiting = (waiting - answered) | ({mark} & self._asked)
        return waiting

    def _ready(self, ready: frozenset[Pair], happened: frozenset[str]) -> frozenset[Pair]:
        """What was done for a draft counts for the next one only: after routing, or its publication, it is anew."""
        if not self._prepared:
            return ready
        done = {pair for pair in self._prepared if pair[1] in happened}
        return frozenset(pair for pair in ready | done if not happened & self._prepared[pair])


def _looked_at(procedure: Procedure, anchors: Anchors) -> set[str]:
    """Moments of which it counts that they happened, even where nothing is owed since: others give way to them."""
    found: set[str] = set()
    for known in procedure.deadline:
        found |= anchors.every_base(known) if known.limits else set()
        for moments in (anchors.bases(known, case) for case in every_case(procedure)):
            found |= set(moments) if len(moments) > 1 else set()
    return found


def _prepared(procedure: Procedure) -> dict[Pair, frozenset[str]]:
    """What must be done before such a draft is given, with the moments after which it must be done anew."""
    found: dict[Pair, frozenset[str]] = {}
    for action in procedure.actions.values():
        for draft in (one for one in DraftKind if one in action.first):
            sent = {name for cases in procedure.marks.values() for name in cases.get(draft, ())} - set(action.mark)
            pair = (draft, action.first[draft])
            found[pair] = found.get(pair, frozenset({"routed"})) | sent
    return found
