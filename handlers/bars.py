"""Deadlines as a person sees them: a bar of the time used, the time left, the moment it ends."""

from datetime import datetime, timedelta

from handlers.labels import deadline_label
from handlers.texts import Texts
from workflow.deadlines import Clock, Rules

CELLS = 10


def bar(share: float) -> str:
    """Ten cells, filled by the share of time used; a started cell of the last minute stays empty till it is used."""
    filled = min(CELLS, max(0, int(share * CELLS)))
    return "▰" * filled + "▱" * (CELLS - filled)


def share_used(clock: Clock, rules: Rules, now: datetime) -> float:
    """How much of the deadline's working time has passed, from 0 to 1."""
    whole = rules.time.between(clock.start.at, clock.at)
    used = rules.time.between(clock.start.at, min(max(now, clock.start.at), clock.at))
    return used / whole if whole else 1.0


def left(clock: Clock, rules: Rules, now: datetime) -> timedelta:
    """The working time left; zero when it is late."""
    return rules.time.between(now, clock.at) if now < clock.at else timedelta()


def overdue(clock: Clock, rules: Rules, now: datetime) -> timedelta:
    """How late it is, in working time."""
    return rules.time.between(clock.at, now) if now > clock.at else timedelta()


def bar_line(clock: Clock, rules: Rules, now: datetime, texts: Texts, *, first: bool, clause: bool) -> str:
    """One line for one deadline. The first of a card says that its time is working time."""
    name, zone = deadline_label(clock.deadline.name, texts), str(rules.time.zone)
    tail = f" · {texts.say('п. {clause}', clause=clock.clause)}" if clause else ""
    if clock.late(now):
        late = texts.say("опоздание {time}", time=texts.amount(overdue(clock, rules, now)))
        return f"❗ {name}: {late}{tail}"
    amount = texts.amount(left(clock, rules, now))
    time = texts.say("{time} рабочего времени", time=amount) if first else amount
    until = texts.say("до {moment}", moment=texts.moment(clock.at, now, zone))
    doubt = f" · {texts.say('предварительно')}" if clock.due.provisional else ""
    return f"{name} {bar(share_used(clock, rules, now))} {time} · {until}{tail}{doubt}"
