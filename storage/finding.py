"""Finding cards by their words, links, days and states, the newest first; only those that the reader may see."""

import json
from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime
from typing import Any

from pydantic import ValidationError
from sqlalchemy import ColumnElement, Connection, Select, and_, false, func, or_, select, update

from storage.tables import cards
from workflow.card import Card
from workflow.finding import Found, Looking, Query, Reach, State, Word, card_words, names
from workflow.office import Office
from workflow.words import OfficeId

MOST_LOOKED = 2_000
"""Cards that are asked about one by one at most, for a reader who does not see all of the office."""

AT_ONCE = 200
"""Cards that get their words in one transaction."""


def find(conn: Connection, looking: Looking, first: int, most: int) -> Found:
    """At most `most` cards from the `first` one on, counted from 0, the newest before the others."""
    wanted = _wanted(looking)
    if looking.reach is not None:
        bodies = conn.scalars(_newest(wanted).limit(MOST_LOOKED))
        seen = [card for card in _cards(bodies) if looking.sees(card)]
        return Found(tuple(seen[first : first + most]), len(seen))
    count = conn.scalar(select(func.count()).select_from(cards).where(wanted)) or 0
    found = _cards(conn.scalars(_newest(wanted).offset(first).limit(most))) if count else []
    return Found(tuple(found), count)


def newest_number(conn: Connection, office: OfficeId) -> int:
    """The highest number of a card in the office; 0 where there is none."""
    return conn.scalar(select(func.max(cards.c.number)).where(cards.c.office == office)) or 0


def fill(conn: Connection, after: int, most: int = AT_ONCE) -> int | None:
    """Give their words to the next cards that have none yet. Returns the last one's id; None where none is left.

    Words are never quite empty, so that a card gets them once. One that cannot be read is passed over.
    """
    bare = select(cards.c.id, cards.c.body).where(cards.c.words == "", cards.c.id > after)
    rows = conn.execute(bare.order_by(cards.c.id).limit(most).with_for_update(key_share=True)).all()
    for row in rows:
        with suppress(ValidationError):
            words = card_words(Card.model_validate_json(row.body))
            conn.execute(update(cards).where(cards.c.id == row.id).values(words=words))
    return rows[-1].id if rows else None


def _newest(wanted: ColumnElement[bool]) -> Select[Any]:
    return select(cards.c.body).where(wanted).order_by(cards.c.number.desc())


def _cards(bodies: Iterable[str]) -> list[Card]:
    return [Card.model_validate_json(body) for body in bodies]


def _wanted(looking: Looking) -> ColumnElement[bool]:
    query, office = looking.query, looking.office
    return and_(
        cards.c.office == office.id,
        *([cards.c.number == query.number] if query.number is not None else []),
        *([cards.c.number <= looking.upto] if looking.upto is not None else []),
        *_in_days(query, office.timetable.zone),
        *_in_state(query.state, looking.now),
        *([_within(looking.reach)] if looking.reach is not None else []),
        *(cards.c.words.contains(f" {link} ", autoescape=True) for link in query.links),
        *(_has(word, office) for word in query.words),
    )


def _in_days(query: Query, zone: str) -> list[ColumnElement[bool]]:
    since, until = query.days.bounds(zone) if query.days else (None, None)
    return [
        *([cards.c.opened_at >= since] if since is not None else []),
        *([cards.c.opened_at < until] if until is not None else []),
    ]


def _in_state(state: State | None, now: datetime) -> list[ColumnElement[bool]]:
    match state:
        case State.OPEN:
            return [cards.c.open]
        case State.CLOSED:
            return [~cards.c.open]
        case State.LATE:
            return [cards.c.open, cards.c.next_due < now]
    return []


def _has(word: Word, office: Office) -> ColumnElement[bool]:
    """The word stands in the card, or names the department that has it or the executor who does."""
    forms = [cards.c.words.contains(f" {form} ", autoescape=True) for form in sorted(word.forms)]
    begins = [cards.c.words.contains(f" {word.begins}", autoescape=True)] if word.begins else []
    units = [unit.key for unit in office.departments if names(word, unit.name)]
    people = [person.id for person in office.people if names(word, person.name)]
    return or_(
        *forms,
        *begins,
        *([cards.c.department.in_(units)] if units else []),
        *([cards.c.executor.in_(people)] if people else []),
    )


def _within(reach: Reach) -> ColumnElement[bool]:
    """A little more than what the reader may see: what he has a part in is only known from the body."""
    return or_(
        false(),
        cards.c.executor.in_(reach.people),
        cards.c.department.in_(reach.units),
        *(cards.c.body.contains(f'"department":{_json(unit)}', autoescape=True) for unit in sorted(reach.units)),
        *(cards.c.body.contains(f'"executor":{person}', autoescape=True) for person in sorted(reach.people)),
        *([cards.c.body.contains('"outside":true', autoescape=True)] if reach.outside else []),
    )


def _json(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
