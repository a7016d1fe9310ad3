"""Deadlines as a person sees them: a bar of the time used, the time left, the moment it ends."""

from datetime import datetime, timedelta

from handlers.labels import deadline_label, deadline_noun
from handlers.texts import Texts
from workflow.deadlines import Clock, Rules
from workflow.due import Unit

CELLS = 10
_MINUTE = timedelta(minutes=1)
_BY_THE_WALL = frozenset({Unit.CLOCK_MINUTES, Unit.CLOCK_HOURS})


def bar(share: float) -> str:
    """Ten cells, filled by the share of time used; a cell is filled when the whole of it is used."""
    filled = min(CELLS, max(0, int(share * CELLS)))
    return "▰" * filled + "▱" * (CELLS - filled)


def share_used(clock: Clock, rules: Rules, now: datetime) -> float:
    """How much of the deadline's time has passed, from 0 to 1."""
    whole = _between(clock, rules, clock.start.at, clock.at)
    used = _between(clock, rules, clock.start.at, min(max(now, clock.start.at), clock.at))
    return used / whole if whole else 1.0


def left(clock: Clock, rules: Rules, now: datetime) -> timedelta:
    """The time left, a minute at least; zero when it is late.

    It is working time, unless the rule counts by the clock on the wall.
    """
    return max(_MINUTE, _between(clock, rules, now, clock.at)) if now < clock.at else timedelta()


def overdue(clock: Clock, rules: Rules, now: datetime) -> timedelta:
    """How late it is, or was when it was done at last; counted as the time left is."""
    end = clock.met.at if clock.met else now
    return _between(clock, rules, clock.at, end) if end > clock.at else timedelta()


def bar_line(clock: Clock, rules: Rules, now: datetime, texts: Texts, *, first: bool, clause: bool) -> str:
    """One line for one deadline. The first of a card says that its time is working time."""
    name, zone = deadline_label(clock.deadline.name, texts), str(rules.time.zone)
    tail = f" · {clause_text(clock.clause, texts)}" if clause else ""
    if clock.late(now):
        return f"❗ {name}: {late_text(clock, rules, now, texts)}{tail}"
    amount = texts.amount(left(clock, rules, now))
    time = texts.say("{time} рабочего времени", time=amount) if first and not by_the_wall(clock) else amount
    until = texts.say("до {moment}", moment=texts.moment(clock.at, now, zone))
    doubt = f" · {texts.say('предварительно')}" if clock.due.provisional else ""
    return f"{name} {bar(share_used(clock, rules, now))} {time} · {until}{tail}{doubt}"


def late_text(clock: Clock, rules: Rules, now: datetime, texts: Texts) -> str:
    """How late it is: «опоздание 35 мин»; in its first minute and outside working time only that it is past."""
    late = overdue(clock, rules, now)
    if late < _MINUTE:
        return texts.say("срок вышел")
    return texts.say("опоздание {time}", time=texts.amount(late))


def late_sentence(clock: Clock, rules: Rules, now: datetime, texts: Texts) -> str:
    """What is late and how much, as a sentence: «проект опаздывает на 35 мин»."""
    what, late = deadline_noun(clock.deadline.name, texts), overdue(clock, rules, now)
    if clock.met:
        return texts.say("{what}: уже сделано, опоздание {time}", what=what, time=texts.amount(late))
    if late < _MINUTE:
        return texts.say("{what}: срок вышел", what=what)
    return texts.say("{what} опаздывает на {time}", what=what, time=texts.amount(late))


def clause_text(clause: str, texts: Texts) -> str:
    """The clause that a deadline follows from: «п. 13»."""
    return texts.say("п. {clause}", clause=clause)


def by_the_wall(clock: Clock) -> bool:
    """Whether its hours go on at night."""
    return clock.due.read_as in _BY_THE_WALL


def _between(clock: Clock, rules: Rules, start: datetime, end: datetime) -> timedelta:
    return end - start if by_the_wall(clock) else rules.time.between(start, end)
