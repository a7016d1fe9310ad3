"""Group commit: functions that waited together share one transaction and one commit."""

import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from storage.work.base import Point
from storage.work.retry import ATTEMPTS, pause, transient

Function = Callable[[Connection], Any]


@dataclass(frozen=True, slots=True)
class Returned:
    """What a function gave back; it is committed."""

    value: Any


@dataclass(frozen=True, slots=True)
class Raised:
    """Why a function came to nothing; no trace of it stays."""

    error: BaseException


Outcome = Returned | Raised


def persist(conn: Connection, functions: Sequence[Function], begin: str, point: Point) -> list[Outcome]:
    """Run the functions till each has succeeded or failed for good. Sleeps in this thread between attempts."""
    outcomes: dict[int, Outcome] = {}
    left = list(range(len(functions)))
    for attempt in range(ATTEMPTS):
        group = [functions[index] for index in left]
        outcomes.update(zip(left, _together(conn, group, begin, point), strict=True))
        left = [index for index in left if _again(outcomes[index])]
        if not left:
            break
        time.sleep(pause(attempt))
    return [outcomes[index] for index in range(len(functions))]


def _again(outcome: Outcome) -> bool:
    return isinstance(outcome, Raised) and transient(outcome.error)


def _together(conn: Connection, functions: Sequence[Function], begin: str, point: Point) -> list[Outcome]:
    """One transaction. Where it fails as a whole, all of them have failed."""
    try:
        return _transact(conn, functions, begin, point)
    except BaseException as error:  # it belongs to those who wait, in whatever thread this runs
        with suppress(Exception):  # where even this fails, those who wait must hear of the first error all the same
            conn.rollback()
        return [Raised(error)] * len(functions)


def _transact(conn: Connection, functions: Sequence[Function], begin: str, point: Point) -> list[Outcome]:
    conn.exec_driver_sql(begin)
    before = _changes(conn)
    outcomes = _side_by_side(conn, functions, begin, before)
    if all(isinstance(outcome, Raised) for outcome in outcomes):
        conn.rollback()
    elif _changes(conn) == before:
        conn.commit()  # nothing was written but tables perhaps: no point, and nothing to wait for the disk for
    else:
        point("commit:before")
        conn.commit()
        point("commit:after")
    return outcomes


def _side_by_side(conn: Connection, functions: Sequence[Function], begin: str, before: int) -> list[Outcome]:
    """All of them. Failures are rare, so savepoints are made only after one that may have left something behind."""
    outcomes = [_alone(conn, fn) for fn in functions]
    failed = any(isinstance(outcome, Raised) for outcome in outcomes)
    if not failed or len(functions) == 1 or _changes(conn) == before:
        return outcomes
    conn.rollback()
    conn.exec_driver_sql(begin)
    return [_beside_others(conn, fn) for fn in functions]


def _changes(conn: Connection) -> int:
    """How many rows this connection has ever written."""
    raw: Any = conn.connection.driver_connection
    return int(raw.total_changes)


def _alone(conn: Connection, fn: Function) -> Outcome:
    try:
        return Returned(fn(conn))
    except Exception as error:
        return Raised(error)


def _beside_others(conn: Connection, fn: Function) -> Outcome:
    savepoint = conn.begin_nested()
    try:
        value = fn(conn)
    except Exception as error:
        savepoint.rollback()
        return Raised(error)
    savepoint.commit()
    return Returned(value)
