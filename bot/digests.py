"""The morning digest: looked for by the office's clock, told through the outbox, made when it is sent."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection

from bot.bells import Bells
from bot.clock import wall_now
from bot.logs import log
from handlers.digest_texts import digest_message
from handlers.texts import texts_for
from handlers.turn import Reply
from storage import digests, outbox
from storage.offices import all_offices
from storage.shelf import SqlShelf
from storage.snapshots import snapshot
from storage.work import Work
from workflow.digest import DIGEST, DigestNotice, digest_of, due_digests
from workflow.notices import Urgency
from workflow.office import Office
from workflow.ports import Clock
from workflow.words import OfficeId

EVERY = timedelta(minutes=1)
"""The office's time between two looks."""


class Digests:
    """Puts out what is due of every office; one that cannot be looked at keeps no other waiting."""

    def __init__(self, work: Work, clock: Clock, bells: Bells) -> None:
        self._work, self._clock, self._bells = work, clock, bells
        self._last: datetime | None = None
        self._log = log("bot.digests")

    async def tick(self) -> None:
        """Look, if a minute of the office's time has passed since the last look."""
        now = self._clock.now()
        if self._last is not None and abs(now - self._last) < EVERY:
            return
        self._last = now
        for office in await self._work.read(_offices):
            await self._look(office, now)

    async def _look(self, office: OfficeId, now: datetime) -> None:
        """Mostly there is nothing, and then nobody is kept from writing."""
        try:
            if await self._work.read(lambda conn: waiting(conn, office, now)):
                await self._work.run(lambda conn: look(conn, office, now, wall_now()))
                self._bells.ring_outward()
        except Exception as error:
            self._log.error("the digests of an office cannot be looked at", office=office, exc_info=error)


def waiting(conn: Connection, office: OfficeId, now: datetime) -> Sequence[DigestNotice]:
    """Digests that are due and were not put out yet."""
    due = due_digests(snapshot(conn, office).office, now)
    told = digests.told(conn, [one.key for one in due])
    return [one for one in due if one.key not in told]


def look(conn: Connection, office: OfficeId, now: datetime, real: datetime) -> None:
    """Put out what is due, each once for ever by its key. `real` is real time."""
    known = snapshot(conn, office)
    found = [(one, known.lane(one.to)) for one in waiting(conn, office, now)]
    outbox.put(conn, [_message(one, lane) for one, lane in found if lane], real)


def digest_reply(conn: Connection, body: str, office: Office, now: datetime, label: str) -> Reply | None:
    """The message, made now; None where there is nothing to say, or the day is over, or its reader has left."""
    notice = DigestNotice.model_validate_json(body)
    reader, shelf = office.person(notice.to), SqlShelf(conn)
    if reader is None or not reader.present:
        return None
    cards = [(card, shelf.procedure(card.procedure, card.digest)) for card in shelf.open_cards(office.id)]
    digest = digest_of(reader, office, cards, now)
    if digest is None or digest.day != notice.day:
        return None
    return digest_message(digest, office, now, texts_for(reader.locale), label)


def _offices(conn: Connection) -> list[OfficeId]:
    return [known.office.id for known in all_offices(conn)]


def _message(notice: DigestNotice, lane: str) -> outbox.Message:
    return outbox.Message(
        lane=lane,
        kind=DIGEST,
        body=notice.model_dump_json(),
        urgency=Urgency.NORMAL,
        key=notice.key,
        office=notice.office,
        person=notice.to,
    )
