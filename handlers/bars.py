"""Deadlines as a person sees them: a bar of the time used, the time left, the moment it ends."""

from datetime import datetime, timedelta

from handlers.labels import deadline_label, deadline_noun
from handlers.safe import html
from handlers.texts import Texts
from handlers.units import amount_of
from workflow.deadlines import Clock, Rules
from workflow.due import Unit

CELLS = 10
_MINUTE = timedelta(minutes=1)
_MANY_HOURS = timedelta(hours=72)
_BY_THE_WALL = frozenset({Unit.CLOCK_MINUTES, Unit.CLOCK_HOURS, Unit.CALENDAR_DAYS})


def bar(share: float) -> str:
    """Ten cells, filled by the share of time used; a cell is filled when the whole of it is used."""
    filled = min(CELLS, max(0, int(share * CELLS)))
    return "▰" * filled + "▱" * (CELLS - filled)


def share_used(clock: Clock, rules: Rules, now: datetime) -> float:
    """How much of the deadline's time has passed, from 0 to 1. A date that was given counts from when it was."""
    start = clock.start.known_at
    whole = _between(clock, rules, start, clock.at)
    used = _between(clock, rules, start, min(max(now, start), clock.at))
    return used / whole if whole else 1.0


def left(clock: Clock, rules: Rules, now: datetime) -> timedelta:
    """The time left, a minute at least; zero when it is late.

    It is working time, unless the rule counts by the clock on the wall.
    """
    return max(_MINUTE, _between(clock, rules, now, clock.at)) if now < clock.at else timedelta()


def left_text(clock: Clock, rules: Rules, now: datetime, texts: Texts) -> str:
    """The time left in words: hours and minutes, or whole days where the rule counts days."""
    if days := _days(clock, rules, now, clock.at):
        return _many_days(days, texts)
    if days := _working_days(clock, rules, now):
        return texts.many("{n} рабочий день", "{n} рабочих дней", days)
    return texts.amount(left(clock, rules, now))


def overdue(clock: Clock, rules: Rules, now: datetime) -> timedelta:
    """How late it is, or was when it was done at last; counted as the time left is."""
    end = clock.met.at if clock.met else now
    return _between(clock, rules, clock.at, end) if end > clock.at else timedelta()


def bar_line(
    clock: Clock, rules: Rules, now: datetime, texts: Texts, *, first: bool, clause: bool, name: str = ""
) -> str:
    """One line for one deadline, under `name` or its own. The first of a card says that its time is working time."""
    name, zone = name or html(deadline_label(clock.deadline.name, texts, rules.procedure)), str(rules.time.zone)
    tail = f" · {clause_text(html(clock.clause), texts)}" if clause else ""
    longer = f" · {extension_text(clock, texts)}" if clock.extended else ""
    if spoken_late(clock, rules, now):
        return f"❗ {name}: {late_text(clock, rules, now, texts)}{tail}{longer}"
    if at_once(clock):
        until = texts.moment(clock.at, now, zone)
        soon = texts.say("сразу") if clock.late(now) else texts.say("сразу, до {moment}", moment=until)
        return f"{name}: {soon}{tail}"
    amount = left_text(clock, rules, now, texts)
    plain = first and not by_the_wall(clock) and not _working_days(clock, rules, now)
    time = texts.say("{time} рабочего времени", time=amount) if plain else amount
    until = texts.say("до {moment}", moment=texts.moment(clock.at, now, zone))
    doubt = f" · {texts.say('предварительно')}" if clock.due.provisional else ""
    return f"{name} {bar(share_used(clock, rules, now))} {time} · {until}{tail}{longer}{doubt}"


def late_text(clock: Clock, rules: Rules, now: datetime, texts: Texts) -> str:
    """How late it is: «опоздание 35 мин»; in its first minute and outside working time only that it is past."""
    if overdue(clock, rules, now) < _MINUTE:
        return texts.say("срок вышел")
    return texts.say("опоздание {time}", time=_lateness(clock, rules, now, texts))


def late_sentence(clock: Clock, rules: Rules, now: datetime, texts: Texts) -> str:
    """What is late and how much, as a sentence: «проект опаздывает на 35 мин»."""
    what, late = html(deadline_noun(clock.deadline.name, texts, rules.procedure)), overdue(clock, rules, now)
    if clock.met:
        return texts.say("{what}: уже сделано, опоздание {time}", what=what, time=_lateness(clock, rules, now, texts))
    if late < _MINUTE:
        return texts.say("{what}: срок вышел", what=what)
    return texts.say("{what} опаздывает на {time}", what=what, time=_lateness(clock, rules, now, texts))


def clause_text(clause: str, texts: Texts) -> str:
    """The clause that a deadline follows from: «п. 13»."""
    return texts.say("п. {clause}", clause=clause)


def extension_text(clock: Clock, texts: Texts) -> str:
    """How much longer it has become, and by which clause: «+3 дня, п. 2.5»."""
    unit = clock.due.read_as
    longer = _many_days(clock.extended, texts) if unit.in_days else amount_of(clock.extended, unit, texts)
    extension = clock.deadline.extension
    clause = f", {clause_text(html(extension.clause), texts)}" if extension and extension.clause else ""
    return f"+{longer}{clause}"


def at_once(clock: Clock) -> bool:
    """Whether no time is given at all; a date that somebody gave is counted down to."""
    return clock.due.read_as is Unit.AT_ONCE and clock.start.told is None


def spoken_late(clock: Clock, rules: Rules, now: datetime) -> bool:
    """Whether to call it late; what is to be done at once is so from the first time that somebody is told of it."""
    if not clock.late(now):
        return False
    first = min((ping.offset for ping in clock.deadline.rings if ping.missed), default=timedelta())
    return not at_once(clock) or overdue(clock, rules, now) >= first


def by_the_wall(clock: Clock) -> bool:
    """Whether its time goes on at night."""
    return clock.due.read_as in _BY_THE_WALL


def _lateness(clock: Clock, rules: Rules, now: datetime, texts: Texts) -> str:
    end = clock.met.at if clock.met else now
    days = _days(clock, rules, clock.at, end)
    return _many_days(days, texts) if days else texts.amount(overdue(clock, rules, now))


def _many_days(days: int, texts: Texts) -> str:
    return texts.many("{n} день", "{n} дней", days)


def _days(clock: Clock, rules: Rules, start: datetime, end: datetime) -> int:
    """Whole days from one date to another, where the rule counts calendar days; 0 within a day and for other rules.

    Hours by the clock are told in days where they are many: it may be due weeks ahead, before a day that was named.
    """
    if clock.due.read_as in (Unit.CLOCK_HOURS, Unit.CLOCK_MINUTES):
        return (end - start).days if end - start >= _MANY_HOURS else 0
    if clock.due.read_as is not Unit.CALENDAR_DAYS:
        return 0
    time = rules.time_for(clock.deadline)
    return max(0, (time.local_date(end) - time.local_date(start)).days)


def _working_days(clock: Clock, rules: Rules, now: datetime) -> int:
    """Working days after today till it is due, where the rule counts days; 0 on the last day and for other rules."""
    if clock.due.read_as not in (Unit.WORKING_DAYS, Unit.END_OF_DAY) or clock.extended:
        return 0
    time = rules.time_for(clock.deadline)
    today = time.local_date(now)
    ahead = (time.local_date(clock.at) - today).days
    return sum(bool(time.day(today + timedelta(days=day)).hours) for day in range(1, ahead + 1))


def _between(clock: Clock, rules: Rules, start: datetime, end: datetime) -> timedelta:
    return end - start if by_the_wall(clock) else rules.time_for(clock.deadline).between(start, end)
