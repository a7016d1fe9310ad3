"""Looks for erased words in the boxes, a page at a time: pages are read and judged in transactions that only read.

What is changed is written by the caller in short ones, and only where the row is still what was judged.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import Connection, Row, Table, and_, bindparam, func, not_, or_, select, update

from storage.erasing_boxes import BARE, NOTICES
from storage.erasing_wanted import Wanted
from storage.erasing_words import Finder, Needles, Sure, scrubbed
from storage.sql import one_of
from storage.tables import conversations, held, inbox, outbox

Box = Literal["inbox", "outbox"]
BOXES: tuple[Box, ...] = ("inbox", "outbox")

_TABLES: Mapping[Box, Table] = {"inbox": inbox, "outbox": outbox}

_OVER: Mapping[Box, Any] = {
    "inbox": one_of(inbox.c.status, "done", "dead"),
    "outbox": and_(
        not_(one_of(outbox.c.status, "new", "sending")),
        or_(not_(outbox.c.kind.in_(NOTICES)), one_of(outbox.c.status, "dead", "doubt")),
    ),
}

_UNSENT = select(outbox.c.body).where(one_of(outbox.c.status, "new", "sending"), not_(outbox.c.kind.in_(NOTICES)))

PAGE = 300
"""Rows that are read, and at most written, in one transaction."""

_LEAST = 3
"""Words at least by which something is looked for in a row that names another card, or is still somebody's work."""

_STUCK = frozenset({"dead", "doubt"})
"""What was given up or is in doubt: people may have it handled or sent once more (`inbox requeue`, `outbox retry`)."""


@dataclass(frozen=True, slots=True)
class Search:
    """What is looked for at once: all that has the same words in its place.

    `every` finds all there is, `longer` what has three words, `sure` what can hardly be anything else.
    """

    instead: str
    every: Finder
    longer: Finder
    sure: Finder


@dataclass(frozen=True, slots=True)
class Change:
    """A row that loses words: it has this status and this body still, or it is left alone."""

    row: int
    status: str
    was: str
    left: str


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a box that was looked through. `last` is its last row, None where there was none any more.

    `waiting` rows may hold some and were left, for somebody may still have them handled or sent.
    """

    last: int | None
    changes: tuple[Change, ...]
    waiting: int


def search_for(these: Sequence[Wanted]) -> Search:
    """What finds all of these; they share what stands in their place."""
    texts = [text for one in these for text in one.texts]
    refs = [ref for one in these for ref in one.refs]
    longer = Needles([text for one in these if not one.person for text in one.texts], refs, _LEAST)
    longer.add(text for one in these if one.person for text in one.texts)
    return Search(these[0].instead, Needles(texts, refs), longer, Sure(texts, refs))


def look(conn: Connection, box: Box, search: Search, after: int) -> Page:
    """The next rows after this one that hold words of people, and are neither to come nor on their way."""
    table = _TABLES[box]
    rows = select(table.c.id, table.c.status, table.c.body, *([outbox.c.card] if table is outbox else ()))
    these = rows.where(table.c.id > after, _OVER[box], table.c.body != BARE).order_by(table.c.id).limit(PAGE)
    return _judged(conn.execute(these).all(), search)


def write(conn: Connection, box: Box, changes: Sequence[Change]) -> None:
    """Take the words out of these rows; one that has changed since it was read is left alone."""
    c = _TABLES[box].c
    same = (c.id == bindparam("of_row"), c.status == bindparam("of_status"), c.body == bindparam("was"))
    given = [{"of_row": one.row, "of_status": one.status, "was": one.was, "left": one.left} for one in changes]
    conn.execute(update(_TABLES[box]).where(*same).values(body=bindparam("left")), given)


def still_waiting(conn: Connection, search: Search) -> int:
    """Updates to come, and messages, posts and talks of others in which some of it may stand: left to their people."""
    fresh = int(conn.scalar(select(func.count()).where(one_of(inbox.c.status, "new", "asked"))) or 0)
    bodies = (*conn.scalars(select(held.c.body)), *conn.scalars(_UNSENT))
    found = sum(_left(body, search.longer, "") is not None for body in bodies)
    talks = sum(bool(scrubbed(data, search.longer, "") != data) for data in conn.scalars(select(conversations.c.data)))
    return fresh + found + talks


def _judged(rows: Sequence[Row[Any]], search: Search) -> Page:
    changes, waiting = list[Change](), 0
    for row in rows:
        of_card, stuck = getattr(row, "card", None) is not None, row.status in _STUCK
        left = _of_stuck(row.body, search, of_card) if stuck else _of_finished(row.body, search, of_card)
        if left is not None:
            changes.append(Change(row.id, row.status, row.body, left))
        if stuck:
            waiting += _left(left or row.body, search.every, "", said=False) is not None
    return Page(rows[-1].id if rows else None, tuple(changes), waiting)


def _of_finished(body: str, search: Search, of_card: bool) -> str | None:
    return _left(body, search.longer if of_card else search.every, search.instead)


def _of_stuck(body: str, search: Search, of_card: bool) -> str | None:
    """Only people's words, so that it still works; nothing of what names another card, whose answer it may be."""
    return None if of_card else _left(body, search.sure, search.instead, said=False)


def _left(body: str, needles: Finder, instead: str, said: bool = True) -> str | None:
    """The body without the words; None where there are none. One that is no JSON is judged as one text."""
    try:
        value = json.loads(body)
        left = scrubbed(value, needles, instead, said)
    except (ValueError, RecursionError):
        return BARE if needles.found_in(body) else None
    return None if left == value else json.dumps(left, ensure_ascii=False)
