"""docs/procedure-recipes.md shows pieces of files that are proved, to the letter."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.procedures.unlike import FOLDER

PAPER = (Path(__file__).parents[3] / "docs" / "procedure-recipes.md").read_text(encoding="utf-8")
PIECES = re.findall(r"^## ([^\n]*)\n(?:(?!^## ).)*?```toml\n(.*?)```", PAPER, re.DOTALL | re.MULTILINE)
FILES = [tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.toml"))]


def stands(table: str, value: Any) -> bool:
    """Whether one of the files has this table, or this entry in it."""
    if isinstance(value, list):
        return all(any(one in file.get(table, ()) for file in FILES) for one in value)
    return any(value.items() <= file.get(table, {}).items() for file in FILES)


@pytest.mark.parametrize(("title", "text"), PIECES, ids=[title for title, _ in PIECES])
def test_a_piece_of_a_proved_file(title: str, text: str) -> None:
    """Whatever the paper shows can be copied: it stands so in a file that is proved."""
    for table, value in tomllib.loads(text).items():
        assert stands(table, value), f"{title}: no file has this [[{table}]]"


def test_every_piece_is_looked_at() -> None:
    """Each piece of the paper stands under a heading of its own."""
    assert len(PIECES) == PAPER.count("```toml")


def test_the_paper_is_found() -> None:
    """Whoever reads of the keys is led to the pieces, and back."""
    keys = (Path(__file__).parents[3] / "docs" / "procedure-files.md").read_text(encoding="utf-8")
    assert "(procedure-recipes.md)" in keys
    assert "(procedure-files.md)" in PAPER
