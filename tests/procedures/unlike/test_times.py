"""The deadlines of the invented procedures to the minute, counted from moments alone."""

from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from tests.procedures.unlike import FOLDER
from tests.workflow.office import OFFICE
from workflow.cases import Case
from workflow.deadlines import due_of, rules_of
from workflow.procedure_file import parse_procedure
from workflow.words import Importance

ZONE = ZoneInfo("Asia/Novosibirsk")
PLACE = replace(OFFICE, timetable=replace(OFFICE.timetable, zone=ZONE.key))
HIGH, FAST = Case(Importance.HIGH), Case(Importance.FAST, days=2)


def due(file: str, deadline: str, anchor: str, at: str, case: Case) -> str:
    """When the deadline is due that counts from a local moment; empty where there is none."""
    procedure = parse_procedure((FOLDER / f"{file}.toml").read_text(encoding="utf-8"))
    known = procedure.named(deadline)
    assert known is not None
    start = datetime.fromisoformat(at).replace(tzinfo=ZONE).astimezone(UTC)
    found = due_of(known, {anchor: start}, rules_of(PLACE, procedure), case)
    return f"{found.at.astimezone(ZONE):%Y-%m-%d %H:%M}" if found else ""


@pytest.mark.parametrize(
    ("file", "deadline", "anchor", "at", "case", "moment"),
    [
        # By the category that an inspection found: by the clock, in working days, or not at all.
        ("potholes", "mend", "inspected", "2026-03-06 16:30", Case(category="dangerous"), "2026-03-07 16:30"),
        ("potholes", "mend", "inspected", "2026-03-06 16:30", Case(category="deep"), "2026-03-16 18:00"),
        ("potholes", "mend", "inspected", "2026-03-06 16:30", Case(category="cosmetic"), ""),
        ("potholes", "mend", "inspected", "2026-03-06 16:30", Case(), ""),
        ("potholes", "inspection", "routed", "2026-03-06 16:30", Case(), "2026-03-10 18:00"),
        ("potholes", "inspection", "routed", "2026-03-06 16:30", HIGH, "2026-03-06 18:30"),
        ("potholes", "answer", "received", "2026-03-04 10:00", Case(extended={"answer": 7}), "2026-03-21 23:59"),
        # Calendar days that stay where they fall, and working days.
        ("complaints", "receipt", "received", "2026-03-05 17:00", Case(kind="complaint"), "2026-03-08 23:59"),
        ("complaints", "receipt", "received", "2026-03-05 17:00", Case(kind="thanks"), ""),
        ("complaints", "reply", "citizen_asked", "2026-04-29 12:00", Case(), "2026-05-02 23:59"),
        ("complaints", "second_answer", "disagreed", "2026-04-29 12:00", Case(), "2026-05-29 17:00"),
        # Hours by the clock, in bare words and in plain ones.
        ("factdesk", "facts", "facts_asked", "2026-03-06 22:00", Case(), "2026-03-07 04:00"),
        ("factdesk", "air", "error_found", "2026-03-06 22:00", Case(), "2026-03-07 10:00"),
        ("factdesk", "answer", "received", "2026-03-06 22:00", HIGH, "2026-03-07 06:00"),
        ("factdesk", "answer", "received", "2026-03-06 22:00", Case(), "2026-03-11 18:00"),
        # By topic, and in the crews' own shifts, that also run on Saturdays.
        ("snow", "clearing", "routed", "2026-03-05 21:50", Case(topic="снег"), "2026-03-06 03:50"),
        ("snow", "clearing", "routed", "2026-03-05 21:50", Case(topic="лёд"), "2026-03-06 00:50"),
        ("snow", "clearing", "routed", "2026-03-05 21:50", Case(topic="крыши"), "2026-03-10 18:00"),
        ("snow", "clearing", "routed", "2026-03-05 21:50", Case(topic="вода"), "2026-03-06 17:00"),
        ("snow", "out", "routed", "2026-03-05 21:50", Case(), "2026-03-06 05:30"),
        ("snow", "named_day", "date_given", "2026-03-10 00:00", Case(), "2026-03-10 18:00"),
        # Back from a day that somebody named, through another deadline.
        ("festivals", "decision", "event_day", "2026-03-20 16:59", Case(), "2026-03-19 16:59"),
        ("festivals", "decision", "event_day", "2026-03-20 16:59", HIGH, "2026-03-18 16:59"),
        ("festivals", "decision", "routed", "2026-03-04 10:00", FAST, "2026-03-06 17:00"),
        ("festivals", "plan", "event_day", "2026-03-20 16:59", Case(), "2026-03-18 11:59"),
        ("festivals", "plan", "event_day", "2026-03-20 16:59", HIGH, "2026-03-17 11:59"),
        ("festivals", "decision", "routed", "2026-03-04 10:00", Case(), ""),
    ],
)
def test_due(file: str, deadline: str, anchor: str, at: str, case: Case, moment: str) -> None:
    """It is due at this minute, by hand and calendar."""
    assert due(file, deadline, anchor, at, case) == moment
