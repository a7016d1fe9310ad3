"""What must hold at any moment, looked at after each step and each day; what does not is told in words."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import Connection, Select, func, select

from bot.speakers import CHANNEL
from storage import inbox as boxes
from storage import journal, offices, queries, sweeps, timers
from storage.inbox import asked
from storage.offices import all_offices
from storage.shelf import SqlShelf
from storage.snapshots import snapshot
from storage.tables import cards, events, inbox, outbox, views
from tests.months.noting import Sends
from tests.months.offices import IN_BOTH
from tests.months.telling import ERASED, PINGS, Telling
from workflow import events as happened
from workflow.card import Card
from workflow.deadlines import plan, rules_of, running
from workflow.history import replay
from workflow.notices import Notice, notices
from workflow.owners import owners
from workflow.scene import Scene
from workflow.words import CardId

_EXPLAINED = ("bot was blocked", "chat not found", "user is deactivated", "bot was kicked", "can't initiate")


class Checks:
    """Looks at what is new since the last look."""

    def __init__(self, sends: Sends, confirmed: set[int]) -> None:
        """`confirmed` are the updates of which Telegram was told that they are here; it forgets them then."""
        self._event = self._row = 0
        self._stamps: list[str] = []
        self._asked = set[int]()
        self._telling, self._sends, self._confirmed = Telling(), sends, confirmed

    def step(self, conn: Connection) -> list[str]:
        """After a step: everything that rang is told to all who can be told."""
        return [*self._telling.step(conn), *self._untold(conn)]

    def _untold(self, conn: Connection) -> list[str]:
        stamps, before = offices.stamps(conn), self._stamps
        rang = list(conn.execute(_rang_after(self._event)))
        told = set(_told(conn, self._row))
        self._event = conn.scalar(select(func.max(events.c.id))) or 0
        self._row = max(self._row, (conn.scalar(select(func.max(outbox.c.id))) or 0) - 500)
        self._stamps = stamps
        if stamps != before:
            return []  # somebody went or came meanwhile: who could have been told is not known any more
        together: dict[tuple[int, datetime], list[int]] = {}
        for row in rang:
            together.setdefault((row.card, row.at), []).append(row.seq)
        wanted = [one for (card, _), seqs in together.items() for one in _wanted(conn, CardId(card), seqs)]
        return [
            f"card {one.card}: ping {one.about} (event {one.seq}) was not told to {one.to}"
            for one in wanted
            if one.key not in told
        ]

    def day(self, conn: Connection, now: datetime) -> list[str]:
        """After a day: boxes, open cards, their timers."""
        return [*self._kept(conn), *_boxes(conn), *_cards(conn, now, only_open=True)]

    def end(self, conn: Connection, now: datetime) -> list[str]:
        """At the end: every card, the whole journal."""
        every = [*_journals(conn), *_cards(conn, now, only_open=False), *_twice(conn)]
        never = sorted(self._confirmed - set(_asked_about(conn)))
        left = [f"update {one} was confirmed and never done" for one in never]
        return [*self._kept(conn), *_boxes(conn), *every, *left]

    def _kept(self, conn: Connection) -> Iterator[str]:
        """What Telegram was told to forget is here, and what is marked as sent was sent."""
        stored = {row.update_id: row.status for row in conn.execute(select(inbox.c.update_id, inbox.c.status))}
        forgotten, self._asked = self._asked, set(_asked_about(conn))  # in time, if their sender never says
        for lost in sorted(self._confirmed - stored.keys() - forgotten):
            yield f"update {lost} was confirmed to Telegram and is not in the inbox"
        self._confirmed.intersection_update(one for one, status in stored.items() if status != "done")
        for row in conn.execute(select(outbox.c.id, outbox.c.kind).where(outbox.c.status == "sent")):
            if not self._sends.rows.get(row.id) and row.id not in self._sends.wordless:
                self._sends.wordless.add(row.id)  # it is told once
                yield f"row {row.id} ({row.kind}) is marked as sent and never came to be"


def _rang_after(event: int) -> Select[tuple[int, int, datetime]]:
    rang = select(events.c.card, events.c.seq, events.c.at)
    return rang.where(events.c.id > event, events.c.kind == "rang").order_by(events.c.id)


def _told(conn: Connection, after: int) -> Iterator[str]:
    rows = select(outbox.c.body).where(outbox.c.id > after, outbox.c.kind.in_(PINGS))
    for body in conn.scalars(rows):
        if body != ERASED:
            notice = Notice.model_validate_json(body)
            yield from (notice.key, *(one.key for one in notice.pings))


def _wanted(conn: Connection, card_id: CardId, seqs: list[int]) -> list[Notice]:
    """What the pure function says is to be told of what rang in one go, to those who have a chat."""
    history = journal.history(conn, card_id)[: seqs[-1]]
    card = replay(history)
    known = snapshot(conn, card.office)
    procedure = SqlShelf(conn).procedure(card.procedure, card.digest)
    scene = Scene(known.office, rules_of(known.office, procedure), history[-1].at)
    rang = [event for event in history if event.seq in seqs]
    return [one for one in notices(rang, card, scene) if known.lane(one.to)]


def _boxes(conn: Connection) -> Iterator[str]:
    for one in boxes.dead(conn):
        yield f"update {one.update_id} is dead: {one.error}"
    # One that was in hand when the bot was killed counts as tried, too; what a handler raises is heard by hearing.py.
    failed = select(inbox.c.update_id, inbox.c.error).where(inbox.c.attempts > 0, inbox.c.status != "done")
    for row in conn.execute(failed):
        yield f"update {row.update_id} failed: {row.error}"
    given_up = select(outbox.c.id, outbox.c.kind, outbox.c.error, outbox.c.lane).where(outbox.c.status == "dead")
    for dead in conn.execute(given_up):
        if not any(word in (dead.error or "") for word in _EXPLAINED):
            yield f"row {dead.id} ({dead.kind}) to {dead.lane} is dead: {dead.error}"


def _asked_about(conn: Connection) -> Iterator[int]:
    """Updates that wait for their sender to say which of his offices he meant: nobody but he can end that."""
    may_wait = {f"{CHANNEL}:{account}" for account in IN_BOTH}
    return (one.update_id for one, _ in asked.asked(conn) if one.lane in may_wait)


def _journals(conn: Connection) -> Iterator[str]:
    for one in all_offices(conn):
        if broken := journal.verify(conn, one.office.id):
            yield f"the journal is broken: {broken}"


def _cards(conn: Connection, now: datetime, *, only_open: bool) -> Iterator[str]:
    shelf, every = SqlShelf(conn), select(cards.c.id).order_by(cards.c.id)
    for card_id in conn.scalars(every.where(cards.c.open) if only_open else every):
        card = queries.card(conn, card_id)
        assert card is not None
        if replay(journal.history(conn, card_id)) != card:
            yield f"card {card_id} is not what its events add up to"
        if card.open:
            yield from _open_card(conn, card, shelf, now)


def _open_card(conn: Connection, card: Card, shelf: SqlShelf, now: datetime) -> Iterator[str]:
    office = snapshot(conn, card.office).office
    procedure = shelf.procedure(card.procedure, card.digest)
    rules = rules_of(office, procedure)
    if not owners(card, office, procedure):
        yield f"card {card.id} at {card.step}: nobody has it"
    if not running(card, rules) and card.joined_to is None and not card.awaits_below:
        yield f"card {card.id} at {card.step}: no clock runs"
    kept = {one.ping: one.at for one in timers.of_card(conn, card.id) if one.fired_at is None}
    wanted = {ring.key: ring.at for ring in plan(card, rules)}
    if kept != wanted:
        yield f"card {card.id}: timers {kept} are not what is wanted {wanted}"
    late = [ping for ping, at in kept.items() if at <= now]
    if late:
        yield f"card {card.id}: {late} have not rung"


def _twice(conn: Connection) -> Iterator[str]:
    """No ping rings twice, no message of a post is in two cards."""
    rang: set[tuple[int, str]] = set()
    for row in conn.execute(select(events.c.card, events.c.body).where(events.c.kind == "rang")):
        event = happened.load(row.body)
        assert isinstance(event, happened.Rang)
        if (row.card, event.ping) in rang:
            yield f"card {row.card}: {event.ping} rang twice"
        rang.add((row.card, event.ping))


def newest_shown(conn: Connection) -> list[str]:
    """After calm days: every message that shows an open card shows its newest state."""
    stale = select(views.c.card, views.c.lane, views.c.version, cards.c.version.label("now")).join(
        cards, cards.c.id == views.c.card
    )
    rows = conn.execute(stale.where(views.c.live, cards.c.open, views.c.version < cards.c.version))
    return [f"card {row.card} in {row.lane} shows version {row.version}, it is {row.now}" for row in rows]


def nothing_waits(conn: Connection) -> list[str]:
    """After calm days: every update is dealt with, every row is settled."""
    unsent = select(outbox.c.id, outbox.c.kind, outbox.c.status, outbox.c.error).where(
        outbox.c.status.in_(("new", "sending"))
    )
    rows = [f"row {row.id} ({row.kind}) is {row.status}: {row.error}" for row in conn.execute(unsent)]
    waiting, since = boxes.waiting(conn)
    return [*rows, *([f"{waiting} updates wait since {since}"] if waiting else [])]


def kept_too_long(conn: Connection, before: datetime) -> list[str]:
    """After calm days: cards that were closed before the moment have lost their words, if a sweep could be trusted."""
    if sweeps.last_trusted(conn) is None:
        return []
    erased = select(events.c.card).where(events.c.kind == "erased")
    late = select(cards.c.id).where(cards.c.open.is_(False), cards.c.closed_at < before, cards.c.id.not_in(erased))
    return [f"card {one} was closed before {before} and has its words still" for one in conn.scalars(late)]
