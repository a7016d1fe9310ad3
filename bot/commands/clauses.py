"""`clauses`: what the documents demand, how far it is carried out, and the tests that show it.

For those who have the project's sources: the list and the tests are not part of an installed package.
"""

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from bot.tracing import Clause, Scope, Status, Traced, trace

ROOT = Path(__file__).parents[2]


class NotInSourcesError(Exception):
    """The list or the tests are not there: this is an installed package."""


def answer(procedure: str, scope: str, missing: bool, as_json: bool) -> str:
    """The table, for one procedure or scope where one is named.

    Raises NotInSourcesError, and ValueError for an unknown name or a broken list.
    """
    try:
        traced = trace(ROOT)
    except FileNotFoundError as error:
        raise NotInSourcesError(
            f"{error} is not here: clauses are traced in the project's sources, not in an installed package"
        ) from error
    found = _chosen(traced, procedure, scope)
    if missing:
        found = [clause for clause in found if clause.status is not Status.DONE or not traced.tests(clause.id)]
    return _as_json(found, traced) if as_json else _as_table(found, traced)


def _chosen(traced: Traced, procedure: str, scope: str) -> list[Clause]:
    known = traced.register.procedures
    if procedure and procedure not in known:
        raise ValueError(f"{procedure}: no such procedure; known are: {', '.join(known)}")
    if scope and scope not in list(Scope):
        raise ValueError(f"--scope {scope}: write one of {', '.join(Scope)}")
    every = traced.register.clause
    return [one for one in every if procedure in ("", one.procedure) and scope in ("", one.scope)]


def _as_json(clauses: Sequence[Clause], traced: Traced) -> str:
    rows = [{**clause.model_dump(mode="json"), "tests": traced.tests(clause.id)} for clause in clauses]
    return json.dumps({"clauses": rows}, ensure_ascii=False)


def _as_table(clauses: Sequence[Clause], traced: Traced) -> str:
    wide = max((len(clause.id) for clause in clauses), default=0)
    lines = [line for clause in clauses for line in _rows(clause, traced.tests(clause.id), wide)]
    return "\n".join([*lines, _sum(clauses, traced)])


def _rows(clause: Clause, tests: Sequence[str], wide: int) -> list[str]:
    margin = " " * (wide + 11)
    first = f"{clause.id:<{wide}}  {clause.status.value:<7}  {clause.demands}"
    missing = [f"{margin}missing: {clause.missing}"] if clause.missing else []
    return [first, *missing, *(f"{margin}{test}" for test in tests)]


def _sum(clauses: Sequence[Clause], traced: Traced) -> str:
    count = Counter(clause.status for clause in clauses)
    tests = {test for clause in clauses for test in traced.tests(clause.id)}
    parts = ", ".join(f"{count[status]} {status.value}" for status in Status)
    return f"{len(clauses)} clauses: {parts}; {len(tests)} tests show them"
