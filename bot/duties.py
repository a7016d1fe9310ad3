"""Duties on a calendar: looked at by the office's clock, told through the outbox, put into words when they are sent."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import datetime, timedelta

from sqlalchemy import Connection

from bot.bells import Bells
from bot.fitting import fitting
from bot.rounds import Rounds
from handlers.duty_texts import DutyShown, duty_message
from handlers.texts import texts_for
from handlers.turn import Reply
from handlers.unreached import missed
from storage import duties, outbox, procedures
from storage.duties import Place
from storage.offices import all_offices
from storage.snapshots import Snapshot, snapshot
from storage.work import Work
from workflow.deadlines import time_of
from workflow.duties import Duty, DutyRecord
from workflow.duty_notices import DUTY, DutyNotice, duty_notices
from workflow.notices import Urgency, fallback
from workflow.office import Office
from workflow.ports import Clock
from workflow.words import OfficeId

NOTED = timedelta(hours=1)
"""The office's time after which it is noted that nothing rang: a calendar that changes rings nothing from long ago."""


def duty_rounds(work: Work, clock: Clock, bells: Bells) -> Rounds:
    """Rings the duties of every office."""
    return Rounds("duties", anything, look, work=work, clock=clock, bells=bells)


def anything(conn: Connection, office: OfficeId, now: datetime) -> bool:
    """Whether a look at the office would write something."""
    found = snapshot(conn, office).office
    return any(_plan(duty, place, found, duties.record(conn, place), now) for place, duty in _kept(conn, found))


def look(conn: Connection, office: OfficeId, now: datetime, real: datetime) -> None:
    """Tell everything that has come to be told since the last look; a duty that is new is kept from now on."""
    known = snapshot(conn, office)
    for place, duty in _kept(conn, known.office):
        record = duties.record(conn, place, hold=True)
        if record is None:
            duties.keep(conn, place, now)
        elif _plan(duty, place, known.office, record, now):
            tell(conn, known, _notices(duty, place, known.office, record, now), real)
            duties.looked(conn, place, now)


def keep_new(conn: Connection, now: datetime) -> None:
    """Duties that are new are kept from the start on, though nothing rings before what waited is dealt with."""
    for known in all_offices(conn):
        for place, _ in _kept(conn, known.office):
            if duties.record(conn, place) is None:
                duties.keep(conn, place, now)


def tell(conn: Connection, known: Snapshot, notices: Sequence[DutyNotice], real: datetime) -> None:
    """Put the notices out for sending, each once for ever by its key. `real` is real time."""
    outbox.put(conn, [_message(notice, lane) for notice in notices if (lane := known.lane(notice.to))], real)


def tell_others(conn: Connection, body: str, real: datetime, *, perhaps: bool = False) -> bool:
    """What could not reach its addressee goes to those who stand above; by its key it goes to each of them once.

    It says whom it did not reach, `perhaps` where it may have. Whether there is anybody.
    """
    notice = DutyNotice.model_validate_json(body)
    known = snapshot(conn, notice.office)
    above = [person.id for person in fallback(known.office) if person.id != notice.to]
    tell(conn, known, [notice.redirected(person, perhaps=perhaps) for person in above], real)
    return bool(above)


def duty_reply(conn: Connection, body: str, now: datetime) -> Reply | None:
    """The message of a notice, made now; None where the duty is done or no more, or its reader has left."""
    notice = DutyNotice.model_validate_json(body)
    office = snapshot(conn, notice.office).office
    place = Place(notice.office, notice.procedure, notice.duty)
    duty = next((duty for known, duty in _kept(conn, office) if known == place), None)
    record, reader = duties.record(conn, place), office.person(notice.to)
    if duty is None or (record and notice.period in record.done) or (reader is None and notice.to is not None):
        return None
    texts = texts_for(reader.locale if reader else office.locale)
    shown = DutyShown(duty, notice.procedure, notice.period, notice.due, office, reader, now, texts)
    return fitting(missed(duty_message(shown), notice.unreached, office, texts, perhaps=notice.perhaps))


def _kept(conn: Connection, office: Office) -> Iterator[tuple[Place, Duty]]:
    """Duties of the present versions of the office's procedures; a procedure that is not loaded has none."""
    for name in office.procedures:
        with suppress(LookupError):
            for duty in procedures.get(conn, name).duty:
                yield Place(office.id, name, duty.name), duty


def _plan(duty: Duty, place: Place, office: Office, record: DutyRecord | None, now: datetime) -> bool:
    """Whether there is something to write for this duty."""
    if record is None or now - record.looked >= NOTED:
        return True
    return bool(_notices(duty, place, office, record, now))


def _notices(duty: Duty, place: Place, office: Office, record: DutyRecord, now: datetime) -> tuple[DutyNotice, ...]:
    return duty_notices(duty, place.procedure, office, record, time_of(office.timetable), now)


def _message(notice: DutyNotice, lane: str) -> outbox.Message:
    return outbox.Message(
        lane=lane,
        kind=DUTY,
        body=notice.model_dump_json(),
        urgency=Urgency.DEADLINE,
        key=notice.key,
        office=notice.office,
        person=notice.to,
    )
