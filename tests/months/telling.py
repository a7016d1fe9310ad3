"""Follows each row that says reminders till it is settled: what rang must have been said, by it or by another."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from storage import journal, queries
from storage.shelf import SqlShelf
from storage.snapshots import snapshot
from storage.tables import outbox
from workflow.deadlines import clocks, rules_of
from workflow.notices import Notice, NoticeKind

PINGS = (NoticeKind.PING.value, NoticeKind.PINGS.value)
ERASED = "{}"
"""What is left of a row that spoke of a card that was erased."""

_UNSENT = ("new", "sending")
_NOWHERE, _ELSEWHERE = "the person has no address yet", "others were told instead"
_AROUND = 300
"""So many rows before it whoever else was told of the same moment may have been told by."""

_SETTLED_OTHERWISE = ("dead", "doubt")
"""Looked at elsewhere: why, and what follows from it."""


@dataclass(frozen=True, slots=True)
class Said:
    """A row as it stands, and the reminders that it says by now."""

    id: int
    lane: str
    status: str
    error: str
    pings: tuple[Notice, ...]

    def holds(self, ping: Notice) -> bool:
        """Whether it says this one, or a later one of the same deadline that hides no miss."""
        return any(
            one.key == ping.key or (_matter(one) == _matter(ping) and (one.missed or not ping.missed))
            for one in self.pings
        )


class Telling:
    """Remembers what each row had to say when it was put."""

    def __init__(self) -> None:
        self._last = 0
        self._open: dict[int, tuple[Notice, ...]] = {}

    def step(self, conn: Connection) -> list[str]:
        """Rows that were settled without their reminders being said."""
        fresh = _rows(conn, outbox.c.id > self._last)
        self._last = conn.scalar(select(func.max(outbox.c.id))) or self._last
        self._open |= {row.id: row.pings for row in fresh}
        if not self._open:
            return []
        rows = _rows(conn, outbox.c.id >= min(self._open) - _AROUND)
        return [fault for row in rows if row.id in self._open for fault in self._settled(conn, row, rows)]

    def _settled(self, conn: Connection, row: Said, rows: Collection[Said]) -> Iterator[str]:
        if row.status in _UNSENT:
            return
        wanted = self._open[row.id]
        if row.status in _SETTLED_OTHERWISE or row.error == _NOWHERE:
            del self._open[row.id]
            return
        if row.error.startswith(_ELSEWHERE):
            by = [other for other in rows if other.lane != row.lane]
        else:
            by = [other for other in rows if other.lane == row.lane and other.id >= row.id and _says(other, row)]
        told = [ping for ping in wanted if _among(ping, by, ("sent", *_SETTLED_OTHERWISE))]
        if any(ping not in told and _among(ping, by, _UNSENT) for ping in wanted):
            return  # whoever says it has not been sent yet
        del self._open[row.id]
        for ping in wanted:
            if ping not in told and _stands(conn, ping):
                yield f"row {row.id} is {row.status}, and nothing says its ping {ping.about} of card {ping.card}"


def _rows(conn: Connection, which: object) -> list[Said]:
    found = select(outbox.c.id, outbox.c.lane, outbox.c.status, outbox.c.error, outbox.c.body)
    rows = conn.execute(found.where(which, outbox.c.kind.in_(PINGS)).order_by(outbox.c.id))  # type: ignore[arg-type]  # a comparison of columns
    return [Said(row.id, row.lane, row.status, row.error or "", pings_of(row.body)) for row in rows]


def pings_of(body: str) -> tuple[Notice, ...]:
    """The reminders that a row says; none is left where its card was erased."""
    if body == ERASED:
        return ()
    notice = Notice.model_validate_json(body)
    return notice.pings or (notice,)


def _matter(ping: Notice) -> tuple[object, ...]:
    return ping.card, ping.about, ping.part


def _says(other: Said, row: Said) -> bool:
    """What was superseded or dropped says nothing itself."""
    return other.id > row.id or row.status == "sent"


def _among(ping: Notice, rows: Iterable[Said], statuses: Collection[str]) -> bool:
    return any(row.status in statuses and row.holds(ping) for row in rows)


def _stands(conn: Connection, ping: Notice) -> bool:
    """Whether there is something to say of it still: nothing has happened to the card since, and its clock is there."""
    card = queries.card(conn, ping.card)
    if card is None or not card.open:
        return False
    if any(event.seq > ping.seq and event.kind != "rang" for event in journal.history(conn, ping.card)):
        return False
    office = snapshot(conn, ping.office).office
    if ping.to is not None and office.person(ping.to) is None:
        return False
    rules = rules_of(office, SqlShelf(conn).procedure(card.procedure, card.digest))
    found = [one for one in clocks(card, rules) if (one.deadline.name, one.part) == (ping.about, ping.part)]
    return any(clock.running or ping.missed for clock in found)
