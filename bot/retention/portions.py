"""A portion of what is over: each card and each person by itself, so that one that cannot be read holds up no other."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from bot.erasing.cards import instead_of
from bot.logs import fault
from handlers.texts import texts_for
from storage import erasing
from storage.erasing import Order
from storage.erasing_overdue import Overdue, left_over, note_left_over, of_cards, overdue, went_on
from storage.erasing_people import erase_person, left_before
from storage.errors import Fenced
from storage.snapshots import snapshot
from workflow.words import OfficeId

AT_ONCE = 20
"""Cards that lose their words in one commit."""

_PEOPLE = 100


@dataclass(slots=True)
class Portion:
    """How many lost what was known of them, and why others did not: cards by their ids, people by their offices."""

    done: int = 0
    failed: dict[int, str] = field(default_factory=dict)


def next_cards(conn: Connection, before: datetime, now: datetime, real: datetime) -> Portion:
    """The next cards that were closed before the moment; those that fail are noted, and tried again by `cards_again`.

    `before` and `now` are of the office's clock, `real` is real time.
    """
    these = overdue(conn, before, AT_ONCE)
    found = _erased(conn, these, now, real)
    if these:
        went_on(conn, these[-1], real)
    if found.failed:
        note_left_over(conn, {*left_over(conn), *(one.card for one in these if one.card in found.failed)}, real)
    return found


def cards_again(conn: Connection, now: datetime, real: datetime) -> Portion:
    """Those that could not be erased in rounds before."""
    these = of_cards(conn, left_over(conn))
    found = _erased(conn, these, now, real)
    if these:
        note_left_over(conn, {one.card for one in these if one.card in found.failed}, real)
    return found


def next_people(conn: Connection, before: datetime, now: datetime, real: datetime) -> Portion:
    """Those who left before the moment; whoever still holds open cards is left till he does not."""
    found = Portion()
    for office, key in left_before(conn, before, _PEOPLE):
        _tried(conn, partial(_person, conn, office, key, now, real), found, office)
    return found


def _person(conn: Connection, office: OfficeId, key: str, now: datetime, real: datetime) -> int:
    name = texts_for(snapshot(conn, office).office.locale).say("бывший сотрудник")
    erase_person(conn, office, key, name, now, real)
    return 1


def _erased(conn: Connection, these: Sequence[Overdue], now: datetime, real: datetime) -> Portion:
    """Office by office, since all boxes are searched each time; card by card only where that fails."""
    found = Portion()
    for office in sorted({one.office for one in these}):
        mine = [one for one in these if one.office == office]
        together = Portion()
        if _tried(conn, partial(_cards, conn, mine, now, real), together, 0):
            found.done += together.done
            continue
        for one in mine:
            _tried(conn, partial(_cards, conn, [one], now, real), found, one.card)
    return found


def _cards(conn: Connection, these: Sequence[Overdue], now: datetime, real: datetime) -> int:
    instead = instead_of(snapshot(conn, these[0].office).office.locale)
    order = Order(because="retention", reason="", instead=instead, at=now, real=real)
    return erasing.erase(conn, [one.card for one in these], order).cards


def _tried(conn: Connection, deed: Callable[[], int], found: Portion, number: int) -> bool:
    """Do it or leave no trace of it. What befell the database itself, or the lead, ends the whole portion."""
    try:
        with conn.begin_nested():
            found.done += deed()
    except (SQLAlchemyError, Fenced):
        raise
    except Exception as error:
        found.failed[number] = fault(error)
        return False
    return True
