"""What cards of a kind and a category may owe, case by case; cases between which nothing differs are one row."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from workflow.cases import Case
from workflow.procedure import Procedure
from workflow.proof.anchors import Anchors, Owed, every_case


@dataclass(frozen=True, slots=True)
class Row:
    """A case, and what such a card may owe: of the whole card, and of the parts of its answer."""

    case: Case
    owed: tuple[Owed, ...]
    parts: tuple[str, ...]


Key = tuple[str, str]
"""A kind of card and a category."""


class Rows:
    """The rows of one procedure. What only limits an action is nobody's debt, and stands in none."""

    def __init__(self, procedure: Procedure, anchors: Anchors) -> None:
        self.procedure, self.anchors = procedure, anchors

    @cached_property
    def table(self) -> Mapping[Key, tuple[Row, ...]]:
        """The rows by kind and category."""
        categories = ("", *(one.name for one in self.procedure.category))
        kinds = tuple(self.procedure.kinds) or ("",)
        return {(kind, category): self._rows(kind, category) for kind in kinds for category in categories}

    def _rows(self, kind: str, category: str) -> tuple[Row, ...]:
        found: dict[object, Row] = {}
        for case in every_case(self.procedure, kind, category):
            row = self._row(case)
            found.setdefault((row.owed, row.parts), row)
        return tuple(found.values())

    def _row(self, case: Case) -> Row:
        debts = [one for one in self.procedure.deadline if not one.limits]
        known = [self.anchors.owed(one, case) for one in debts if one.each == "card"]
        parts = tuple(one.name for one in debts if one.each == "contribution" and one.rule(case))
        return Row(case, tuple(one for one in known if one), parts)
