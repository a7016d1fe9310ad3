"""Counters: how often is too often within some time, and what follows: somebody is told, or the action is refused."""

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal, Self
from zoneinfo import ZoneInfo

from pydantic import Field, field_validator, model_validator

from workflow import events
from workflow.calendar.grid import EPOCH, instant
from workflow.card import Card
from workflow.events import Event
from workflow.history import opened
from workflow.model import Model
from workflow.office import Department, Office, Person
from workflow.words import CardId, OfficeId, PersonId, Role

LATE = "late"
"""Counts missed deadlines of cards, each once, however many levels of it ring; a timer that acts is nobody's miss."""

SAME_ANSWER = "same_answer"
"""Counts drafts with the same text, each card once."""

_CALENDAR = ("month", "week", "day")
_HOURS = re.compile(r"([1-9]\d{0,3}) hours?")
_HOUR = timedelta(hours=1)
_WORDS = re.compile(r"\w+")


class Counter(Model):
    """So many of something within some time, and what is done about more of it.

    `counts` is `late`, `same_answer`, or the name of a moment. `per` tells whose they are. `within` is a calendar
    month, week or day of the office's zone, or the last so many hours. Beyond `more_than` either the roles in `tell`
    hear of it, once in that time, or with `refuse` a draft with the same text is not taken.
    """

    name: str = Field(max_length=20, pattern=r"^[a-z][a-z0-9_]*$")
    clause: str
    counts: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    per: Literal["executor", "department", "office"]
    within: str
    more_than: int = Field(ge=0)
    tell: tuple[str, ...] = ()
    refuse: bool = False

    @field_validator("within")
    @classmethod
    def _readable(cls, within: str) -> str:
        if within in _CALENDAR or _HOURS.fullmatch(within):
            return within
        raise ValueError(f"cannot read {within!r}; write 'month', 'week', 'day', or hours such as '3 hours'")

    @field_validator("tell")
    @classmethod
    def _known(cls, tell: tuple[str, ...]) -> tuple[str, ...]:
        if unknown := sorted(set(tell) - set(Role)):
            raise ValueError(f"nobody is called {unknown[0]!r}; known are: {', '.join(sorted(Role))}")
        return tell

    @model_validator(mode="after")
    def _has_an_end(self) -> Self:
        if self.refuse and self.counts != SAME_ANSWER:
            raise ValueError(f"refuse: only {SAME_ANSWER!r} can be refused; take it out, or write whom to tell")
        if self.refuse and not self.more_than:
            raise ValueError("more_than: 0 would refuse every answer; write 1 or more")
        if self.refuse and self.tell:
            raise ValueError("tell, refuse: what is refused has nobody to be told of; leave one of them out")
        if not self.refuse and not self.tell:
            raise ValueError('tell: missing; write whom to tell, such as ["head"], or refuse = true')
        return self

    @property
    def moment(self) -> str | None:
        """The moment that it counts, for whoever checks that it can happen; None where it counts something else."""
        return None if self.counts in (LATE, SAME_ANSWER) else self.counts

    @property
    def hours(self) -> int | None:
        """The last so many hours that are counted; None where it is a time of the calendar."""
        found = _HOURS.fullmatch(self.within)
        return int(found[1]) if found else None

    def person(self, subject: str, office: Office) -> Person | None:
        """The executor whose count this is; None where whole departments or the office are counted."""
        key = subject.partition("/")[0]
        return next((one for one in office.people if self.per == "executor" and one.key == key), None)

    def unit(self, subject: str, office: Office) -> Department | None:
        """The department whose count this is, or that of the executor; None where the office is counted."""
        if self.per == "department":
            return office.department(subject.partition("/")[0])
        person = self.person(subject, office)
        return office.department(person.department) if person else None


@dataclass(frozen=True, slots=True)
class Tally:
    """One thing that was counted, for ever once: `card`, `counter` and `what` are its identity.

    `subject` is whose count it adds to. `at` is when it happened (UTC), a missed deadline at its due.
    """

    office: OfficeId
    procedure: str
    counter: str
    subject: str
    card: CardId
    what: str
    seq: int
    at: datetime


def tally_of(counter: Counter, card: Card, event: Event, office: Office) -> Tally | None:
    """What the event adds to the counter; None where it adds nothing. `card` may stand before or after the event."""
    what, subject = _what(counter, event), subject_of(counter, card, event, office)
    if subject is None:
        return None
    at = event.due if isinstance(event, events.Rang) else event.at
    return Tally(card.office, card.procedure, counter.name, subject, card.id, what, event.seq, at)


def subject_of(counter: Counter, card: Card, event: Event, office: Office) -> str | None:
    """Whose count the event adds to: a key of the office, or that with the digest of a text; None for nobody's."""
    what = _what(counter, event)
    owner = _owner(counter, card, event, office) if what else None
    return f"{owner}/{what}" if owner and counter.counts == SAME_ANSWER else owner


def window(counter: Counter, at: datetime, zone: ZoneInfo | str) -> tuple[datetime, datetime]:
    """The time in which is counted what happened at `at`: its start, and its end that is not in it, both UTC."""
    zone = ZoneInfo(zone) if isinstance(zone, str) else zone
    if counter.hours:
        # What happened just so many hours ago is out, what happens just now is in.
        end = at + timedelta.resolution
        return end - counter.hours * _HOUR, end
    first, following = _days(counter.within, at.astimezone(zone).date())
    return instant(first, 0, zone), instant(following, 0, zone)


def exceeded(counter: Counter, before: int, now_count: int) -> bool:
    """Whether the count has just gone over: true for the one that did it, not for those after it."""
    return before <= counter.more_than < now_count


def refused(counter: Counter, before: int) -> bool:
    """Whether one more is too many, where `before` others were counted."""
    return counter.refuse and before >= counter.more_than


def telling_key(tally: Tally, counter: Counter, zone: ZoneInfo | str) -> str:
    """The identity of what is told: a sliding count that goes up and down around its limit is told once in its time."""
    if counter.hours:
        block = str((tally.at - EPOCH) // (counter.hours * _HOUR))
    else:
        block = f"{window(counter, tally.at, zone)[0]:%Y%m%dT%H%M}"
    return f"counter/{tally.office}/{tally.procedure}/{tally.counter}/{tally.subject}/{block}"


def text_digest(text: str) -> str:
    """The identity of a text by its words alone: case, ё, spaces and punctuation make no other text; empty for none."""
    words = _WORDS.findall(unicodedata.normalize("NFKC", text).casefold().replace("ё", "е"))
    return hashlib.sha256(" ".join(words).encode()).hexdigest()[:16] if words else ""


def _what(counter: Counter, event: Event) -> str:
    """What is counted, by a name that the same thing has every time; empty where the event is none of it."""
    match event:
        case events.Rang() if counter.counts == LATE and event.missed and not event.quiet:
            return _deadline_of(event)
        case events.Moved() if counter.counts == SAME_ANSWER and event.draft:
            return text_digest(event.draft.text)
        case events.Moved() if counter.counts in event.marks:
            return f"{counter.counts}/{event.seq}"
        case events.Opened() if counter.counts in {moment.name for moment in opened(event).moments}:
            return f"{counter.counts}/{event.seq}"
    return ""


def _deadline_of(event: events.Rang) -> str:
    """The deadline and its start, and whose part of an answer: the same for every level, hurried or put off."""
    name, start, *_ = event.ping.split("/")
    return f"{name}/{start}" if event.part is None else f"{name}/{start}/{event.part}"


def _owner(counter: Counter, card: Card, event: Event, office: Office) -> str | None:
    """The office, or whoever did it or failed to: an executor's count is not his head's lateness."""
    if counter.per == "office":
        return office.key
    person = office.person(_doer(card, event))
    if counter.per == "department":
        return person.department if person else card.department if counter.moment else None
    if person is None or (isinstance(event, events.Rang) and Role.EXECUTOR not in person.plays):
        return None
    return person.key


def _doer(card: Card, event: Event) -> PersonId | None:
    match event:
        case events.Rang():
            return event.answers
        case events.Moved() if event.draft:
            return event.by
    return card.executor


def _days(within: str, day: date) -> tuple[date, date]:
    """The first day of the month, week or day that this day is in, and the first after it."""
    if within == "month":
        first = day.replace(day=1)
        return first, (first + timedelta(days=31)).replace(day=1)
    first = day - timedelta(days=day.weekday()) if within == "week" else day
    return first, first + timedelta(days=7 if within == "week" else 1)
