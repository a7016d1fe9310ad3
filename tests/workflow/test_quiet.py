"""What comes without a sound outside working time."""

from dataclasses import replace
from datetime import datetime

import pytest

from tests.handlers.world import CURATOR, EXECUTOR, HEAD, OFFICE, PLUMBER, World, sobolevo
from workflow.card import Card
from workflow.deadlines import time_of
from workflow.notice import Notice, NoticeKind
from workflow.office import Comfort, Person
from workflow.quiet import can_wait, quiet_now
from workflow.words import Importance

QUIET = replace(CURATOR, comfort=Comfort(quiet=True))


@pytest.mark.parametrize(
    ("at", "quiet"),
    [
        ("2026-03-04T10:00+12:00", False),
        ("2026-03-04T13:30+12:00", True),
        ("2026-03-04T18:00+12:00", True),
        ("2026-03-04T23:00+12:00", True),
        ("2026-03-07T12:00+12:00", True),
        ("2026-03-09T12:00+12:00", True),
    ],
)
def test_quiet_is_outside_working_time(at: str, quiet: bool) -> None:
    """At lunch, in the evening, on a Saturday and on a holiday, for those who want it; for others never."""
    now, time = datetime.fromisoformat(at), time_of(OFFICE.timetable)
    assert quiet_now(QUIET, time, now) is quiet
    assert not quiet_now(CURATOR, time, now)
    assert not quiet_now(None, time, now)


def told(card: Card, kind: NoticeKind, to: Person, **more: object) -> bool:
    """Whether a notice of this card to this person can wait."""
    notice = Notice(kind=kind, office=OFFICE.id, card=card.id, seq=1, to=to.id, **more)  # type: ignore[arg-type]  # by name
    return can_wait(notice, card, to, OFFICE, sobolevo())


def test_news_can_wait() -> None:
    """A new card, a card that has come back: it is there in the morning too."""
    card = World().post().card
    assert told(card, NoticeKind.CARD, CURATOR)
    assert told(card, NoticeKind.SIGNIFICANT, HEAD)


def test_high_importance_cannot_wait() -> None:
    """Whatever is told of a card of high importance is heard (Sobolevo 10)."""
    card = World().post().card.model_copy(update={"importance": Importance.HIGH})
    assert not told(card, NoticeKind.CARD, CURATOR)


def test_ones_own_deadline_is_heard() -> None:
    """Whose move it is hears his deadline, whoever answers for it too; those who only hear of it can wait."""
    card = World().post().card
    assert not told(card, NoticeKind.PING, CURATOR)
    assert not told(card, NoticeKind.PINGS, CURATOR)
    assert told(card, NoticeKind.PING, HEAD)
    assert not told(card, NoticeKind.PING, HEAD, answers=HEAD.id)
    assert not told(card, NoticeKind.PING, PLUMBER, part=1)
    assert told(card, NoticeKind.PING, EXECUTOR)
