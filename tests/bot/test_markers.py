"""Reading from the sources of tests which clauses they name."""

from pathlib import Path
from textwrap import dedent

import pytest

from bot.markers import marks_in, marks_under

CASES = """
    CASES = [
        pytest.param(1, marks=pytest.mark.clause("XX-1")),
        pytest.param(2, marks=[pytest.mark.slow, pytest.mark.clause("XX-2")]),
    ]
    each = pytest.mark.parametrize("n", CASES)
"""


def read(source: str, file: str = "tests/test_it.py") -> list[tuple[str, str]]:
    return [(mark.clause, mark.place) for mark in marks_in(dedent(source), file)]


@pytest.mark.parametrize(
    ("source", "found"),
    [
        (
            """
            @pytest.mark.clause("XX-1", "XX-2")
            @pytest.mark.parametrize("n", [1])
            async def test_a(n: int) -> None: ...
            def test_b() -> None: ...
            """,
            [("XX-1", "test_a"), ("XX-2", "test_a")],
        ),
        (
            """
            from pytest import mark
            @mark.clause("XX-1")
            def test_a() -> None: ...
            """,
            [("XX-1", "test_a")],
        ),
        (
            """
            pytestmark = pytest.mark.clause("XX-1")
            @pytest.mark.clause("XX-2")
            def test_a() -> None: ...
            def test_b() -> None: ...
            def help_them() -> None: ...
            """,
            [("XX-1", "test_a"), ("XX-2", "test_a"), ("XX-1", "test_b")],
        ),
        (
            """
            pytestmark: list[object] = [pytest.mark.slow, pytest.mark.clause("XX-1")]
            def test_a() -> None: ...
            """,
            [("XX-1", "test_a")],
        ),
        (
            """
            @pytest.mark.clause("XX-1")
            class TestIt:
                pytestmark = [pytest.mark.clause("XX-2")]
                @pytest.mark.clause("XX-3")
                def test_a(self) -> None: ...
            """,
            [("XX-1", "TestIt::test_a"), ("XX-2", "TestIt::test_a"), ("XX-3", "TestIt::test_a")],
        ),
        (
            """
            @pytest.mark.parametrize("n", [1, pytest.param(2, marks=pytest.mark.clause("XX-1"))])
            def test_a(n: int) -> None: ...
            """,
            [("XX-1", "test_a")],
        ),
        (CASES + "    @each\n    def test_a(n): ...\n", [("XX-1", "test_a"), ("XX-2", "test_a")]),
    ],
    ids=["function", "mark", "module", "module-list", "class", "case", "table"],
)
def test_every_form_of_the_marker_is_read(source: str, found: list[tuple[str, str]]) -> None:
    """Decorators, `pytestmark` of modules and classes, and cases of a table name clauses for the tests under them."""
    assert sorted(read(source)) == sorted((clause, f"tests/test_it.py::{test}") for clause, test in found)


@pytest.mark.parametrize(
    ("source", "file"),
    [
        ('@pytest.mark.clause("XX-1")\ndef helper(): ...', "tests/test_it.py"),
        ('@pytest.mark.clause("XX-1")\ndef test_a(): ...', "tests/steps.py"),
        ('@pytest.mark.clause("XX-1")\n@pytest.mark.skip(reason="slow")\ndef test_a(): ...', "tests/test_it.py"),
        ('@pytest.mark.clause("XX-1")\n@pytest.mark.xfail\ndef test_a(): ...', "tests/test_it.py"),
        ('MARKS = [pytest.mark.clause("XX-1")]\ndef test_a(): ...', "tests/test_it.py"),
    ],
    ids=["helper", "no-test-file", "skip", "xfail", "unused"],
)
def test_a_marker_that_no_running_test_bears_belongs_to_none(source: str, file: str) -> None:
    """Such a marker is told with its line and no test, so that nothing is shown by it and it is not overlooked."""
    assert read(source, file) == [("XX-1", f"{file}:1")]


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("@pytest.mark.clause(NAME)\ndef test_a(): ...", "tests/test_it.py:1: a clause is not written out"),
        ("@pytest.mark.clause()\ndef test_a(): ...", "tests/test_it.py:1: the marker names no clause"),
        ("@pytest.mark.clause\ndef test_a(): ...", "tests/test_it.py:1: the marker is not called"),
        ("\nclause = pytest.mark.clause", "tests/test_it.py:2: the marker is not called"),
        ("def test_a(:", "tests/test_it.py:1: no Python"),
    ],
)
def test_what_cannot_be_read_is_refused(source: str, told: str) -> None:
    """A marker whose clauses would have to be computed is an error with file and line."""
    with pytest.raises(ValueError, match=told):
        read(source)


def test_all_files_of_a_folder_are_read(tmp_path: Path) -> None:
    """Files are named from the folder itself on, those of folders within it too."""
    inner = tmp_path / "tests" / "bot"
    inner.mkdir(parents=True)
    (inner / "test_it.py").write_text('@pytest.mark.clause("XX-1")\ndef test_a(): ...\n', encoding="utf-8")
    assert [mark.place for mark in marks_under(tmp_path / "tests")] == ["tests/bot/test_it.py::test_a"]
