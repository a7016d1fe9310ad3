"""An office in figures: how many cards are open, how many of them late, how many were closed. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from workflow.card import Card
from workflow.deadlines import rules_of, running
from workflow.office import Office
from workflow.procedure import Procedure


@dataclass(frozen=True, slots=True)
class Figures:
    """Cards of one office: those that are open, how many of them owe something that is late, those that were closed."""

    open: int = 0
    late: int = 0
    closed: int = 0


def figures(cards: Iterable[tuple[Card, Procedure]], office: Office, now: datetime, since: datetime) -> Figures:
    """The figures at `now` (UTC); closed are those that were closed at `since` (UTC) or after it, late ones too."""
    pairs = tuple(cards)
    late = sum(_is_late(card, procedure, office, now) for card, procedure in pairs)
    closed = sum(not card.open and closed_at(card) >= since for card, _ in pairs)
    return Figures(sum(card.open for card, _ in pairs), late, closed)


def closed_at(card: Card) -> datetime:
    """When a closed card came to its end (UTC); what was done with it afterwards does not count."""
    return next((moment.known_at for moment in card.moments if moment.seq == card.turn), card.last.at)


def week_began(now: datetime, zone: str) -> datetime:
    """The midnight, in the office's zone, with which the week of `now` began on Monday (UTC)."""
    here = now.astimezone(ZoneInfo(zone))
    monday = here.date() - timedelta(days=here.weekday())
    return datetime.combine(monday, time(), here.tzinfo).astimezone(UTC)


def _is_late(card: Card, procedure: Procedure, office: Office, now: datetime) -> bool:
    return any(clock.late(now) for clock in running(card, rules_of(office, procedure)))
