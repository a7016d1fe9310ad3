"""What has been told so far of an absence or a dismissal, kept with the conversation: a restart loses nothing."""

from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from aiogram.fsm.state import State, StatesGroup

from handlers.states import ask
from handlers.turn import Turn
from workflow.model import Model
from workflow.office import Office
from workflow.presence import Reason
from workflow.words import PersonId

_KEPT = "absence"


class Await(StatesGroup):
    """What is waited for: a tap, or a date that may also be written."""

    tap = State()
    date = State()


class Query(StrEnum):
    """One question."""

    PERSON = "person"
    SINCE = "since"
    UNTIL = "until"
    WHY = "why"
    SUBSTITUTE = "substitute"
    STAYS = "stays"
    SURE = "sure"
    ORDERED = "ordered"
    TO = "to"
    LEAVES = "leaves"


DATED = frozenset({Query.SINCE, Query.UNTIL, Query.ORDERED})
"""Questions that may be answered with a written date."""

_AWAY = (Query.PERSON, Query.SINCE, Query.UNTIL, Query.WHY, Query.SUBSTITUTE, Query.STAYS, Query.SURE)
_LEAVE = (Query.PERSON, Query.ORDERED, Query.TO, Query.LEAVES)


class Told(Model):
    """The answers. `dialog` tells one conversation's buttons from another's; `page` is the page of a list in view.

    `choosing`: the person is asked for, too. `until` is the last day; `open` says that nobody knows it. `substitute` is
    None for those of his list, in their order. `to` is None where his substitute takes over.
    """

    dialog: int
    query: Query
    leaves: bool = False
    choosing: bool = False
    person: PersonId | None = None
    since: date | None = None
    until: date | None = None
    open: bool = False
    why: Reason | None = None
    substitute: PersonId | None = None
    stays: bool = False
    ordered: date | None = None
    to: PersonId | None = None
    page: int = 0

    @property
    def way(self) -> tuple[Query, ...]:
        """The questions in their order."""
        return _LEAVE if self.leaves else _AWAY

    def answered(self, **answers: object) -> "Told":
        """With these answers, at the next question."""
        place = self.way.index(self.query)
        return self.model_copy(update={**answers, "query": self.way[place + 1], "page": 0})

    def before(self) -> "Told | None":
        """At the question before this one; None at the first that was asked."""
        place = self.way.index(self.query)
        first = 0 if self.choosing else 1
        return self.model_copy(update={"query": self.way[place - 1], "page": 0}) if place > first else None


def told_in(turn: Turn) -> Told | None:
    """What the conversation is about; None where it is not about this."""
    found = turn.conversation.data.get(_KEPT)
    return Told.model_validate(found) if turn.conversation.state and isinstance(found, dict) else None


def wait_for(told: Told, turn: Turn) -> None:
    """Wait for the answer to its question."""
    state = Await.date if told.query in DATED else Await.tap
    ask(turn, state, **{_KEPT: told.model_dump(mode="json", exclude_defaults=True)})


def begins_at(told: Told, office: Office, now: datetime) -> datetime:
    """When the absence begins, UTC: at once where it is today, else as the day does."""
    zone = ZoneInfo(office.timetable.zone)
    today = now.astimezone(zone).date()
    return now if told.since is None or told.since == today else _start(told.since, zone)


def ends_at(told: Told, office: Office) -> datetime | None:
    """When the day after the last one begins, UTC; None where nobody knows."""
    if told.open or told.until is None:
        return None
    return _start(told.until + timedelta(days=1), ZoneInfo(office.timetable.zone))


def _start(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time.min, tzinfo=zone).astimezone(UTC)
