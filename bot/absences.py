"""Absences begin and end at their minute by the office's clock; what is told of them is worded when it is sent."""

from datetime import datetime
from functools import partial

from sqlalchemy import Connection

from bot.bells import Bells
from bot.clock import wall_now
from bot.fitting import fitting
from bot.logs import log
from handlers.absence.news import Told, staff_message
from handlers.texts import texts_for
from handlers.turn import Reply
from handlers.unreached import missed
from storage import absences, people, queries
from storage.books import SqlBooks
from storage.snapshots import snapshot
from storage.turning import tell, turn_over
from storage.work import Work
from workflow.noticing import fallback
from workflow.ports import Clock
from workflow.staffing.news import News, StaffNotice
from workflow.words import OfficeId, PersonId

_OF_HIMSELF = frozenset({News.AWAY, News.BACK, News.OVER})
"""What concerns nobody else."""


class Absences:
    """Begins and ends what has come due, one person in one transaction; what cannot be done keeps nobody waiting."""

    def __init__(self, work: Work, clock: Clock, bells: Bells, mail: bool = False) -> None:
        self._work, self._clock, self._bells, self._mail = work, clock, bells, mail
        self._log = log("bot.absences")

    async def tick(self) -> None:
        """Everything that is due now; mostly there is nothing, and then nobody is kept from writing."""
        now = self._clock.now()
        for office, person in await self._work.read(lambda conn: absences.due(conn, now)):
            try:
                await self._work.run(partial(advance, office=office, person=person, now=now, mail=self._mail))
                self._bells.ring_outward()
            except Exception as error:
                self._log.error("an absence cannot begin or end", office=office, person=person, exc_info=error)


def advance(conn: Connection, office: OfficeId, person: PersonId, now: datetime, mail: bool = False) -> None:
    """Begin or end what is due for one person: rows, cards and notices in this transaction."""
    before = absences.advance(conn, office, person, now)
    if before is not None:
        turn_over(conn, before, SqlBooks(conn, wall_now(), mail), now)


def staff_reply(conn: Connection, body: str, now: datetime) -> Reply | None:
    """The message of a notice, made now; None where its reader has left."""
    notice = StaffNotice.model_validate_json(body)
    office = snapshot(conn, notice.office).office
    reader = office.person(notice.to)
    if reader is None:
        return None
    ids = (*notice.about, *notice.knowing, *((notice.receiver,) if notice.receiver else ()))
    names = {who: people.name_of(conn, who) or "—" for who in ids}
    found = tuple(card for card in (queries.card(conn, one) for one in notice.cards) if card is not None)
    texts = texts_for(reader.locale)
    reply = staff_message(Told(notice, office, reader, names, found, now, texts))
    return fitting(missed(reply, notice.unreached, office, texts))


def of_himself(body: str) -> bool:
    """Whether the notice concerns nobody but its reader."""
    return StaffNotice.model_validate_json(body).what in _OF_HIMSELF


def tell_others(conn: Connection, body: str, real: datetime) -> bool:
    """Cards that somebody was not told of are known to those who take care; by its key it goes to each of them once.

    Whether there is anybody.
    """
    notice = StaffNotice.model_validate_json(body)
    known = snapshot(conn, notice.office)
    if notice.what in _OF_HIMSELF:
        return False
    above = [one.id for one in fallback(known.office) if one.id != notice.to]
    tell(conn, known, tuple(notice.redirected(who) for who in above), real)
    return bool(above)
