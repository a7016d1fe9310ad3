"""What is wrong with the bot, decided from figures. Pure: moments and figures are passed in."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from storage.clocks_apart import Apart
from storage.vitals import Vitals

OUTBOX_LATE = timedelta(minutes=10)
MAIL_LATE = timedelta(hours=1)
"""A mail server may put a mail off for a while, and that is no fault of ours."""

BACKUP_OLD = timedelta(hours=26)
"""A copy is made every night, give or take two hours."""

DISK_LOW = 500_000_000
"""Bytes; less is left, and the database may soon find no room."""

CLOCK_JUMP = timedelta(minutes=2)
DATABASE_AWAY = timedelta(minutes=1)


class Kind(StrEnum):
    """What may be wrong. Of those in `PASSING` it is told that they were; there is no end to be told."""

    DEAD = "dead"
    DOUBT = "doubt"
    UPDATES = "updates"
    OUTBOX = "outbox"
    MAIL = "mail"
    TIMERS = "timers"
    BACKUP = "backup"
    DISK = "disk"
    JOURNAL = "journal"
    DATABASE = "database"
    CLOCK = "clock"
    CLOCKS = "clocks"


PASSING = frozenset({Kind.DATABASE, Kind.CLOCK})

COUNTED = frozenset({Kind.DEAD, Kind.DOUBT, Kind.UPDATES, Kind.JOURNAL, Kind.CLOCKS})
"""Of these more may be added, and that is told again."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something that is wrong. `time` is how late, old, or far; `name` has offices' keys.

    `count` is how many rows, clocks, or journals that are not what was written: none where one could only not be read.
    `clocks` are machines whose clocks are wrong.
    """

    kind: Kind
    count: int = 0
    time: timedelta = timedelta()
    name: str = ""
    clocks: Sequence[Apart] = ()


@dataclass(frozen=True, slots=True)
class Figures:
    """What trouble is decided from.

    `late` is for how long timers have been due at least, in real time; `away` for how long the database did not
    answer till now; `jump` by how much the clock was moved, back if negative; `broken` are the offices whose journal
    is not what was written, `unread` those whose could not be read to the end; `free` the bytes left on the disk, None
    where nobody knows; `clocks` the machines whose clocks are not the database's.
    """

    vitals: Vitals
    now: datetime
    late: timedelta = timedelta()
    away: timedelta = timedelta()
    jump: timedelta = timedelta()
    free: int | None = None
    broken: Sequence[str] = ()
    unread: Sequence[str] = ()
    clocks: Sequence[Apart] = ()


def troubles(figures: Figures) -> list[Trouble]:
    """Everything that is wrong, each kind once."""
    return [*_stuck(figures.vitals), *_late(figures), *_around(figures)]


def _stuck(vitals: Vitals) -> Iterator[Trouble]:
    counts = {Kind.DEAD: vitals.rows("dead"), Kind.DOUBT: vitals.rows("doubt"), Kind.UPDATES: vitals.inbox_dead}
    return (Trouble(kind, count) for kind, count in counts.items() if count)


def _late(figures: Figures) -> Iterator[Trouble]:
    vitals, now = figures.vitals, figures.now
    for kind, channel, most in ((Kind.OUTBOX, "telegram", OUTBOX_LATE), (Kind.MAIL, "mail", MAIL_LATE)):
        if (oldest := vitals.oldest(channel)) and now - oldest > most:
            yield Trouble(kind, time=now - oldest)
    if figures.late:
        yield Trouble(Kind.TIMERS, time=figures.late)
    if vitals.backup and now - vitals.backup > BACKUP_OLD:
        yield Trouble(Kind.BACKUP, time=now - vitals.backup)


def _around(figures: Figures) -> Iterator[Trouble]:
    if figures.free is not None and figures.free < DISK_LOW:
        yield Trouble(Kind.DISK, count=figures.free // 1_000_000)
    if journals := figures.broken or figures.unread:
        yield Trouble(Kind.JOURNAL, count=len(figures.broken), name=", ".join(journals))
    if figures.away >= DATABASE_AWAY:
        yield Trouble(Kind.DATABASE, time=figures.away)
    if abs(figures.jump) >= CLOCK_JUMP:
        yield Trouble(Kind.CLOCK, time=figures.jump)
    if figures.clocks:
        machines = ", ".join(one.machine for one in figures.clocks)
        yield Trouble(Kind.CLOCKS, count=len(figures.clocks), name=machines, clocks=tuple(figures.clocks))
