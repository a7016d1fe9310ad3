"""The deadlines of Klepechikha at concrete moments in Barnaul: 9 to 18, Friday to 17, lunch at 13."""

import pytest

from tests.procedures.offices import KLEPECHIKHA as OFFICE
from tests.procedures.walking import HIGH, NORMAL, dues_from
from workflow.words import Importance


@pytest.mark.clause("KLP-6b", "KLP-7a", "KLP-8", "KLP-9", "KLP-10", "KLP-11a", "KLP-12")
@pytest.mark.parametrize(
    ("name", "anchor", "start", "importance", "due"),
    [
        ("route", "received", "2026-03-04 10:00", NORMAL, "2026-03-04 10:30"),
        ("route", "received", "2026-03-04 12:45", NORMAL, "2026-03-04 14:15"),  # lunch
        ("route", "received", "2026-03-06 16:45", NORMAL, "2026-03-10 09:15"),  # Friday, and Monday 9 March is off
        ("route", "received", "2025-10-31 16:45", NORMAL, "2025-11-01 09:15"),  # a working Saturday
        ("route", "received", "2026-12-30 17:45", HIGH, "2027-01-11 09:15"),  # the New Year holidays
        ("answer", "detected", "2026-03-04 09:00", NORMAL, "2026-03-05 10:00"),  # a whole day and an hour
        ("answer", "detected", "2026-03-04 10:00", NORMAL, "2026-03-05 11:00"),
        ("answer", "detected", "2026-03-06 09:00", NORMAL, "2026-03-10 11:00"),  # Friday has seven hours
        ("answer", "detected", "2026-04-29 17:30", NORMAL, "2026-05-04 10:30"),  # an eve of seven hours, May
        ("answer", "detected", "2025-10-31 16:00", NORMAL, "2025-11-05 10:00"),  # over a working Saturday
        ("answer", "detected", "2024-12-28 09:00", NORMAL, "2025-01-09 10:00"),  # Saturday works, then New Year
        ("answer", "detected", "2026-03-04 10:00", HIGH, "2026-03-05 11:00"),  # the document knows no shorter time
        ("draft", "detected", "2026-03-04 10:00", NORMAL, "2026-03-04 16:00"),
        ("draft", "detected", "2026-03-04 09:00", NORMAL, "2026-03-04 15:00"),
        ("draft", "detected", "2026-03-06 09:00", NORMAL, "2026-03-06 15:00"),  # back over the weekend and 9 March
        ("draft", "detected", "2025-10-31 16:00", NORMAL, "2025-11-01 14:00"),
        ("approve", "submitted", "2026-03-04 12:45", NORMAL, "2026-03-04 14:15"),
        ("approve", "submitted", "2026-03-05 18:00", HIGH, "2026-03-06 09:30"),
        ("rework", "sent_back", "2026-03-13 16:30", NORMAL, "2026-03-16 09:30"),
        ("rework", "sent_back", "2026-03-04 12:00", NORMAL, "2026-03-04 13:00"),  # just to the break
        ("publish", "approved", "2026-03-04 13:20", NORMAL, "2026-03-04 14:30"),
        ("publish", "approved", "2026-03-06 16:45", NORMAL, "2026-03-10 09:15"),
        ("final", "interim_published", "2026-04-29 10:00", NORMAL, "2026-05-12 18:00"),
        ("final", "interim_published", "2026-03-14 12:00", NORMAL, "2026-03-24 18:00"),  # Saturday
        ("final", "interim_published", "2026-12-24 10:00", HIGH, "2027-01-13 18:00"),
        ("reroute", "returned", "2026-03-04 12:45", NORMAL, "2026-03-04 14:15"),
        ("dispute", "return_asked", "2026-03-04 17:45", NORMAL, "2026-03-05 09:15"),
    ],
)
def test_a_deadline_comes_due(name: str, anchor: str, start: str, importance: Importance, due: str) -> None:
    """Each deadline comes due to the minute, whatever lies between."""
    assert dues_from(OFFICE, anchor, start, importance)[name] == due


def test_each_moment_starts_its_own_deadlines() -> None:
    """Detection starts answer and draft, receipt the routing, and every other moment one deadline."""
    starts = ("detected", "received", "submitted", "sent_back", "approved", "interim_published", "routed", "posted")
    assert {anchor: set(dues_from(OFFICE, anchor, "2026-03-04 10:00")) for anchor in starts} == {
        "detected": {"answer", "draft"},
        "received": {"route"},
        "submitted": {"approve"},
        "sent_back": {"rework"},
        "approved": {"publish"},
        "interim_published": {"final"},
        "routed": set(),
        "posted": set(),
    }
