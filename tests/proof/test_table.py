"""The table tells what the tests came to, and hides nothing."""

import subprocess
import sys
from pathlib import Path
from typing import Literal

import pytest

from tests.proof.counting import TRIED
from tests.proof.marks import SHOWS
from tests.proof.table import NAMES, Row, Table

ROOT = Path(__file__).parents[2]
FIRST = [("fault", 1)]


def report(
    when: str, shows: list[tuple[str, int]] | None = None, tried: tuple[int, int, int] | None = None, name: str = "a"
) -> pytest.TestReport:
    """One phase of a test; `???` is what xdist says of one with which its process died."""
    said: list[tuple[str, object]] = [(SHOWS, shows)] if shows else []
    said += [(TRIED, tried)] if tried else []
    outcome: Literal["passed", "failed"] = "failed" if when == "???" else "passed"
    return pytest.TestReport(name, (name, None, name), {}, outcome, None, when, user_properties=said)  # type: ignore[arg-type]  # see above


def test_what_nothing_tried_is_said_to_be_not_shown() -> None:
    """A row without a run is no success."""
    assert Row().verdict == "NOT SHOWN"


def test_a_failed_test_fails_its_row() -> None:
    """One failure among many runs is the verdict."""
    row = Row()
    row.add({"passed"}, (12, 0, 1))
    row.add({"passed", "failed"}, (1, 0, 0))
    assert (row.runs, row.repeated, row.verdict) == (13, 1, "FAILED")


def test_something_lost_fails_its_row() -> None:
    """Whatever a test thought of it, a loss is a failure."""
    row = Row()
    row.add({"passed"}, (5, 1, 0))
    assert row.verdict == "FAILED"


def test_a_skipped_test_is_no_run() -> None:
    """What was skipped is said to be so, and alone it shows nothing."""
    row = Row()
    row.add({"skipped", "passed"}, (1, 0, 0))
    assert (row.runs, row.verdict) == (0, "NOT SHOWN")


def test_every_fault_and_attack_has_its_line() -> None:
    """The table has all forty, tried or not."""
    lines = list(Table().lines())
    assert len(lines) == 41
    assert all(line.endswith("NOT SHOWN") for line in lines[1:])


def table_of_held() -> Table:
    """A table in which all has held."""
    table = Table()
    for one in NAMES:
        table.rows[one].add({"passed"}, (1, 0, 0))
    assert table.well
    return table


def test_a_loss_in_a_passed_test_fails_the_run() -> None:
    """What the table calls FAILED, and what it calls NOT SHOWN, is no success of the run."""
    table = table_of_held()
    table.pytest_runtest_logreport(report("teardown", FIRST, (1, 2, 0)))
    assert table.rows[("fault", 1)].verdict == "FAILED"
    assert not table.well
    assert not Table().well


def test_a_test_with_which_its_process_died_fails_its_rows() -> None:
    """What it shows is known from its first phase; where that was not reported it has a line of its own."""
    table = table_of_held()
    table.pytest_runtest_logreport(report("setup", FIRST))
    table.pytest_runtest_logreport(report("???"))
    assert table.rows[("fault", 1)].verdict == "FAILED"
    assert not table.well
    other = table_of_held()
    other.pytest_runtest_logreport(report("???", name="b"))
    assert not other.well
    assert list(other.lines())[-1].split()[-1] == "FAILED"


def test_runs_are_as_many_as_were_said() -> None:
    """A test that counted none made none; one that does not count made one."""
    table = Table()
    table.pytest_runtest_logreport(report("teardown", FIRST, (0, 0, 0)))
    assert table.rows[("fault", 1)].verdict == "NOT SHOWN"
    table.pytest_runtest_logreport(report("teardown", FIRST, name="b"))
    assert table.rows[("fault", 1)].runs == 1


def test_the_table_could_not_be_told_from_other_plugins() -> None:
    """pytest keeps plugins in sets as soon as the tests of a run stand in several folders."""
    assert len({Table(), Table()}) == 2


DYING = """
import os
import pytest

@pytest.mark.fault(3)
def test_dies():
    os._exit(1)

@pytest.mark.fault(4)
def test_loses(tried):
    tried.count(lost=2)
"""


def test_the_run_ends_with_what_the_table_says(tmp_path: Path) -> None:
    """A process that dies, and a loss in a test that passes, stand in the table of a real run, which fails."""
    (tmp_path / "test_dying.py").write_text(DYING, encoding="utf-8")
    (tmp_path / "conftest.py").write_text(
        "from tests.conftest import pytest_collection_modifyitems\nfrom tests.proof.counting import tried\n"
    )
    command = [sys.executable, "-m", "pytest", "-q", "-n", "1", "-p", "tests.proof.table", "-c", "/dev/null"]
    done = subprocess.run(
        [*command, "--rootdir", str(tmp_path), str(tmp_path)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    lines = {line[:9].strip(): line for line in done.stdout.splitlines() if line.startswith("fault")}
    assert done.returncode == 1
    assert lines["fault   3"].endswith("FAILED"), done.stdout
    assert lines["fault   4"].split()[-4:] == ["1", "2", "0", "FAILED"]
