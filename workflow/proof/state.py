"""A card without its times: of a moment only counts whether it came after another."""

from typing import NamedTuple

from workflow.proof.anchors import Unpaid
from workflow.words import DraftKind

Pair = tuple[str, str]


class State(NamedTuple):
    """Where a card stands, what is known of it, and what is owed since which moments.

    `parts` tells whether parts of the answer are asked for and not given. `unpaid` are debts by the moments they count
    from; `idle` are those that began where the deadline was not for the card. `seen` are moments of the present cycle,
    `ever` those of the card's whole life, as far as a deadline looks at them. `waiting` are questions not answered.
    `undone` pairs a moment with what must be done after it. `ready` pairs a kind of draft with what was done for
    the next one of it, `excused` are moments since routing that excuse a draft without a proof. `spent` are deadlines
    that have been extended as far as may be.
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
    idle: frozenset[Unpaid] = frozenset()
    seen: frozenset[str] = frozenset()
    ever: frozenset[str] = frozenset()
    waiting: frozenset[str] = frozenset()
    undone: frozenset[Pair] = frozenset()
    ready: frozenset[Pair] = frozenset()
    excused: frozenset[str] = frozenset()
    spent: frozenset[str] = frozenset()

    def facts(self) -> tuple[str, ...]:
        """What the target of an action may depend on, besides being late."""
        found = (self.kind or DraftKind.ANSWER, self.card_kind, self.outcome, self.category)
        return tuple(fact for fact in found if fact)
