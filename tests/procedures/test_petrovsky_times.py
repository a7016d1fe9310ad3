"""The deadlines of Petrovsky at concrete moments in Moscow's time: 9 to 18, Friday to 17, lunch at 13."""

import pytest

from tests.procedures.offices import PETROVSKY as OFFICE
from tests.procedures.walking import HIGH, NORMAL, dues_from
from workflow.words import Importance


@pytest.mark.clause("PET-5a", "PET-6", "PET-7", "PET-8", "PET-9", "PET-11", "PET-12")
@pytest.mark.parametrize(
    ("name", "anchor", "start", "importance", "due"),
    [
        ("route", "detected", "2026-03-04 10:00", NORMAL, "2026-03-04 11:00"),
        ("route", "detected", "2026-03-04 12:45", NORMAL, "2026-03-04 14:45"),  # lunch
        ("route", "detected", "2026-03-06 16:30", NORMAL, "2026-03-10 09:30"),  # Friday, and Monday 9 March is off
        ("route", "detected", "2025-11-01 16:30", NORMAL, "2025-11-05 09:30"),  # a working Saturday closes at 17
        ("route", "detected", "2026-12-30 17:30", HIGH, "2027-01-11 09:30"),  # the New Year holidays
        ("return", "routed", "2026-03-04 12:45", NORMAL, "2026-03-04 14:15"),
        ("return", "routed", "2026-03-06 16:45", HIGH, "2026-03-10 09:15"),
        ("answer", "detected", "2026-03-04 10:00", NORMAL, "2026-03-05 10:00"),
        ("answer", "detected", "2026-03-04 09:00", NORMAL, "2026-03-04 18:00"),  # a whole day, just to the closing
        ("answer", "detected", "2025-10-31 16:00", NORMAL, "2025-11-01 17:00"),
        ("answer", "detected", "2026-04-29 17:30", NORMAL, "2026-05-04 09:30"),
        ("answer", "detected", "2026-03-04 10:00", HIGH, "2026-03-04 15:00"),
        ("answer", "detected", "2026-03-06 16:00", HIGH, "2026-03-10 12:00"),
        ("answer", "detected", "2024-12-28 16:00", HIGH, "2025-01-09 11:00"),  # Saturday works, then New Year
        ("draft", "detected", "2026-03-04 10:00", NORMAL, "2026-03-04 14:00"),
        ("draft", "detected", "2026-03-04 09:00", NORMAL, "2026-03-04 12:00"),  # back over lunch
        ("draft", "detected", "2025-10-31 16:00", NORMAL, "2025-11-01 11:00"),
        ("draft", "detected", "2026-03-04 10:00", HIGH, "2026-03-04 11:30"),  # the reading: 150 minutes before
        ("draft", "detected", "2026-03-06 16:30", HIGH, "2026-03-10 10:00"),
        ("publish", "approved", "2026-03-04 13:20", NORMAL, "2026-03-04 14:30"),
        ("publish", "approved", "2026-03-06 16:45", HIGH, "2026-03-10 09:15"),
        ("final", "interim_published", "2026-04-29 10:00", NORMAL, "2026-05-12 18:00"),
        ("final", "interim_published", "2026-03-14 12:00", NORMAL, "2026-03-24 18:00"),  # Saturday
        ("final", "interim_published", "2026-12-24 10:00", HIGH, "2027-01-13 18:00"),
        ("assign", "came_to_chief", "2026-03-04 12:45", NORMAL, "2026-03-04 14:15"),
        ("review", "came_for_review", "2026-03-04 12:30", NORMAL, "2026-03-04 14:30"),
        ("review", "came_for_review", "2026-03-04 12:45", HIGH, "2026-03-04 14:15"),
        ("outside", "passed_on", "2026-03-04 10:00", NORMAL, "2026-03-04 13:00"),  # just to the break
        ("outside", "passed_on", "2026-03-04 12:00", HIGH, "2026-03-04 14:30"),
        ("rework", "came_for_rework", "2026-03-04 17:30", NORMAL, "2026-03-05 09:30"),
        ("rework", "came_for_rework", "2026-03-04 17:30", HIGH, "2026-03-04 18:00"),
    ],
)
def test_a_deadline_comes_due(name: str, anchor: str, start: str, importance: Importance, due: str) -> None:
    """Each deadline comes due to the minute, whatever lies between."""
    assert dues_from(OFFICE, anchor, start, importance)[name] == due


def test_each_moment_starts_its_own_deadlines() -> None:
    """Moments of the document start the document's deadlines; clocks of our own have moments of their own."""
    starts = ("detected", "routed", "submitted", "sent_back", "approved", "interim_published", "received", "posted")
    assert {anchor: set(dues_from(OFFICE, anchor, "2026-03-04 10:00")) for anchor in starts} == {
        "detected": {"route", "answer", "draft"},
        "routed": {"return"},
        "submitted": set(),
        "sent_back": set(),
        "approved": {"publish"},
        "interim_published": {"final"},
        "received": set(),
        "posted": set(),
    }
