"""The morning digest: looked for by the office's clock, told through the outbox, made when it is sent."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection

from bot.bells import Bells
from bot.rounds import Rounds
from handlers.digest_texts import digest_message
from handlers.texts import texts_for
from handlers.turn import Reply
from storage import digests, outbox
from storage.shelf import SqlShelf
from storage.snapshots import snapshot
from storage.work import Work
from workflow.digest import DIGEST, DigestNotice, digest_of, due_digests
from workflow.notices import Urgency
from workflow.office import Office
from workflow.ports import Clock
from workflow.words import OfficeId


def digest_rounds(work: Work, clock: Clock, bells: Bells) -> Rounds:
    """Puts out the digests of every office."""
    return Rounds("digests", waiting, look, work=work, clock=clock, bells=bells)


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
