"""docs/reliability.md and the tests agree: every promise names tests that carry its mark, and none is left out."""

import re
from pathlib import Path

import pytest

from tests.proof.marks import COLLECTED
from tests.proof.names import ATTACKS, FAULTS

ROOT = Path(__file__).parents[1]
ROW = re.compile(r"^\| ([FA])(\d+) \| (.*?) \| (.*?) \| (.*?) \|$", re.MULTILINE)
NAMED = re.compile(r"`(tests/[\w/]+\.py)(?:::(\w+))?`")
KINDS = {"F": ("fault", FAULTS), "A": ("attack", ATTACKS)}
PAPER = (ROOT / "docs/reliability.md").read_text(encoding="utf-8")
ROWS = ROW.findall(PAPER)


def test_every_fault_and_attack_has_its_promise() -> None:
    """All of them stand there in their order, by their names, and each says what is promised."""
    told = [(letter, int(number), name) for letter, number, name, _, _ in ROWS]
    assert told == [(letter, n, name) for letter, (_, names) in KINDS.items() for n, name in names.items()]
    assert all(len(promise) > 20 for _, _, _, promise, _ in ROWS)


@pytest.mark.parametrize(("letter", "number", "shown"), [(row[0], int(row[1]), row[4]) for row in ROWS])
def test_what_shows_it_is_marked_so(letter: str, number: int, shown: str, request: pytest.FixtureRequest) -> None:
    """Each test that a promise names exists, and carries the mark of what it is named for."""
    collected, named = request.config.stash[COLLECTED], NAMED.findall(shown)
    assert named
    for file, test in named:
        if not any(known.startswith(f"{file}::") for known in collected):
            pytest.skip(f"{file} is not among the tests of this run")
        assert (KINDS[letter][0], number) in collected.get(f"{file}::{test}", set()), f"{file}::{test}"


@pytest.mark.parametrize(("file", "test"), sorted(set(NAMED.findall(PAPER))))
def test_what_the_paper_names_is_there(file: str, test: str) -> None:
    """No name in the paper leads nowhere, whichever part of it says it."""
    assert f"def {test}(" in (ROOT / file).read_text(encoding="utf-8") if test else (ROOT / file).exists()
