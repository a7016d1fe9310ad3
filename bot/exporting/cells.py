"""Cells of tables for spreadsheets: what people wrote is shown there, and never run as a formula."""

import csv
import unicodedata
from collections.abc import Iterable
from typing import TextIO

from handlers.safe import plain

_FORMULA = frozenset("=+-@\u2212")
_BEFORE = frozenset("\"'`«»“”„‘’")
SEPARATOR = ";"


def cell(value: object) -> str:
    """The value as the text of a cell; one that a spreadsheet could take for a formula begins with an apostrophe.

    Spreadsheets look past blanks, quotes and marks that show nothing, and some take full-width signs for the same.
    Numbers of ours stay as they are.
    """
    if not isinstance(value, str):
        return "" if value is None else str(value)
    text = plain(value)
    return f"'{text}" if _may_run(value) or _may_run(text) else text


def writer(file: TextIO) -> "Sheet":
    """A table in the file, which must be opened with `newline=""` and `encoding="utf-8-sig"`."""
    return Sheet(file)


class Sheet:
    """Rows for a spreadsheet: `;` between cells, every cell in quotes, CRLF after each row."""

    def __init__(self, file: TextIO) -> None:
        self._rows = csv.writer(file, delimiter=SEPARATOR, quoting=csv.QUOTE_ALL)

    def row(self, values: Iterable[object]) -> None:
        """Write one row; every value goes through `cell`."""
        self._rows.writerow([cell(value) for value in values])


def _may_run(text: str) -> bool:
    """Whether the first sign that shows begins a formula, or a control stands before it."""
    if text[:1] in ("\t", "\r", "\n"):
        return True
    for sign in text:
        if any(one in _FORMULA for one in unicodedata.normalize("NFKC", sign)):
            return True
        if not (sign.isspace() or sign in _BEFORE or unicodedata.category(sign) in ("Cc", "Cf", "Zs", "Mn")):
            return False
    return False
