"""What the desk reads and writes, over one connection in one transaction."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, bindparam, func, insert, select, update

from storage import journal, mails, outbox, procedures, tallies, timers, views
from storage.errors import OvertakenError
from storage.snapshots import Snapshot, snapshot
from storage.sql import serial
from storage.tables import cards, offices
from workflow.card import Card
from workflow.counters import Tally
from workflow.events import Event
from workflow.finding import card_words
from workflow.notices import Notice
from workflow.office import Office
from workflow.ports import Books
from workflow.procedure import Procedure
from workflow.words import CardId, OfficeId

_CARD = select(cards.c.body).where(cards.c.id == bindparam("card")).with_for_update(key_share=True)
_JOINED = select(cards.c.id).where(cards.c.joined == bindparam("main"), cards.c.open).order_by(cards.c.id)
_UNDER_KEY = select(cards.c.id).where(cards.c.office == bindparam("of_office"), cards.c.key == bindparam("of_key"))
_NUMBER = select(offices.c.last_number).where(offices.c.id == bindparam("office")).with_for_update(key_share=True)
_NUMBERED = update(offices).where(offices.c.id == bindparam("office_id"))
_CHANGE = update(cards).where(cards.c.id == bindparam("card"), cards.c.version == bindparam("before"))


class SqlBooks(Books):
    """The books in the database. `now_real` is real time: notices wait and go out by it, not by the office's clock."""

    def __init__(self, conn: Connection, now_real: datetime, mail: bool = False) -> None:
        """`mail`: whether there is a mail server, so that some notices are also to go out by mail."""
        self._conn = conn
        self._mail = mail
        self._now_real = now_real
        self._offices: dict[OfficeId, Snapshot] = {}

    @property
    def now_real(self) -> datetime:
        """Real time, by which notices wait and go out."""
        return self._now_real

    def forget(self, office: OfficeId) -> None:
        """The office has become another one in this transaction."""
        self._offices.pop(office, None)

    def office(self, office: OfficeId) -> Office:
        return self._snapshot(office).office

    def procedure(self, name: str, digest: str | None = None) -> Procedure:
        return procedures.get(self._conn, name, digest)

    def card(self, card: CardId) -> Card | None:
        body = self._conn.scalar(_CARD, {"card": card})
        return None if body is None else Card.model_validate_json(body)

    def joined_to(self, card: CardId) -> Sequence[CardId]:
        return list(self._conn.scalars(_JOINED, {"main": card}))

    def card_under(self, office: OfficeId, key: str) -> CardId | None:
        """Where there is none the office is held till the commit, so that nobody else opens one meanwhile."""
        wanted = {"of_office": office, "of_key": key}
        found: CardId | None = self._conn.scalar(_UNDER_KEY, wanted)
        if found is None and not serial(self._conn):
            self._conn.scalar(_NUMBER, {"office": office})
            found = self._conn.scalar(_UNDER_KEY, wanted)
        return found

    def new_number(self, office: OfficeId) -> tuple[CardId, int]:
        """The number is taken by `write`, so that a refusal leaves no gap; the office is held till the commit."""
        last = self._conn.scalar(_NUMBER, {"office": office})
        if last is None:
            raise LookupError(f"there is no office {office}")
        return _new_id(self._conn), last + 1

    def write(self, card: Card, happened: Sequence[Event], key: str = "", due: datetime | None = None) -> None:
        """Raises OvertakenError where the card has moved on since it was read."""
        row = _row(card, happened[-1].at, due)
        if happened[0].seq == 1:
            self._open(card, row, key)
        else:
            before = {"card": card.id, "before": happened[0].seq - 1}
            if self._conn.execute(_CHANGE, {**row, **before}).rowcount != 1:
                raise OvertakenError(card.id, happened[0].seq - 1)
            views.outdate(self._conn, card.id, card.version, card.open)
        journal.append(self._conn, card.office, card.id, happened)

    def set_timers(self, card: CardId, rings: Mapping[str, datetime], fired: Sequence[str]) -> None:
        timers.reconcile(self._conn, card, rings, fired, self._now_real)

    def set_due(self, card: CardId, due: datetime | None) -> None:
        self._conn.execute(update(cards).where(cards.c.id == card).values(next_due=due))

    def tally_count(self, tally: Tally, since: datetime, until: datetime) -> int:
        """How many others were counted for its subject in this time; the office is held till the commit.

        So of two that are counted at the same moment the second one sees the first.
        """
        if not serial(self._conn):
            self._conn.scalar(_NUMBER, {"office": tally.office})
        return tallies.counted(self._conn, tally, since, until)

    def note_tally(self, tally: Tally) -> bool:
        """Count it; the card must be written before. False where it was counted already."""
        return tallies.tally(self._conn, tally)

    def tell(self, notices: Sequence[Notice]) -> None:
        messages = [self._message(notice) for notice in notices]
        outbox.put(self._conn, [*messages, *self._mails(notices)], self._now_real)

    def _open(self, card: Card, row: Mapping[str, Any], key: str) -> None:
        first = {"id": card.id, "office": card.office, "number": card.number, "key": key or None}
        self._conn.execute(insert(cards), {**row, **first, "opened_at": card.opened_at})
        self._conn.execute(_NUMBERED, {"office_id": card.office, "last_number": card.number})

    def _message(self, notice: Notice) -> outbox.Message:
        """A notice to somebody who has no address is kept as dropped: it is seen that nobody could be told."""
        lane = self._snapshot(notice.office).lane(notice.to)
        return outbox.Message(
            lane=lane or "nowhere:",
            kind=notice.kind,
            body=notice.model_dump_json(),
            urgency=notice.urgency,
            key=notice.key,
            office=notice.office,
            card=notice.card,
            person=notice.to,
            not_before=self._now_real + timedelta(seconds=notice.delay) if notice.delay else None,
            status="new" if lane else "dropped",
            error=None if lane else "the person has no address yet",
        )

    def _mails(self, notices: Sequence[Notice]) -> list[outbox.Message]:
        """Those that go by mail as well, in the same commit; without a mail server none."""
        return [mail for notice in notices for mail in self._mail_of(notice)] if self._mail else []

    def _mail_of(self, notice: Notice) -> list[outbox.Message]:
        office = self.office(notice.office)
        person = mails.reader(notice, office)
        if person is None or not mails.gives(journal.event(self._conn, notice.card, notice.seq)):
            return []
        card = self.card(notice.card)
        if card is None or not mails.is_his(notice, person, card, office, self.procedure(card.procedure, card.digest)):
            return []
        return [mails.mail(notice, self._message(notice), person)]

    def _snapshot(self, office: OfficeId) -> Snapshot:
        """The office as this transaction first saw it."""
        found = self._offices.get(office)
        if found is None:
            found = self._offices[office] = snapshot(self._conn, office)
        return found


def _row(card: Card, at: datetime, due: datetime | None) -> dict[str, Any]:
    return {
        "procedure": card.procedure,
        "digest": card.digest,
        "step": card.step,
        "version": card.version,
        "open": card.open,
        "importance": card.importance.value,
        "executor": card.executor,
        "curator": card.curator,
        "department": card.department,
        "joined": card.joined_to,
        "topic": card.topic,
        "next_due": due,
        "closed_at": None if card.open else at,
        "words": card_words(card),
        "body": card.model_dump_json(),
    }


def _new_id(conn: Connection) -> CardId:
    """An identity that no card has had. Cards are never deleted, so one writer may simply count on."""
    if serial(conn):
        return CardId((conn.scalar(select(func.max(cards.c.id))) or 0) + 1)
    return CardId(conn.scalar(select(func.nextval(func.pg_get_serial_sequence("cards", "id")))) or 0)
