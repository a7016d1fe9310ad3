"""From which moments deadlines count in the end, through the deadlines that they lean on; without any times."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from itertools import product

from workflow.cases import Case
from workflow.due import Rule, parse_rule
from workflow.procedure import Deadline, Procedure

Moments = tuple[str, ...]
"""Moments that a deadline may count from, the preferred one first."""

Unpaid = tuple[str, str]
"""A deadline, and a moment that it may count from, after which nothing has met it."""


@dataclass(frozen=True, slots=True)
class Owed:
    """A deadline of some card: the moments of its rule, and those of the shortened time that was set over it."""

    name: str
    usual: Moments
    shortened: Moments = ()

    def runs(self, seen: Collection[str], unpaid: Collection[Unpaid]) -> bool:
        """Whether it surely runs: it has begun and is not met, whichever of its two rules comes sooner."""
        start = self._start(self.usual, seen, unpaid)
        short = self._start(self.shortened, seen, unpaid)
        return bool(start) and all((self.name, one) in unpaid for one in (start, short) if one)

    def _start(self, moments: Moments, seen: Collection[str], unpaid: Collection[Unpaid]) -> str:
        return next((one for one in moments if one in seen or (self.name, one) in unpaid), "")


def every_case(procedure: Procedure, kind: str | None = None, category: str | None = None) -> Iterator[Case]:
    """Every combination of what the deadlines of a card look at, but for days; of one kind or category where given."""
    kinds = (tuple(procedure.kinds) or ("",)) if kind is None else (kind,)
    categories = ("", *(one.name for one in procedure.category)) if category is None else (category,)
    topics = ("", *sorted({topic for one in procedure.deadline for topic in one.by_topic}))
    shorter = ("", *(one.name for one in procedure.shorter))
    for importance, of_kind, of_category, topic, short in product(
        procedure.importances(), kinds, categories, topics, shorter
    ):
        yield Case(importance, kind=of_kind, category=of_category, topic=topic, shorter=short)


class Anchors:
    """What the deadlines of one procedure count from."""

    def __init__(self, procedure: Procedure) -> None:
        self.procedure = procedure
        self.happenings = frozenset(procedure.happenings())
        self._every: dict[str, frozenset[str]] = {}

    def owed(self, deadline: Deadline, case: Case) -> Owed | None:
        """What such a card may owe by this deadline; None where it has no such deadline."""
        rule = deadline.rule(case)
        if rule is None:
            return None
        short = self.procedure.short_time(case.shorter)
        own = short.due.get(deadline.name) if short else None
        usual = self._of_rule(rule, deadline, replace(case, shorter="") if own else case)
        return Owed(deadline.name, usual, self._of_rule(parse_rule(own), deadline, case) if own else ())

    def bases(self, deadline: Deadline, case: Case) -> Moments:
        """The moments that a deadline of such a card counts from in the end, the preferred one first."""
        found = self.owed(deadline, case)
        return tuple(dict.fromkeys((*found.usual, *found.shortened))) if found else ()

    def every_base(self, deadline: Deadline) -> frozenset[str]:
        """Every moment that some card's deadline may count from."""
        if deadline.name not in self._every:
            cases = every_case(self.procedure)
            self._every[deadline.name] = frozenset(base for case in cases for base in self.bases(deadline, case))
        return self._every[deadline.name]

    def _of_rule(self, rule: Rule, deadline: Deadline, case: Case) -> Moments:
        """A part of an answer counts from the moment at which it was asked for, whatever its rule calls that."""
        if deadline.each == "contribution":
            return rule.anchors
        return tuple(dict.fromkeys(base for anchor in rule.anchors for base in self._of_anchor(anchor, case)))

    def _of_anchor(self, anchor: str, case: Case) -> Moments:
        happens = (anchor,) if anchor in self.happenings else ()
        other = self.procedure.named(anchor)
        return (*happens, *(self.bases(other, case) if other else ()))
