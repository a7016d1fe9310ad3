"""The table tells what the tests came to, and hides nothing."""

from tests.proof.table import Row, Table


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
