"""Erasing what people said on a card: everywhere in the database, while the journal's chain stays provable.

Who did what, and when, is left: numbers, steps, times, people of the office by their ids. What does not name its card
is looked for afterwards (bot.erasing.looking): it is noted in the same commit, and takes longer than one may last.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import Connection, bindparam, select, update

from storage import journal, views
from storage.erasing_boxes import being_sent, erase_boxes
from storage.erasing_traces import Traces, traces_of
from storage.erasing_wanted import Wanted, want
from storage.journal_bare import bare_body, digest_of_left, without_topic
from storage.journal_erased import removal
from storage.tables import cards, events, offices
from workflow.card import Card
from workflow.events import Erased, Event, load
from workflow.finding import card_words
from workflow.history import apply, replay
from workflow.model import Model
from workflow.publication import under_way
from workflow.words import CardId

Because = Literal["request", "retention"]

_ROWS = select(events.c.id, events.c.body, events.c.salt, events.c.bare).where(events.c.card == bindparam("card"))
_REPLACE = update(events).where(events.c.id == bindparam("row")).values(body=bindparam("left"), salt=None)


class StillOpenError(ValueError):
    """The card is open: its deadlines run, and whoever has to answer needs to know what was asked."""

    def __init__(self, number: int) -> None:
        super().__init__(f"card no. {number} is open: its deadlines run, and the answer needs the question")
        self.number = number


class BusyError(ValueError):
    """The card's answer is being published, or something of it is on its way: nothing may be taken from under it."""

    def __init__(self, number: int) -> None:
        super().__init__(
            f"card no. {number}: its answer is being published by the bot, or something of it is being sent just now; "
            "erase it when that is over, or let it go first (`outbox list --all`, `outbox drop N --reason …`)"
        )
        self.number = number


class Order(Model):
    """Why something is erased, and what stands in its place. `at` is the office's clock, `real` is real time."""

    because: Because
    reason: str
    instead: str
    at: datetime
    real: datetime
    even_open: bool = False


@dataclass(frozen=True, slots=True)
class Done:
    """What was done: cards and events that lost their words, and rows that name them."""

    cards: int = 0
    events: int = 0
    rows: int = 0


def erase(conn: Connection, these: Sequence[CardId], order: Order) -> Done:
    """Erase the cards, in a transaction that somebody else commits. One that is bare already costs nothing.

    Raises StillOpenError for one that is open, unless the order says otherwise, and BusyError for one that is being
    published or of which something is on its way.
    """
    found = [_erase(conn, card, order) for card in sorted(these)]
    gone = [traces for traces in found if traces]
    if not gone:
        return Done()
    traces = Traces.of_all(gone)
    return Done(len(gone), traces.events, erase_boxes(conn, traces, order.real))


def _erase(conn: Connection, card_id: CardId, order: Order) -> Traces | None:
    """The journal and the card itself; None where nothing is there to be erased."""
    card, key = _held(conn, card_id)
    if card.open and not order.even_open:
        raise StillOpenError(card.number)
    if under_way(card) or being_sent(conn, card_id):
        raise BusyError(card.number)
    rows = conn.execute(_ROWS.order_by(events.c.seq), {"card": card_id}).all()
    history = [load(row.body) for row in rows]
    bodies = [_left(row.bare, event, order.instead) for row, event in zip(rows, history, strict=True)]
    bare = [load(body) for body in bodies]
    changed = [
        (int(row.id), event.seq, body)
        for row, event, left, body in zip(rows, history, bare, bodies, strict=True)
        if row.salt and left != event
    ]
    if not changed:
        return None
    erased = _said(card, [(seq, body) for _, seq, body in changed], order)
    _write(conn, changed)
    _write_card(conn, apply(replay(bare), erased), erased)
    return _noted(conn, card, traces_of(card, key, history, len(changed)), order)


def _noted(conn: Connection, card: Card, traces: Traces, order: Order) -> Traces:
    """Whoever comes next looks for it everywhere, should this process die before."""
    what = tuple(traces.texts), tuple(traces.refs), tuple(traces.files)
    author = tuple({card.post.author} & traces.texts)
    want(conn, Wanted(f"card {card.id}.{card.version}", order.instead, *what, names=author), order.real)
    return traces


def _left(foretold: str, event: Event, instead: str) -> str:
    """What is left of the event; of its topic the chain knows whether it was one of the office's own."""
    body = bare_body(event, instead)
    return body if digest_of_left(body, instead) == foretold else bare_body(without_topic(event), instead)


def _held(conn: Connection, card: CardId) -> tuple[Card, str]:
    """The card and its key, held till the commit: nothing is added to it meanwhile. Raises LookupError."""
    office = conn.scalar(select(cards.c.office).where(cards.c.id == card))
    if office is None:
        raise LookupError(f"there is no card {card}")
    conn.execute(select(offices.c.id).where(offices.c.id == office).with_for_update(key_share=True))
    mine = select(cards.c.body, cards.c.key).where(cards.c.id == card)
    row = conn.execute(mine.with_for_update(key_share=True)).one()
    return Card.model_validate_json(row.body), row.key or ""


def _said(card: Card, left: Iterable[tuple[int, str]], order: Order) -> Erased:
    return Erased(
        seq=card.version + 1,
        at=order.at,
        because=order.because,
        reason=order.reason,
        instead=order.instead,
        removed=tuple(removal(seq, body) for seq, body in left),
    )


def _write(conn: Connection, changed: Sequence[tuple[int, int, str]]) -> None:
    conn.execute(_REPLACE, [{"row": row, "left": body} for row, _, body in changed])


def _write_card(conn: Connection, card: Card, erased: Erased) -> None:
    """The card as its bare events make it, and the erasure at the end of the chain; what shows it will follow."""
    values = {"body": card.model_dump_json(), "words": card_words(card), "version": card.version, "topic": card.topic}
    conn.execute(update(cards).where(cards.c.id == card.id).values(values))
    views.outdate(conn, card.id, card.version, card.open)
    journal.append(conn, card.office, card.id, [erased])
