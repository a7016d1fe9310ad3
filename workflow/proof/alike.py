"""Kinds of card, categories and outcomes between which a procedure makes no difference, so that one stands for all.

Two of them are alike where no table of targets or moments names either, the same roles move their cards, the same
actions are for them, and the same deadlines count from the same moments. Then whatever a card of the one can come to, a
card of the other can: to walk both would show nothing new. Their times may differ, and are looked at one by one
elsewhere.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping

from workflow.procedure import Procedure
from workflow.proof.rows import Row, Rows
from workflow.words import DraftKind


def tabled(procedure: Procedure) -> frozenset[str]:
    """Every case that some table of targets or of moments tells apart."""
    targets = [target for step in procedure.step for target in step.actions.values() if not isinstance(target, str)]
    return frozenset(case for table in (*targets, *procedure.marks.values()) for case in table)


class Alike:
    """For each kind, category, outcome and kind of draft the one that stands for it in the walk."""

    def __init__(self, procedure: Procedure, rows: Rows) -> None:
        self.procedure, self.rows, self._named = procedure, rows, tabled(procedure)
        self.kinds = self._classes(tuple(procedure.kinds) or ("",), self._of_kind)
        self.categories = self._classes(("", *(one.name for one in procedure.category)), self._of_category)
        self.outcomes = self._classes(("", *(one.name for one in procedure.outcome)), lambda _: ())
        self.drafts = self._drafts()

    def _classes(self, names: Iterable[str], of: Callable[[str], Hashable]) -> Mapping[str, str]:
        first: dict[Hashable, str] = {}
        return {name: first.setdefault(name if name in self._named else (of(name),), name) for name in names}

    def _drafts(self) -> Mapping[DraftKind, DraftKind | None]:
        asked = {name for one in self.procedure.actions.values() for name in one.first}
        matter = any(one in self._named or one in asked for one in self.procedure.drafts)
        return {one: one if matter else None for one in self.procedure.drafts}

    def _of_kind(self, kind: str) -> Hashable:
        mine = [rows for key, rows in self.rows.table.items() if key[0] == kind]
        acts = tuple(not one.kinds or kind in one.kinds for one in self.procedure.actions.values())
        return _plain(mine), acts, tuple(step.role(kind) for step in self.procedure.step)

    def _of_category(self, category: str) -> Hashable:
        return _plain(rows for key, rows in self.rows.table.items() if key[1] == category)


def _plain(tables: Iterable[tuple[Row, ...]]) -> Hashable:
    return tuple(tuple((row.owed, row.parts) for row in rows) for rows in tables)
