from pathlib import Path

import pytest

from workflow.card import CLOSED
from workflow.checker import check, readings
from workflow.procedure import Procedure
from workflow.procedure_file import parse_procedure
from workflow.states import walk
from workflow.words import Importance

SOBOLEVO = (Path(__file__).parents[2] / "procedures" / "sobolevo.toml").read_text(encoding="utf-8")

SMALL = """
name = "small"
document = "invented"
title = { ru = "Малый", en = "Small" }
networks = []
start = "route"
[[step]]
name = "route"
by = "curator"
actions = { route = "draft" }
[[step]]
name = "draft"
by = "executor"
actions = { submit = "closed" }
[[deadline]]
name = "route"
clause = "1"
due = "30 minutes after detected"
met_by = ["routed"]
pings = ["at due"]
[[deadline]]
name = "answer"
clause = "2"
due = "8 working hours after detected"
met_by = ["submitted"]
pings = ["1 hour before", "at due"]
"""


def changed(text: str, *changes: tuple[str, str]) -> Procedure:
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    return parse_procedure(text)


def faults(procedure: Procedure) -> list[str]:
    return [str(fault) for fault in check(procedure)]


@pytest.mark.parametrize("text", [SOBOLEVO, SMALL])
def test_a_good_procedure_is_proved(text: str) -> None:
    """Nothing is found where nothing is wrong."""
    assert faults(parse_procedure(text)) == []


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ([('submit = "closed"', 'submit = "draft"')], "step 'draft': no way to the end from here (after route)"),
        ([('start = "route"', 'start = "draft"')], "step 'route': no card can come here"),
        ([('start = "route"', 'start = "draft"')], "step 'draft': nobody is its executor yet (as it begins)"),
        (
            [('met_by = ["submitted"]', 'met_by = ["routed"]')],
            "step 'draft': no deadline runs here (after route)",
        ),
        ([('route = "draft"', 'route = { in_time = "draft", late = "closed" }')], "no deadline limits it"),
        ([('route = "draft"', 'route = { interim = "draft" }')], "says nothing of 'answer'"),
        ([('submit = "closed"', 'submit = "closed", send_back = "draft"')], None),
        ([('pings = ["1 hour before", "at due"]', 'pings = ["1 hour before"]')], "nobody hears of a miss"),
        ([('"1 hour before"', '"9 hours before"')], "'9 hours before' never rings"),
        ([('due = "8 working hours after detected"', 'due = "2 hours before route"')], "due as it starts or before"),
    ],
)
def test_a_fault_is_found(changes: list[tuple[str, str]], told: str | None) -> None:
    """Each way in which a card could be stuck, ownerless or without a clock is named with its key."""
    found = faults(changed(SMALL, *changes))
    assert found == [] if told is None else any(told in fault for fault in found), found


@pytest.mark.clause("SOB-13")
def test_a_contradiction_without_a_reading_is_found() -> None:
    """The document's own 4 hours before an answer due in 4 hours are no time at all (10 with 13)."""
    plain = changed(SOBOLEVO, ('due = "2 hours before answer"', 'due = "4 hours before answer"'))
    (fault,) = faults(plain)
    assert fault.startswith(
        "deadline 'draft', high, due: due as it starts or before, at high importance; give more time"
    )


def test_readings_are_named_with_their_clauses() -> None:
    """Every place where the file reads a silent or contradictory document is shown."""
    found = {(reading.deadline, reading.clause) for reading in readings(parse_procedure(SOBOLEVO))}
    assert {("", "17"), ("", "11"), ("reroute", "10"), ("publish", "12"), ("final", "17")} <= found


def test_all_states_are_visited() -> None:
    """A card of the real procedure can be in every step, closed too, and from everywhere it can be closed."""
    walked = walk(parse_procedure(SOBOLEVO))
    steps = {state.step for state in walked.ways}
    assert steps == {"route", "draft", "dispute", "approve", "handover", "publish", CLOSED}
    assert walked.can_close == frozenset(walked.ways)
    usual = (Importance.NORMAL, Importance.HIGH)
    assert all(walked.runs(state, one) for state in walked.ways if state.step != CLOSED for one in usual)
