"""Whether a message to one person is to come without a sound, decided when it is sent."""

from datetime import datetime

from sqlalchemy import Connection

from storage.outbox import Sending
from storage.shelf import SqlShelf
from workflow.deadlines import time_of
from workflow.notices import Notice, NoticeKind
from workflow.office import Office, Person
from workflow.quiet import can_wait, quiet_now
from workflow.staffing.news import STAFF, News, StaffNotice
from workflow.words import PersonId

_HUSHABLE = frozenset({*NoticeKind, STAFF})


def hushed(conn: Connection, message: Sending, office: Office | None, now: datetime) -> bool:
    """Whether it is news of cards that can wait, for somebody who wants quiet now; `now` is the office's clock.

    Answers to what he writes himself, and whatever is no news of cards, come as ever.
    """
    if office is None or message.person is None or message.kind not in _HUSHABLE:
        return False
    person = office.person(PersonId(message.person))
    if person is None or not quiet_now(person, time_of(office.timetable), now):
        return False
    if message.kind == STAFF:
        return StaffNotice.model_validate_json(message.body).what is not News.NOBODY
    notice = Notice.model_validate_json(message.body)
    return all(_can_wait(conn, one, person, office) for one in notice.pings or (notice,))


def _can_wait(conn: Connection, notice: Notice, person: Person, office: Office) -> bool:
    shelf = SqlShelf(conn)
    card = shelf.card(notice.card)
    return card is None or can_wait(notice, card, person, office, shelf.procedure(card.procedure, card.digest))
