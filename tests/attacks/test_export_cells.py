"""What people wrote is shown by a spreadsheet and never run by it."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.exporting.cells import cell, writer

_SIGNS = "=+-@\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b\u2212"
_BEFORE = (
    "",
    " ",
    "\u00a0",
    "\u3000",
    '"',
    "'",
    "«",
    "\ufeff",
    "\u200b",
    "\u202e",
    "\x00",
    "\x1b",
    "\t",
    "\r",
    "\n",
    ' "\t',
)


def reread(*values: object) -> list[str]:
    """The cells as a program gets them that reads the table again."""
    file = io.StringIO(newline="")
    writer(file).row(values)
    file.seek(0)
    (row,) = csv.reader(file, delimiter=";")
    return row


@pytest.mark.attack(12)
@pytest.mark.parametrize("sign", _SIGNS)
def test_formulas(sign: str) -> None:
    """A cell that begins like a formula, also after what spreadsheets look past, begins with an apostrophe."""
    said = [f"{before}{sign}HYPERLINK('http://example.org';1)" for before in _BEFORE]
    assert [found for found in reread(*said) if not found.startswith("'")] == []


@pytest.mark.attack(12)
@pytest.mark.parametrize("control", "\t\r\n")
def test_controls_first(control: str) -> None:
    """A tab or a line's end before anything else is escaped, whatever comes after it."""
    assert reread(f"{control}текст")[0].startswith("'")


@pytest.mark.attack(12)
@given(st.lists(st.text(st.sampled_from("=+-@;\",'\r\n\t аб1＝"), max_size=8), min_size=1, max_size=4))
def test_cells_stay_apart(values: list[str]) -> None:
    """Quotes, separators and line ends make no further cells or rows, and nothing that was said is lost."""
    row = reread(*values)
    assert len(row) == len(values)
    for found, said in zip(row, values, strict=True):
        assert "".join(found.removeprefix("'").split()) in (
            "".join(said.split()),
            "".join(said.removeprefix("'").split()),
        )
        assert not found.lstrip("\"' \t\r\n").startswith(tuple(_SIGNS)) or found.startswith("'")


@pytest.mark.attack(12)
def test_ordinary_cells() -> None:
    """What is no formula stays as it is: a phone in the middle, a dash of a dialogue, numbers, nothing."""
    said = ("Дом 5, тел. +7 900", "— Здравствуйте", 12, None, "a=b")
    assert reread(*said) == ["Дом 5, тел. +7 900", "— Здравствуйте", "12", "", "a=b"]
    assert cell(-5) == "-5"
