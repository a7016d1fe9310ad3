"""Which kills there are: by fault, database and number of processes; the everyday suite takes a few of them."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pytest
from _pytest.mark import ParameterSet

from tests.cases import EXPLORING

KINDS = {
    "received": (1, "inbox:received"),
    "committed": (2, "inbox:committed"),
    "begun": (3, "handler:begun"),
    "written": (3, "handler:written"),
    "before a send": (4, "send:before:"),
    "after a send": (5, "send:after:"),
    "before a commit": (3, "commit:before"),
    "after a commit": (3, "commit:after"),
}
"""Kinds of points: the number of the fault, and how their names begin."""

SHORT = {
    ("sqlite", 1, "received"): "inbox:received#2",
    ("sqlite", 1, "committed"): "inbox:committed#2",
    ("sqlite", 1, "begun"): "handler:begun#4",
    ("sqlite", 1, "written"): "handler:written#5",
    ("sqlite", 1, "before a send"): "send:before:sendMessage#2",
    ("sqlite", 1, "after a send"): "send:after:sendMessage#3",
    ("postgresql", 1, "committed"): "inbox:committed#2",
    ("postgresql", 1, "written"): "handler:written#5",
    ("postgresql", 1, "after a send"): "send:after:sendMessage#2",
    ("postgresql", 2, "received"): "inbox:received#2",
    ("postgresql", 2, "after a send"): "send:after:sendMessage#1",
}
"""The kills of the everyday suite."""

_PLACES = (("sqlite", 1), ("postgresql", 1), ("postgresql", 2))
_MOST = 24
"""On PostgreSQL looking for work is a commit too, and there are many: so many are taken, all along the way."""


@dataclass(frozen=True)
class Kills:
    """Kills of one kind at one place; `at` names a single one, without it all that there are are tried."""

    kind: str
    processes: int
    at: str = ""
    looking: bool = False
    """Whether looking for work is a commit too, as on PostgreSQL."""

    def of(self, passed: Sequence[str]) -> list[str]:
        """The points to die at, of those that a walk passes."""
        if self.at:
            return [self.at]
        begins = KINDS[self.kind][1]
        counted = Counter(name for name in passed if name.startswith(begins))
        points = [f"{name}#{number}" for name, most in counted.items() for number in range(1, most + 1)]
        return points[:: -(-len(points) // _MOST)] if self._looked_for else points

    def may_miss(self, points: int) -> int:
        """How many points may go unreached: a quarter, or half where another process may do a part of the walk.

        How many edits a walk has depends on how long it takes, since what comes at once is shown at once; so does, even
        more, how often work was looked for: half of sends and commits, too. What was reached is what counts as a run.
        """
        much = self.processes > 1 or KINDS[self.kind][1].startswith(("send", "commit"))
        return points // (2 if much else 4)

    @property
    def _looked_for(self) -> bool:
        return self.looking and KINDS[self.kind][1].startswith("commit")


def kills() -> Iterator[ParameterSet]:
    """Parameters of a test: the database, and what is done there."""
    for backend, processes in _PLACES:
        for kind, (fault, _) in KINDS.items():
            at = SHORT.get((backend, processes, kind), "")
            if EXPLORING or at:
                chosen = Kills(kind, processes, "" if EXPLORING else at, backend == "postgresql")
                name = f"{backend}-{processes}-{kind}"
                yield pytest.param(backend, chosen, id=name, marks=pytest.mark.fault(fault))
