"""Every move that a card can make from a state: by people, by the citizen, and by the clock."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import product

from workflow.actions import Action, Need
from workflow.card import CLOSED
from workflow.cases import IN_TIME, LATE
from workflow.moves import ASKED
from workflow.procedure import Procedure, Step
from workflow.proof.alike import Alike
from workflow.proof.anchors import Anchors
from workflow.proof.state import State
from workflow.words import DraftKind, Role

GIVE_PART, SET_KIND, REPEAT, RECALL = "give_part", "kind", "repeat", "take_back"
Changes = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Move:
    """One way on. `target` is None where a table tells nothing of `missing`.

    `sure` tells that the office, or its clock, can make the move: nobody can make a citizen answer. `alone` tells that
    the desk may make it by itself, as soon as the card comes into the state.
    """

    action: str
    target: str | None
    marks: tuple[str, ...] = ()
    changes: Changes = field(default_factory=dict)
    cycle: bool = False
    sure: bool = True
    alone: bool = False
    missing: str = ""


class Moves:
    """The moves of one procedure."""

    def __init__(self, procedure: Procedure, alike: Alike, anchors: Anchors) -> None:
        self.procedure, self.alike = procedure, alike
        self._asked = frozenset(one.answers for one in procedure.actions.values() if one.answers)
        self._limits = {one.limits: anchors.every_base(one) for one in procedure.deadline if one.limits}
        self._accepts = any("accept" in step.actions for step in procedure.step)
        self._closed_is_over = not any(_goes_on(one) for one in procedure.standing)

    def of(self, state: State) -> Iterator[Move]:
        """Every move but those of timers."""
        step = self.procedure.at(state.step)
        if step:
            yield from self._of_the_step(state, step)
            yield from self._beside(state)
        for action in self.procedure.standing:
            if self.stands(action, state) and self.in_order(action, state):
                sure = any(role is not Role.CITIZEN for role in action.by)
                yield from (replace(one, sure=sure) for one in self.variants(action, state))

    def by_the_clock(self, name: str, state: State) -> Iterator[Move]:
        """What the desk does as a time is over: nothing where the action is not of this step, or asks for something."""
        action, step = self.procedure.actions[name], self.procedure.at(state.step)
        here = step is not None and name in step.actions
        beside = action.standing and (not action.at or state.step in action.at)
        if (here or beside) and not action.needs:
            yield from self.variants(action, state)

    def stands(self, action: Action, state: State) -> bool:
        """Whether an action beside the steps is there for such a card."""
        here = state.step in action.at if action.at else state.step != CLOSED
        return here and self.fits(action, state)

    def fits(self, action: Action, state: State) -> bool:
        """Whether the action is for cards of this kind."""
        return not action.kinds or state.card_kind in action.kinds

    def in_order(self, action: Action, state: State) -> bool:
        """Whether the question that it answers waits, and the one that it asks was not asked already."""
        if action.answers:
            return action.answers in state.waiting
        return not state.waiting & self._asked.intersection(action.mark)

    def variants(self, action: Action, state: State) -> Iterator[Move]:
        """The action with each thing that it may bring, in time and late."""
        if any((happened, needed) in state.undone for happened, needed in action.first.items()):
            return
        started = self._limits.get(action.name, frozenset()) & state.seen
        for changes in self._choices(action, state):
            for late in (False, True) if started else (False,):
                yield self._move(action, state, changes, late)

    def settled(self, state: State) -> State:
        """The same state without what makes no difference any more."""
        if not self._accepts and state.accepted:
            state = state._replace(accepted=False)
        if state.step != CLOSED or not self._closed_is_over:
            return state
        empty = State(CLOSED, state.card_kind, state.kind, state.category, state.outcome, routed=state.routed)
        if not any(CLOSED in one.at for one in self.procedure.standing):
            return State(CLOSED)
        kept = empty._replace(ever=state.ever, waiting=state.waiting, undone=state.undone)
        return kept._replace(ready=state.ready, excused=state.excused)

    # ---------------------------------------------------------------- where from

    def _of_the_step(self, state: State, step: Step) -> Iterator[Move]:
        if step.recall and RECALL not in step.actions:
            yield Move(RECALL, step.recall, self.procedure.moments_of(RECALL, (IN_TIME, *state.facts())))
        for name in step.actions:
            action = self.procedure.actions[name]
            again = name == "accept" and state.accepted
            if not again and self.fits(action, state) and self.in_order(action, state):
                yield from self.variants(action, state)
        if step.auto and set(self.procedure.actions[step.auto].needs) <= {Need.DEPARTMENT}:
            alone = self.variants(self.procedure.actions[step.auto], state)
            yield from (replace(one, alone=True) for one in alone)

    def _beside(self, state: State) -> Iterator[Move]:
        """What is not an action of the file: another kind of card, a part that is given, a repeat that is decided."""
        for kind in sorted(set(self.alike.kinds.values()) - {state.card_kind}):
            yield Move(SET_KIND, state.step, changes={"card_kind": kind})
        if state.parts:
            yield Move(GIVE_PART, state.step, changes={"parts": False})
        if self.procedure.repeats:
            yield Move(REPEAT, state.step, ("repeat_checked",))
            yield Move(REPEAT, state.step, ("repeat_checked", "repeated"))

    # ---------------------------------------------------------------- where to

    def _move(self, action: Action, state: State, changes: Changes, late: bool) -> Move:
        facts = state._replace(**changes).facts()  # type: ignore[arg-type]  # names and values come from _choices
        try:
            target = self._target(action, state, (LATE if late else IN_TIME, *facts))
            in_time = self._target(action, state, (IN_TIME, *facts))
        except KeyError as missing:
            return Move(action.name, None, missing=str(missing.args[0]))
        usual = self.procedure.moments_of(action.name, (LATE if late else IN_TIME, *facts))
        marks = (ASKED,) if late and target != in_time else usual
        return Move(action.name, target, marks, self._assigned(action, marks, changes), action.cycle)

    def _target(self, action: Action, state: State, facts: tuple[str, ...]) -> str:
        step = self.procedure.at(state.step)
        if step and action.name in step.actions:
            return step.target(action.name, facts)
        return (action.to if action.standing else None) or state.step

    def _assigned(self, action: Action, marks: tuple[str, ...], changes: Changes) -> Changes:
        """A new executor has to accept the card anew; one who submits needs not to be asked any more."""
        if "accepted" in changes or not {"accepted", "submitted"} & set(marks):
            return changes
        return {**changes, "accepted": True}

    def _choices(self, action: Action, state: State) -> Iterator[Changes]:
        """What it may bring; nothing where what it asks for is not to be had."""
        wanted = [self._of_need(need, action, state) for need in (Need(one) for one in action.needs)]
        extended = self.procedure.extended_by(action.name)
        if extended:
            wanted.append([{}, {"spent": state.spent | {extended.name}}])
        for found in product(*wanted):
            yield {name: value for changes in found for name, value in changes.items()}

    def _of_need(self, need: Need, action: Action, state: State) -> list[Changes]:
        """What may be brought for it; an empty list where nothing can be."""
        match need:
            case Need.DRAFT:
                known = [one for one in self.procedure.drafts if self._prepared(action, one, state)]
                return [{"kind": one} for one in dict.fromkeys(self.alike.drafts[one] for one in known)]
            case Need.OUTCOME:
                return _each("outcome", {self.alike.outcomes[one.name] for one in self.procedure.outcome})
            case Need.CATEGORY:
                return _each("category", {self.alike.categories[one.name] for one in self.procedure.category})
            case Need.GROUND:
                return [{}] if self.procedure.ground else []
            case Need.DAYS:
                return [{}] if self._days_left(action, state) else []
        return self._of_people(need, action, state)

    def _of_people(self, need: Need, action: Action, state: State) -> list[Changes]:
        match need:
            case Need.PERSON:
                return [{"accepted": False}] if state.routed else []
            case Need.PEOPLE:
                lead = self.procedure.sharing and self.procedure.sharing.lead
                return [{"parts": True, **({"routed": True, "accepted": False} if lead else {})}]
            case Need.DEPARTMENT if not {Need.PERSON, Need.PEOPLE} & set(action.needs):
                return [{"routed": True, "accepted": False}]
        return [{}]

    def _prepared(self, action: Action, draft: DraftKind, state: State) -> bool:
        return draft not in action.first or (draft, action.first[draft]) in state.ready

    def _days_left(self, action: Action, state: State) -> bool:
        longer = self.procedure.extended_by(action.name)
        known = longer or next((one for one in self.procedure.deadline if one.extension), None)
        return known is not None and known.name not in state.spent


def _each(name: str, values: set[str]) -> list[Changes]:
    return [{name: value} for value in sorted(values)]


def _goes_on(action: Action) -> bool:
    """Whether it brings a closed card back without beginning its times anew."""
    return CLOSED in action.at and not action.cycle and action.to not in (None, CLOSED)
