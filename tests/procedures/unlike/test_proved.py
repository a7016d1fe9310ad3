"""Invented procedures, unlike the shipped ones and each other: all of them are proved as files alone."""

from pathlib import Path

import pytest

from tests.procedures.unlike import FOLDER
from workflow.checker import check
from workflow.procedure_file import parse_procedure

FILES = sorted(FOLDER.glob("*.toml"))
SHIPPED = Path(__file__).parents[3] / "procedures"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_proved(path: Path) -> None:
    """Nothing keeps the file from being safe to use."""
    assert check(parse_procedure(path.read_text(encoding="utf-8"), path.name)) == ()


def test_five_that_are_not_the_shipped_ones() -> None:
    """There are five of them, and none has the name of a shipped one."""
    names = {path.stem for path in FILES}
    assert names == {"potholes", "complaints", "factdesk", "snow", "festivals"}
    assert not names & {path.stem for path in SHIPPED.glob("*.toml")}
