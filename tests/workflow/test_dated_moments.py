"""A date that a person gives is known ahead: the prover lets something be due, and ring, before it."""

from tests.workflow.office import SOBOLEVO_TEXT
from workflow.checker import check
from workflow.procedure_file import parse_procedure

DATED = """
[[action]]
name = "give_date"
by = "curator"
at = ["draft"]

[[deadline]]
name = "ready"
clause = "30"
due = "4 hours before date_given"
met_by = ["submitted", "returned"]
words = { ru = "Готовность", en = "Ready" }
pings = ["8 hours before", "at due: owner"]
"""


def test_something_is_due_before_a_date_that_was_given() -> None:
    """Four hours before a date is no time before its own start, and eight hours before that it can ring."""
    assert check(parse_procedure(SOBOLEVO_TEXT + DATED, "dated.toml")) == ()


def test_before_what_happens_without_warning_there_is_no_time() -> None:
    """The same rule before a moment that nobody knows ahead is a fault."""
    text = DATED.replace("before date_given", "before accepted")
    faults = check(parse_procedure(SOBOLEVO_TEXT + text, "dated.toml"))
    assert [str(one) for one in faults if "due as it starts or before" in str(one)]
