"""What is over: each card and each person in a transaction by itself, so that none lasts and none holds up another."""

from collections.abc import Callable
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
from storage.erasing_overdue import Overdue, left_over, note_left_over
from storage.erasing_people import erase_person
from storage.erasing_reached import Reached, move_on
from storage.errors import Fenced
from storage.snapshots import snapshot
from workflow.words import OfficeId


@dataclass(slots=True)
class Portion:
    """How many lost what was known of them, and why others did not: cards by their ids, people by their offices."""

    done: int = 0
    failed: dict[int, str] = field(default_factory=dict)

    def add(self, other: "Portion") -> None:
        """Count these, too."""
        self.done += other.done
        self.failed |= other.failed


def next_card(conn: Connection, one: Overdue, came: Reached, now: datetime, real: datetime) -> Portion:
    """A card that rounds come to for the first time; one that fails is noted, and tried again by `card_again`.

    `came` is how far they had come before it; where they went back since, they come to it again. `now` is the office's
    clock, `real` is real time.
    """
    found = _tried(conn, partial(_card, conn, one, now, real), one.card)
    move_on(conn, came, came.at(one.closed_at, one.card), real)
    if found.failed:
        note_left_over(conn, {*left_over(conn), one.card}, real)
    return found


def card_again(conn: Connection, one: Overdue, now: datetime, real: datetime) -> Portion:
    """One that could not be erased in rounds before."""
    found = _tried(conn, partial(_card, conn, one, now, real), one.card)
    if not found.failed:
        note_left_over(conn, {*left_over(conn)} - {one.card}, real)
    return found


def next_person(conn: Connection, who: tuple[OfficeId, str], now: datetime, real: datetime) -> Portion:
    """Somebody who has left; whoever still holds open cards is left till he does not."""
    return _tried(conn, partial(_person, conn, *who, now, real), who[0])


def _person(conn: Connection, office: OfficeId, key: str, now: datetime, real: datetime) -> int:
    name = texts_for(snapshot(conn, office).office.locale).say("бывший сотрудник")
    erase_person(conn, office, key, name, now, real)
    return 1


def _card(conn: Connection, one: Overdue, now: datetime, real: datetime) -> int:
    """None where it was bare already."""
    instead = instead_of(snapshot(conn, one.office).office.locale)
    order = Order(because="retention", reason="", instead=instead, at=now, real=real)
    return erasing.erase(conn, [one.card], order).cards


def _tried(conn: Connection, deed: Callable[[], int], number: int) -> Portion:
    """Do it or leave no trace of it. What befell the database itself, or the lead, is no fault of this one."""
    try:
        with conn.begin_nested():
            return Portion(done=deed())
    except (SQLAlchemyError, Fenced):
        raise
    except Exception as error:
        return Portion(failed={number: fault(error)})
