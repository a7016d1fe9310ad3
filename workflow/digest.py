"""The morning digest: who is due one now, and what stands in it for him."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from workflow.calendar import WorkingTime
from workflow.calendar.grid import instant
from workflow.card import Card
from workflow.contributors import own_ids, part_of
from workflow.deadlines import Clock, rules_of, running, time_of
from workflow.model import Model
from workflow.office import Office, Person
from workflow.owners import in_role, owners
from workflow.procedure import Procedure
from workflow.rights.ask import may
from workflow.rights.asked import Asked
from workflow.rights.row import What
from workflow.words import OfficeId, PersonId, Role

DIGEST = "digest"
"""What a row that is to be sent is called, if it holds a DigestNotice."""

OFF = "off"
"""The word of whoever wants no digest."""

_OF_USE = timedelta(hours=1)
"""How long after its moment a digest is still of use where the working day is over."""


class DigestNotice(Model):
    """The digest of one person for one day of his office's calendar."""

    office: OfficeId
    to: PersonId
    day: date

    @property
    def key(self) -> str:
        """Its identity: nobody gets a second one for the same day."""
        return f"digest/{self.office}/{self.to}/{self.day}"


@dataclass(frozen=True, slots=True)
class Entry:
    """A card with the deadline of it that is nearest."""

    card: Card
    procedure: Procedure
    clock: Clock


@dataclass(frozen=True, slots=True)
class Digest:
    """What somebody should know as his day begins, soonest first.

    `due` comes due before the next working day begins; `away` are those who are not there.
    """

    day: date
    due: tuple[Entry, ...]
    late: tuple[Entry, ...]
    away: tuple[Person, ...]


def due_digests(office: Office, now: datetime) -> tuple[DigestNotice, ...]:
    """Everybody's who is to have one by now; none on a day off, and none after the day's work is over.

    What the bot could not say in time, because it was down, is due till then: late, but the same day.
    """
    time = time_of(office.timetable)
    day = time.local_date(now)
    return tuple(
        DigestNotice(office=office.id, to=person.id, day=day)
        for person in office.people
        if _is_due(person, day, time, now) and person.can_be_told() and may(person, What.DIGEST, Asked(office))
    )


def moment_of(person: Person, day: date, time: WorkingTime) -> datetime | None:
    """When his digest of this day is due (UTC): as the day's work begins, or at his own hour; None for none at all."""
    hours, own = time.day(day).hours, person.comfort.digest
    if not hours or own == OFF:
        return None
    hour, _, minute = own.partition(":")
    return instant(day, int(hour) * 60 + int(minute) if own else hours[0][0], time.zone)


def _is_due(person: Person, day: date, time: WorkingTime, now: datetime) -> bool:
    at = moment_of(person, day, time)
    if at is None:
        return False
    closing = instant(day, time.day(day).hours[-1][1], time.zone)
    return at <= now < max(closing, at + _OF_USE)


def digest_of(person: Person, office: Office, cards: Iterable[tuple[Card, Procedure]], now: datetime) -> Digest | None:
    """What stands in it now; None where there is nothing to say.

    A card that was opened after the digest was due is none of the morning's. That somebody is away is said with what is
    due or late, and by itself only on the first day of it.
    """
    time = time_of(office.timetable)
    day, horizon = time.local_date(now), time.next_open(time.end_of_day(now))
    moment = moment_of(person, day, time)
    known = [(card, procedure) for card, procedure in cards if moment and card.opened_at < moment]
    found = sorted(_entries(person, office, known), key=lambda one: one.clock.at)
    late = tuple(one for one in found if one.clock.late(now) and (_in_whole(person) or _is_his(person, one, office)))
    due = tuple(one for one in found if now <= one.clock.at < horizon and _concerns(person, one, office))
    away = tuple(one for one in office.people if one.away) if may(person, What.SEE_AWAY, Asked(office)) else ()
    news = any(one.away and time.local_date(one.away.since) == day for one in away)
    return Digest(day, due, late, away) if due or late or news else None


def _entries(person: Person, office: Office, cards: Iterable[tuple[Card, Procedure]]) -> Iterator[Entry]:
    for card, procedure in cards:
        part = part_of(person, card)
        known = running(card, rules_of(office, procedure))
        his = [one for one in known if one.part is None or _oversees(person) or (part and one.part == part.number)]
        if his and not card.awaits_below:
            yield Entry(card, procedure, his[0])


def _oversees(person: Person) -> bool:
    return Role.COORDINATOR in person.plays


def _in_whole(person: Person) -> bool:
    """Whether whatever is late in the office is his to know."""
    return bool(person.plays & {Role.COORDINATOR, Role.HEAD})


def _concerns(person: Person, entry: Entry, office: Office) -> bool:
    return _oversees(person) or _is_his(person, entry, office)


def _is_his(person: Person, entry: Entry, office: Office) -> bool:
    """His move, his card as its curator, executor or department's head, or his part of an answer."""
    card = entry.card
    return (
        person in owners(card, office, entry.procedure)
        or card.curator in own_ids(person)
        or (card.department is not None and card.department in person.units(Role.CHIEF))
        or (card.department is not None and person in in_role(Role.EXECUTOR, card, office))
        or part_of(person, card) is not None
    )
