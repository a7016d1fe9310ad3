"""What people look up, over one connection; nothing here is held against writers."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection

from storage import absences, below, chats, duties, finding, held, likely, outbox, people, procedures, queries, views
from workflow.card import Card
from workflow.duties import DutyRecord
from workflow.finding import Found, Looking
from workflow.office import Office
from workflow.ports import HeldPost, Place, Shelf
from workflow.procedure import Procedure
from workflow.staffing.spells import Spell
from workflow.words import CardId, OfficeId


class SqlShelf(Shelf):
    """The cards in the database, as readers ask for them."""

    def __init__(self, conn: Connection) -> None:
        self._conn = conn

    def card(self, card: CardId) -> Card | None:
        return queries.card(self._conn, card)

    def numbered(self, office: OfficeId, number: int) -> Card | None:
        return queries.numbered(self._conn, office, number)

    def open_cards(self, office: OfficeId) -> Sequence[Card]:
        return queries.open_cards(self._conn, office)

    def recent(self, office: OfficeId, since: datetime) -> Sequence[Card]:
        """Cards of the office opened at `since` (UTC) or after it, closed ones too, the newest first; 500 at most."""
        return likely.recent(self._conn, office, since)

    def found(self, looking: Looking, first: int, most: int) -> Found:
        """At most `most` cards from the `first` one on, counted from 0, the newest before the others."""
        return finding.find(self._conn, looking, first, most)

    def newest_number(self, office: OfficeId) -> int:
        """The highest number of a card in the office; 0 where there is none."""
        return finding.newest_number(self._conn, office)

    def procedure(self, name: str, digest: str | None = None) -> Procedure:
        return procedures.get(self._conn, name, digest)

    def children(self, office: OfficeId) -> Sequence[Office]:
        return below.children(self._conn, office)

    def closed_since(self, office: OfficeId, since: datetime) -> Sequence[Card]:
        return below.closed_since(self._conn, office, since)

    def procedures(self) -> Sequence[Procedure]:
        """Every procedure that is loaded, as new cards take it, by their names."""
        return [procedures.get(self._conn, name) for name in procedures.names(self._conn)]

    def duty_record(self, office: OfficeId, procedure: str, duty: str) -> DutyRecord | None:
        """What is known of the duty; None where it is not kept yet."""
        return duties.record(self._conn, duties.Place(office, procedure, duty))

    def shown_by(self, lane: str, message: str) -> CardId | None:
        """A message that shows the card now, else one that was sent about it and is still remembered."""
        found = views.card_of(self._conn, lane, message)
        if found is None and (subject := outbox.message(self._conn, lane, message)):
            return subject.card
        return found

    def opened_under(self, office: OfficeId, key: str) -> CardId | None:
        return queries.opened_under(self._conn, office, key)

    def held(self, lane: str) -> Sequence[HeldPost]:
        return held.in_lane(self._conn, lane)

    def place(self, chat: str) -> Place | None:
        return chats.place(self._conn, chat)

    def absences(self, office: OfficeId) -> Sequence[Spell]:
        return absences.spells(self._conn, office)

    def title_of(self, lane: str) -> str:
        return chats.title_of(self._conn, lane)

    def administered(self) -> bool:
        return people.administered(self._conn)
