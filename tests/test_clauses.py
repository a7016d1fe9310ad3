"""docs/clauses.toml, the tests that name its clauses, and the procedures: they agree, or it is said where not."""

import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from bot.commands.procedures import FOLDER, texts
from bot.tracing import LIST, Status, Traced, cited, trace

ROOT = Path(__file__).parents[1]
ROOMS = ("bot", "handlers", "procedures", "storage", "tests", "workflow")
NAMED_ELSEWHERE = {"tests/bot/test_markers.py", "tests/bot/test_tracing.py"}
"""Tests of the tracing itself, with clauses that are made up."""


@cache
def traced() -> Traced:
    return trace(ROOT)


def test_list_and_tests_agree() -> None:
    """A clause that is carried out has a test, one that is not has none, and every marker names a known clause."""
    assert traced().faults() == []


def test_what_is_carried_out_stands_in_a_procedure_file() -> None:
    """A procedure of which any clause is done comes with its file; parts of the way may be there before it."""
    done = {clause.procedure for clause in traced().register.clause if clause.status is Status.DONE}
    assert sorted(name for name in done if not (FOLDER / f"{name}.toml").is_file()) == []


def test_every_procedure_of_the_product_is_listed() -> None:
    """A procedure file that comes with the product has its clauses in the list."""
    assert {Path(name).stem for name in texts()} <= set(traced().register.procedures)


@pytest.mark.parametrize("file", sorted(texts()))
def test_every_clause_that_a_procedure_cites_is_listed(file: str) -> None:
    """What a procedure file gives as the source of a step, deadline or ground is a clause of the list."""
    register = traced().register
    prefix = register.procedures[Path(file).stem].prefix
    found = {f"{prefix}-{number}" for number in cited(tomllib.loads(texts()[file]))}
    assert found
    assert sorted(one for one in found if not register.lists(one)) == []


def test_every_clause_that_is_mentioned_is_listed() -> None:
    """An id in a docstring, a remark or a message of the project is one of the list."""
    register = traced().register
    found = [
        f"{file.relative_to(ROOT).as_posix()}: {one}"
        for file in sources()
        for one in sorted(register.mentioned(file.read_text(encoding="utf-8")))
        if not register.lists(one)
    ]
    assert found == []


def sources() -> Iterator[Path]:
    for room in ROOMS:
        for suffix in ("*.py", "*.toml"):
            files = (ROOT / room).rglob(suffix)
            yield from (file for file in files if file.relative_to(ROOT).as_posix() not in NAMED_ELSEWHERE)
    yield ROOT / LIST
