"""How often trouble is told: a kind once an hour at most, a few a day in all, and an end to each. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from pydantic import BaseModel

from bot.alerts.troubles import COUNTED, PASSING, Kind, Trouble

HOUR = timedelta(hours=1)
"""A kind is not told twice within it."""

DAY = timedelta(days=1)
"""So often trouble that goes on is told again."""

A_DAY = 20
"""Alerts a day in all, UTC; ends of trouble are not counted."""


class Told(BaseModel):
    """What was told of a kind last: when (real time), of how many; `open` till its end was told."""

    at: datetime
    count: int = 0
    open: bool = True


class Memory(BaseModel):
    """What was told so far, and how many alerts today."""

    told: dict[Kind, Told] = {}
    day: date = date.min
    today: int = 0


@dataclass(slots=True)
class Verdict:
    """What to tell now: trouble, and kinds of trouble that are over; `last` where no more will be told today."""

    begun: list[Trouble] = field(default_factory=list)
    over: list[Kind] = field(default_factory=list)
    last: bool = False


def weigh(found: Sequence[Trouble], memory: Memory, now: datetime) -> tuple[Verdict, Memory]:
    """What of the trouble is to be told now, and what is to be remembered of that."""
    today = memory.today if memory.day == now.date() else 0
    new = Memory(told=dict(memory.told), day=now.date(), today=today)
    verdict = Verdict(over=_over(found, memory))
    for kind in verdict.over:
        new.told[kind] = new.told[kind].model_copy(update={"open": False, "count": 0})
    new.told.update(_fallen(found, memory))
    for trouble in found:
        if new.today < A_DAY and _worth_telling(trouble, memory.told.get(trouble.kind), now):
            verdict.begun.append(trouble)
            new.told[trouble.kind] = Told(at=now, count=trouble.count, open=trouble.kind not in PASSING)
            new.today += 1
    verdict.last = bool(verdict.begun) and new.today >= A_DAY
    return verdict, new


def _over(found: Sequence[Trouble], memory: Memory) -> list[Kind]:
    there = {trouble.kind for trouble in found}
    return [kind for kind, told in memory.told.items() if told.open and kind not in there]


def _fallen(found: Sequence[Trouble], memory: Memory) -> dict[Kind, Told]:
    """What is less now than was told: what is added to that is news."""
    now = {one.kind: one.count for one in found if one.kind in COUNTED}
    less = {kind: told for kind, told in memory.told.items() if now.get(kind, told.count) < told.count}
    return {kind: told.model_copy(update={"count": now[kind]}) for kind, told in less.items()}


def _worth_telling(trouble: Trouble, told: Told | None, now: datetime) -> bool:
    """News, or more of it; or the same once a day."""
    if told is None or told.at > now:  # the clock was put back meanwhile
        return True
    passed = now - told.at
    if passed < HOUR:
        return False
    grown = trouble.kind in COUNTED and trouble.count > told.count
    return not told.open or grown or passed >= DAY
