"""Words of erased cards in the boxes: updates, messages, posts that wait, talks, acts of citizens."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Table, and_, bindparam, delete, func, not_, select, update

from storage.erasing_traces import Traces
from storage.erasing_words import Needles, scrubbed
from storage.sql import one_of
from storage.tables import conversations, held, inbox, intake_acts, outbox

_PAGE = 500
_BARE = "{}"
LEAST = 3
"""Words at least by which something is looked for where people still work with it, or that names another card."""

_STUCK = ((inbox, one_of(inbox.c.status, "dead")), (outbox, one_of(outbox.c.status, "dead", "doubt")))
"""What was given up or is in doubt: people may have it handled or sent once more (`inbox requeue`, `outbox retry`)."""


@dataclass(frozen=True, slots=True)
class Boxes:
    """Rows that lost words; `waiting` may hold some and were left, for they are, or may be, still to be handled."""

    rows: int
    waiting: int


def erase_boxes(conn: Connection, traces: Traces, instead: str, real: datetime) -> Boxes:
    """Take the words out of every box. Nothing that is still to be sent of another card is touched. `real` is real."""
    every, longer = Needles(traces.texts, traces.refs), Needles(traces.texts, traces.refs, LEAST)
    rows = _of_cards(conn, traces, real)
    rows += scrub_finished(conn, every, instead)
    rows += scrub_stuck(conn, longer, instead)
    rows += _bodies(conn, outbox, _finished(loose=False), longer, instead)
    rows += _same_posts(conn, longer)
    rows += _talks(conn, longer, every, instead)
    fresh = conn.scalar(select(func.count()).where(one_of(inbox.c.status, "new", "asked"))) or 0
    return Boxes(rows, fresh + _left_stuck(conn, every))


def being_sent(conn: Connection, card: int) -> bool:
    """Whether words of the card are on their way just now. A notice is drawn anew each time and does not count."""
    said = one_of(outbox.c.kind, "reply", "publication")
    these = select(outbox.c.id).where(outbox.c.card == card, one_of(outbox.c.status, "sending"), said)
    return conn.execute(these.limit(1)).first() is not None


def scrub_finished(conn: Connection, needles: Needles, instead: str, of_cards: bool = False) -> int:
    """Take the words out of updates and messages that are done with. Returns from how many.

    Messages that name a card are looked through only with `of_cards`.
    """
    rows = _bodies(conn, inbox, one_of(inbox.c.status, "done"), needles, instead)
    rows += _bodies(conn, outbox, _finished(loose=False), needles, instead) if of_cards else 0
    return rows + _bodies(conn, outbox, _finished(loose=True), needles, instead)


def scrub_stuck(conn: Connection, needles: Needles, instead: str) -> int:
    """The same where somebody may still have it handled or sent once more: only people's words, so that this works."""
    return sum(_bodies(conn, box, these, needles, instead, said=False) for box, these in _STUCK)


def _left_stuck(conn: Connection, needles: Needles) -> int:
    """Stuck rows in which too little stands to be sure of it, as one name alone."""
    bodies = (body for box, these in _STUCK for _, body in _pages(conn, box, these))
    return sum(_left(body, needles, "", said=False) is not None for body in bodies)


def _of_cards(conn: Connection, traces: Traces, real: datetime) -> int:
    """Messages and acts of these cards. A notice holds no words: it is drawn from the card when it is sent."""
    mine = outbox.c.card.in_(traces.cards)
    said = and_(mine, one_of(outbox.c.status, "new", "dead", "doubt"), outbox.c.kind.in_(("reply", "publication")))
    dropped = {"status": "dropped", "error": "erased", "settled_at": real}
    conn.execute(update(outbox).where(said).values(dropped))
    bare = and_(mine, one_of(outbox.c.status, "sent", "dropped", "superseded"), outbox.c.body != _BARE)
    rows = conn.execute(update(outbox).where(bare).values(body=_BARE)).rowcount
    acts = intake_acts.c.card.in_(traces.cards)
    return rows + conn.execute(update(intake_acts).where(acts).values(digest="erased", answer={})).rowcount


def _finished(loose: bool) -> Any:
    """Messages that are done with, those that name no card or those that name another one."""
    done = not_(one_of(outbox.c.status, "new", "sending", "dead", "doubt"))
    return and_(done, outbox.c.card.is_(None) if loose else outbox.c.card.is_not(None), outbox.c.body != _BARE)


def _bodies(conn: Connection, table: Table, these: Any, needles: Needles, instead: str, said: bool = True) -> int:
    changed = [
        {"row": row, "left": left}
        for row, body in _pages(conn, table, these)
        if (left := _left(body, needles, instead, said)) is not None
    ]
    if changed:
        conn.execute(update(table).where(table.c.id == bindparam("row")).values(body=bindparam("left")), changed)
    return len(changed)


def _left(body: str, needles: Needles, instead: str, said: bool = True) -> str | None:
    """The body without the words; None where there are none. One that is no JSON is judged as one text."""
    try:
        value = json.loads(body)
    except ValueError:
        return _BARE if needles.found_in(body) else None
    left = scrubbed(value, needles, instead, said)
    return None if left == value else json.dumps(left, ensure_ascii=False)


def _pages(conn: Connection, table: Table, these: Any) -> Iterator[tuple[int, str]]:
    after = 0
    rows = select(table.c.id, table.c.body).where(these).order_by(table.c.id).limit(_PAGE)
    while page := conn.execute(rows.where(table.c.id > after)).all():
        yield from ((row.id, row.body) for row in page)
        after = page[-1].id


def _same_posts(conn: Connection, needles: Needles) -> int:
    """A post that waits and says the same is the same post, sent once more: it goes."""
    same = [row for row, body in _pages(conn, held, held.c.id > 0) if _left(body, needles, "") is not None]
    return conn.execute(delete(held).where(held.c.id.in_(same))).rowcount


def _talks(conn: Connection, longer: Needles, every: Needles, instead: str) -> int:
    """What somebody is in the middle of, where a longer piece is in it; otherwise his words are left to him."""
    count = 0
    for row in conn.execute(select(conversations)).all():
        if scrubbed(row.data, longer, instead) != row.data:
            this = tuple(conversations.c[name] == getattr(row, name) for name in ("channel", "chat", "person"))
            conn.execute(update(conversations).where(*this).values(data=scrubbed(row.data, every, instead)))
            count += 1
    return count
